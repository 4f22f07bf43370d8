import { pathOf } from '../../exchange/address.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import { isSignOutUrl } from './sign-out.ts';

/** Paths at which people sign in, by the words that name them. What else is below /auth may be anything. */
const SIGN_IN_PATH =
  /(?:log|sign)[-_]?(?:in|on)(?:[/.;]|$)|\/(?:auth|authenticate|authentication|sessions?|sso)\/?$/i;

/** Names under which answers hand a token to the page's code. */
const TOKEN_MEMBER = /"(?:access_?token|id_?token|auth_?token|token|jwt|bearer)"\s*:\s*"/i;
/** More of a body than this is no answer to a sign-in. Characters. */
const READ_AT_MOST = 4_000;
const PATH_AT_MOST = 1_000;

/** Does the URL name a place to sign in at? A judgement by name. */
export function isSignInUrl(url: string): boolean {
  const path = pathOf(url).slice(0, PATH_AT_MOST);
  return SIGN_IN_PATH.test(path) && !isSignOutUrl(url);
}

/**
 * Did somebody sign in by this? It went to such a place, sent something, and was not refused: no status, word or form
 * says no. A form that is answered by a page is a form that is shown again.
 */
export function isSignIn({ kind, request, response }: Exchange): boolean {
  if (kind === 'preflight' || request.method !== 'POST' || response === undefined) return false;
  if (response.status >= 400 || !isSignInUrl(request.url)) return false;
  const location = headerValue(response.headers, 'location');
  if (response.status >= 300) return location === undefined || !leadsToSignIn(location, request.url);
  if (isPage(response)) return false;
  const { body } = response;
  return body === undefined || body.encoding !== undefined || !SAYS_NO.test(body.text.slice(0, READ_AT_MOST));
}

/** PHP and Sinatra call everything HTML that nobody named otherwise. */
function isPage({ headers, body }: NonNullable<Exchange['response']>): boolean {
  if (!/html/i.test(headerValue(headers, 'content-type') ?? '')) return false;
  return body === undefined || body.encoding !== undefined || !/^\s*[[{]/.test(body.text.slice(0, 100));
}

/** Is this `Location` a place to sign in at? */
function leadsToSignIn(location: string, base: string): boolean {
  return isSignInUrl(location.startsWith('/') ? `http://host${location}` : absolute(location, base));
}

function absolute(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).href : '';
}

/** An error, a plain no, or a second factor that is still to come. */
const SAYS_NO =
  /"errors?"\s*:\s*(?!null|false|\[\]|"")|"(?:ok|success|authenticated)"\s*:\s*false|"(?:mfa|otp|totp|two_?factor)/i;

export function isSignOut({ request }: Exchange): boolean {
  if (isSignOutUrl(request.url)) return true;
  return request.method === 'DELETE' && /session/i.test(pathOf(request.url).slice(0, PATH_AT_MOST));
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
