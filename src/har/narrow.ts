/**
 * Hand-written narrowing for the parts of a HAR of which there are hundreds of thousands (entries, headers).
 * A schema library checks the outer shape; here it would cost more than parsing the JSON does.
 */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** Text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function finiteOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The origin of a URL that has one, `undefined` for opaque origins and for what is not a URL. */
export function originOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const plain = PLAIN_ORIGIN.exec(url)?.[0];
  if (plain !== undefined && !plain.includes('xn--')) return plain;
  if (!URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  return origin === 'null' ? undefined : origin;
}

/** Stands as its own serialization: no port, no capitals, no IPv4 address. Most URLs do, and parsing one is slow. */
const PLAIN_ORIGIN = /^https?:\/\/(?:[a-z0-9_-]+\.)*[a-z][a-z0-9-]*(?=[/?#]|$)/;
