import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import { parseCookieHeader } from '../../protocol/cookies/cookie-header.ts';
import { readToken } from '../../protocol/jwt/token.ts';
import { parametersOf } from '../../protocol/oauth/messages.ts';

/** A token that went along in another place than the Authorization header. */
export interface TokenElsewhere {
  readonly place: 'header' | 'query' | 'body' | 'cookie';
  /** Of the header, parameter or cookie, as written. */
  readonly name: string;
  readonly looksLike: 'jwt' | 'opaque';
  /** The token, without a scheme before it. */
  readonly text: string;
}

/** Headers that programs make up for tokens, and slips in the name of the real one. */
const HEADER =
  /^(?:x-)?(?:auth|access|jwt|id|user|session|bearer)[-_]?(?:token|jwt)$|^(?:x-)?(?:token|jwt|bearer|authentication|auth|authori[sz]ation[-_]?token|authorisation)$|^x-authorization$/i;
/** RFC 6750 §2.2 and §2.3 know `access_token` alone. */
const PARAMETER = /^(?:access[-_]?token|auth[-_]?token|id[-_]?token|bearer|token|jwt)$/i;
const COOKIE = /(?:^|[-_.])(?:access[-_]?token|auth[-_]?token|id[-_]?token|bearer|token|jwt)$/i;
/** Belong to CSRF checks and to refreshing, not to the API's door. */
const OTHER_PURPOSE = /csrf|xsrf|refresh/i;
/** A form longer than this is no form of a token request. Characters. */
const FORM_AT_MOST = 65_536;
/** Shorter ones are no credential anybody issues. Characters. */
const OPAQUE_AT_LEAST = 16;

/** The first token outside Authorization, looked for in made-up headers, the query, the form and cookies, in order. */
export function tokenElsewhere(exchange: Exchange): TokenElsewhere | undefined {
  return inHeaders(exchange) ?? inQuery(exchange) ?? inForm(exchange) ?? inCookies(exchange);
}

/** A token in the query or a form, the two other ways of RFC 6750 §2. */
export function tokenInParameters(exchange: Exchange): TokenElsewhere | undefined {
  return inQuery(exchange) ?? inForm(exchange);
}

/** A JWT that went in a header which programs make up for it; Authorization is none of them. */
export function jwtInOwnHeader(exchange: Exchange): string | undefined {
  const found = inHeaders(exchange);
  return found?.looksLike === 'jwt' ? found.text : undefined;
}

function inHeaders({ request }: Exchange): TokenElsewhere | undefined {
  for (const { name, value } of request.headers) {
    if (!HEADER.test(name)) continue;
    const text = value.replace(/^bearer\s+/i, '');
    const looksLike = tokenKind(text);
    if (looksLike) return { place: 'header', name, looksLike, text };
  }
  return undefined;
}

function inQuery({ request }: Exchange): TokenElsewhere | undefined {
  const query = /^[^?#]*\?([^#]*)/.exec(request.url)?.[1];
  return query ? inParameters(query, 'query') : undefined;
}

function inForm({ request }: Exchange): TokenElsewhere | undefined {
  const { body } = request;
  if (!body || body.encoding !== undefined || !body.mimeType.includes('x-www-form-urlencoded'))
    return undefined;
  return body.text.length > FORM_AT_MOST ? undefined : inParameters(body.text, 'body');
}

function inParameters(text: string, place: 'query' | 'body'): TokenElsewhere | undefined {
  for (const [name, value] of parametersOf(text)) {
    if (!PARAMETER.test(name)) continue;
    const text = value.replace(/^bearer\s+/i, '');
    const looksLike = tokenKind(text);
    // Invitations and resets carry opaque tokens too: only the name of the standard speaks for a bearer token.
    if (looksLike === 'jwt' || (looksLike && name === 'access_token'))
      return { place, name, looksLike, text };
  }
  return undefined;
}

function inCookies({ request }: Exchange): TokenElsewhere | undefined {
  const cookies = parseCookieHeader(headerValue(request.headers, 'cookie') ?? '');
  for (const { name, value } of cookies) {
    if (!COOKIE.test(name) || OTHER_PURPOSE.test(name)) continue;
    const text = value.replace(/^bearer(?:%20|\s+)/i, '');
    if (tokenKind(text) === 'jwt') return { place: 'cookie', name, looksLike: 'jwt', text };
  }
  return undefined;
}

function tokenKind(text: string): TokenElsewhere['looksLike'] | undefined {
  const { kind } = readToken(text);
  if (kind === 'jws' || kind === 'jwe') return 'jwt';
  return text.length >= OPAQUE_AT_LEAST && /^[\w.~+/=-]+$/.test(text) ? 'opaque' : undefined;
}
