const SECOND = 1_000;
const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400 * SECOND],
  ['h', 3_600 * SECOND],
  ['min', 60 * SECOND],
  ['s', SECOND],
];

/** `242_000` → `4 min 2 s`: the two largest units that say something. Milliseconds in, sign left out. */
export function duration(milliseconds: number): string {
  let rest = Math.round(Math.abs(milliseconds) / SECOND) * SECOND;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ') || 'less than 1 s';
}

/** `2026-11-22 14:02:11 UTC`; milliseconds since the epoch in. An impossible date says so. */
export function utc(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return 'not a date';
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
