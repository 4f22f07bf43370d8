import { hostOf, pathOf } from '../../exchange/address.ts';
import type { Exchange } from '../../exchange/exchange.ts';

/** Text from the network inside a sentence of ours: in quotes, and never longer than a sentence bears. */
export function quote(text: string, atMost = 80): string {
  const line = text
    .slice(0, 4 * atMost)
    .replace(/\s+/g, ' ')
    .trim();
  return `“${line.length > atMost ? `${line.slice(0, atMost)}…` : line}”`;
}

/** A claim that may be one string or a list of them (aud, scope): each as text. */
export function listed(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(written);
  return value === undefined || value === null ? [] : [written(value)];
}

/** A claim's value as text. An object in its place may well have a `toString` of its own that is none. */
export function written(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** The host that a request went to, as far as a sentence bears it: `idp.test:8443`. */
export function shownHost({ request }: Exchange): string {
  return (hostOf(request.url) || request.url).slice(0, 120);
}

/** The path of an address, as far as a sentence bears it: `/orders/7`. */
export function shownPath(url: string): string {
  return (pathOf(url) || '/').slice(0, 80);
}
