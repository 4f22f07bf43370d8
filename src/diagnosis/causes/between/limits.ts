import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';

/** How long the server asks to wait: Retry-After in seconds or as a date (RFC 9110 §10.2.3). Milliseconds. */
export function retryAfter({ response, endedAt, startedAt }: Exchange): number | undefined {
  const text = headerValue(response?.headers ?? [], 'retry-after')?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const until = Date.parse(text);
  const now = Date.parse(headerValue(response?.headers ?? [], 'date') ?? '');
  const wait = until - (Number.isNaN(now) ? (endedAt ?? startedAt) : now);
  return Number.isNaN(wait) || wait < 0 ? undefined : wait;
}

/** A header that says that nothing is left of a limit: `X-RateLimit-Remaining: 0`, `RateLimit: …, remaining=0`. */
export function spentLimit({ response }: Exchange): string | undefined {
  return response?.headers.find(
    ({ name, value }) =>
      (/^(?:x-)?rate-?limit-remaining(?:-\w{1,20})?$/i.test(name) && /^0+$/.test(value.trim())) ||
      (/^ratelimit$/i.test(name) && /\b(?:remaining|r)=0\b/.test(value)),
  )?.name;
}
