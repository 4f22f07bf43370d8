import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';

/** Paths under which people sign in and out, by the words that name them. */
const SIGN_IN_PATH =
  /(?:log|sign)[-_]?(?:in|on)\b|\/(?:auth|authenticate|authentication|sessions?|sso)(?:[/.]|$)/i;
const SIGN_OUT_PATH = /(?:log|sign)[-_]?(?:out|off)\b/i;

/** Names under which answers hand a token to the page's code. */
const TOKEN_MEMBER = /"(?:access_?token|id_?token|auth_?token|token|jwt|bearer)"\s*:\s*"/i;
/** More of a body than this is no answer to a sign-in. Characters. */
const READ_AT_MOST = 4_000;

/** The path of a URL, without parsing it: hostile URLs are many, and long. */
function pathOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]{0,1000})/i.exec(url)?.[1] ?? '';
}

/** Does the URL name a place to sign in at? A judgement by name. */
export function isSignInUrl(url: string): boolean {
  const path = pathOf(url);
  return SIGN_IN_PATH.test(path) && !SIGN_OUT_PATH.test(path);
}

/** Did somebody sign in by this? It went to such a place, sent something, and was not refused. */
export function isSignIn({ kind, request, response }: Exchange): boolean {
  if (kind === 'preflight' || request.method !== 'POST' || response === undefined) return false;
  return response.status < 400 && isSignInUrl(request.url);
}

export function isSignOut({ request }: Exchange): boolean {
  const path = pathOf(request.url);
  return SIGN_OUT_PATH.test(path) || (request.method === 'DELETE' && /session/i.test(path));
}

/** Does this answer hand a token to the page's code, or may it have (the body was not recorded)? */
export function handsOutToken({ response, blindSpots }: Exchange): boolean | 'unknown' {
  if (headerValue(response?.headers ?? [], 'authorization') !== undefined) return true;
  const { body } = response ?? {};
  if (body?.encoding === undefined && TOKEN_MEMBER.test(body?.text.slice(0, READ_AT_MOST) ?? '')) return true;
  return body === undefined && blindSpots.includes('response-body') ? 'unknown' : false;
}

const ATTEMPT_PATH = /\/(?:log-?in|sign-?in|sign_in|authenticate|sessions?|tokens?)(?:\/|\.\w{1,5})?$/i;
const ATTEMPT_FIELDS = /(?:^|[&"{,\s])(?:password|passwd|pwd|passcode|grant_type)(?:"\s{0,9}:|=)/i;

/** Is it an attempt to sign in, by what it posts or where to? */
export function attemptsSignIn({ request }: Exchange): boolean {
  if (request.method !== 'POST') return false;
  if (ATTEMPT_PATH.test(pathOf(request.url).slice(-80))) return true;
  return ATTEMPT_FIELDS.test(request.body?.text.slice(0, READ_AT_MOST) ?? '');
}
