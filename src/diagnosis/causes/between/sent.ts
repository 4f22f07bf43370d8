import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import { parseCookieHeader } from '../../../protocol/cookies/cookie-header.ts';
import type { Evidence } from '../../engine/cause.ts';
import { looksLikeSession } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Responder } from '../../facts/responder.ts';
import { otherCredentialHeader } from '../credential/sent.ts';

/** What a request carried to say who asks. */
export interface SentCredential {
  readonly kind: 'authorization' | 'api-key' | 'session';
  /** The header that carried it, as written. */
  readonly header: string;
  /** Of a session: the cookie’s name. */
  readonly cookie?: string;
}

export function sentCredential(exchange: Exchange, facts: Facts): SentCredential | undefined {
  if (facts.authorization(exchange) !== undefined) return { kind: 'authorization', header: 'Authorization' };
  const key = otherCredentialHeader(exchange);
  if (key !== undefined) return { kind: 'api-key', header: key };
  const cookie = parseCookieHeader(headerValue(exchange.request.headers, 'cookie') ?? '').find(({ name }) =>
    looksLikeSession({ name, httpOnly: false }),
  );
  return cookie && { kind: 'session', header: 'Cookie', cookie: cookie.name };
}

/** Did two requests carry the same Authorization and cookies? */
export function sameCredentials(one: Exchange, other: Exchange): boolean {
  return ['authorization', 'cookie'].every(
    (name) => headerValue(one.request.headers, name) === headerValue(other.request.headers, name),
  );
}

/** Where an intermediary shows. */
export function shows({ product, at, mark }: Responder, label: string): Evidence {
  return { label, at, ...(mark !== undefined && { mark }), note: product };
}

/** `GET /api/orders`, without query: for a sentence. */
export function methodAndPath({ request }: Exchange): string {
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(request.url)?.[1] || '/';
  return `${request.method} ${path.length > 80 ? `${path.slice(0, 80)}…` : path}`;
}
