import type { Header } from './exchange.ts';

/** The first header of that name, in any case; `undefined` where there is none. */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const header of headers) if (isNamed(header, wanted)) return header.value;
  return undefined;
}

/** All headers of that name, in the order received. */
export function headerValues(headers: readonly Header[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter((header) => isNamed(header, wanted)).map((header) => header.value);
}

/** Looks at the length first: this runs for every header of every exchange. */
function isNamed({ name }: Header, wanted: string): boolean {
  return name.length === wanted.length && name.toLowerCase() === wanted;
}
