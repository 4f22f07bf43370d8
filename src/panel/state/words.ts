import type { FixParty } from '../../diagnosis/engine/cause.ts';

/** A party as it stands in a sentence: `In the client`. */
export const PARTY_PLACE: Readonly<Record<FixParty, string>> = {
  client: 'In the client',
  api: 'In the API',
  idp: 'At the identity provider',
  edge: 'At the gateway or proxy',
  browser: 'In this browser',
};

export const PARTY_NAME: Readonly<Record<FixParty, string>> = {
  client: 'client',
  api: 'API',
  idp: 'identity provider',
  edge: 'gateway or proxy',
  browser: 'this browser',
};

export const CONFIDENCE_MEANS = {
  certain: 'What was seen excludes every other explanation.',
  likely: 'The best explanation of what was seen; another is possible.',
  possible: 'One explanation among others; worth a check.',
} as const;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'short', day: 'numeric' });
const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' });

/** `14:06:13` in this computer's time zone; milliseconds since the epoch in. */
export function clockTime(milliseconds: number): string {
  return isDate(milliseconds) ? clock.format(milliseconds) : '–';
}

/** `22 Nov 2026, 14:06:13 CET`, in this computer's time zone. */
export function localTime(milliseconds: number): string {
  if (!isDate(milliseconds)) return 'not a date';
  const name = zone.formatToParts(milliseconds).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${day.format(milliseconds)}, ${clock.format(milliseconds)} ${name}`.trim();
}

/** `38 ms`, `1.2 s`; milliseconds in. */
export function took(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** `1 request`, `12 requests`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

function isDate(milliseconds: number): boolean {
  return Math.abs(milliseconds) <= 8.64e15;
}
