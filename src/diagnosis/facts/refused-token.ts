import type { Exchange } from '../../exchange/exchange.ts';
import type { Meaning } from '../dialects/index.ts';
import type { Facts } from './facts.ts';
import { messageOf } from './server-words.ts';

/** More of a message than this is no error message. Characters. */
const READ_AT_MOST = 1_000;
/** Speaks of the credential, not of a body that is malformed. */
const NAMES_TOKEN =
  /\bjwt\b|"Signature verification failed"|"Not enough segments"|JsonWebTokenError|TokenExpiredError|ExpiredSignatureError|\b(?:access|auth|bearer)[ -]token\b|\b(?:invalid|expired|malformed)(?: or (?:invalid|expired))? token\b|\btoken (?:is |has |was )?(?:not valid|invalid|expired|malformed)/i;
/** The same where the request has a body: a token of a device, a card or an invitation may stand in that. */
const NAMES_CREDENTIAL =
  /\bjwt\b|"Signature verification failed"|"Not enough segments"|JsonWebTokenError|TokenExpiredError|ExpiredSignatureError|\b(?:access|auth|bearer)[ -]token\b/i;
/** What the libraries that check tokens say in words of their own. */
const OF_TOKEN: ReadonlySet<Meaning> = new Set([
  'expired',
  'not-yet-valid',
  'audience',
  'issuer',
  'algorithm',
  'signature',
  'key-not-found',
  'malformed',
  'token-kind',
  'revoked',
  'scheme',
  'invalid-token',
]);
/** The very words of the libraries that check tokens, where nobody caught their error. */
const UNCAUGHT =
  /\bjwt (?:expired|malformed|not active|audience invalid|issuer invalid|subject invalid|signature is required)\b|\b(?:JsonWebTokenError|TokenExpiredError|NotBeforeError|JWTExpired|JWSInvalid|JWSSignatureVerificationFailed|ExpiredSignatureError|ExpiredJwtException|SignatureException|MalformedJwtException)\b/;

/**
 * Was the token that went along refused with 400 or 422, or with 500 by an error that nobody caught? By the server's words
 * alone: a request that carries another token, of a reset or an invitation, may be about that.
 */
export function refusedWithOtherStatus(exchange: Exchange, facts: Facts): boolean {
  const status = exchange.response?.status;
  if (status !== 400 && status !== 422 && status !== 500) return false;
  if (facts.oauth(exchange) || !carriesToken(exchange, facts) || carriesAnother(exchange)) return false;
  const body = exchange.response?.body;
  if (!body || body.encoding !== undefined) return false;
  const text = messageOf(body.text).slice(0, READ_AT_MOST);
  if (status === 500) return UNCAUGHT.test(text);
  if (saidByLibrary(exchange, facts)) return true;
  return (hasBody(exchange) ? NAMES_CREDENTIAL : NAMES_TOKEN).test(text);
}

function saidByLibrary(exchange: Exchange, facts: Facts): boolean {
  return facts.says(exchange).some(({ role, meaning }) => role === 'framework' && OF_TOKEN.has(meaning));
}

function hasBody({ request }: Exchange): boolean {
  return request.body !== undefined || !/^(?:GET|HEAD|DELETE)$/.test(request.method);
}

function carriesToken(exchange: Exchange, facts: Facts): boolean {
  return facts.token(exchange) !== undefined || facts.authorization(exchange) !== undefined;
}

function carriesAnother({ request }: Exchange): boolean {
  return /[?&"](?:[a-z_]{1,20}_)?token[="]/i.test(
    `${request.url}${(request.body?.text ?? '').slice(0, 4_000)}`,
  );
}
