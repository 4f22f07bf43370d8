import type { Exchange } from '../../exchange/exchange.ts';
import type { Facts } from './facts.ts';
import type { ServerWord } from './server-words.ts';
import { isSignInUrl } from './sign-in.ts';

/** How a user name and a password were posted; `unseen`: to a place for signing in, and the body was not recorded. */
export type PasswordAttempt = 'form' | 'json' | 'password-grant' | 'graphql' | 'unseen';

/** Addresses that frameworks and services made for it, and whose names do not say so by themselves. */
const KNOWN_PATH =
  /\/(?:auth\/local|callback\/credentials|authn|j_(?:spring_)?security_check|api-token-auth|accounts:signInWithPassword|tokens?|users\/authenticate)\/?$/i;
const SIGN_UP_PATH = /regist(?:er|ration)|sign[-_]?up|enrol|create[-_]?account|invit|reset|forgot|recover/i;

/** A member or field that holds a password, in JSON, in a form, in Rails' `user[password]` or in multipart. */
const PASSWORD =
  /(?:^|[&"[\s{,]|%5B)[a-z_]{0,9}(?:password|passwd|pwd|passcode|pass)(?:"\s{0,9}:|"\r?\n|\]?=|%5D=|\s{0,9}:)/i;
const USER =
  /(?:^|[&"[\s{,]|%5B)[a-z_]{0,9}(?:user_?name|user|e-?mail|mail|login|identifier|account|phone|log|handle|id)(?:"\s{0,9}:|"\r?\n|\]?=|%5D=|\s{0,9}:)/i;
/** A password that is set or changed, not one that is tried. */
const SETS_PASSWORD =
  /(?:new|old|current|confirm|repeat|retype|verify)[-_]?pass|pass\w{0,9}[-_]?(?:confirm|repeat|again|2\b)/i;
const GRANT = /(?:^|[&"\s{,])grant_type(?:=|"\s{0,9}:\s{0,9}")(\w{1,40})/i;
const SIGN_IN_MUTATION =
  /\b\w{0,20}(?:log_?in|sign_?in|authenticate|token_?auth|obtain_?token|create_?session)\w{0,30}\s{0,9}\(/i;

/** More of a body than this holds no sign-in. Characters. */
const READ_AT_MOST = 4_000;

/**
 * Was a user name and a password posted to a place for signing in? By names alone: `undefined` for sign-up, for a
 * change of password, and for everything else that merely holds one.
 */
export function passwordAttempt({ kind, request, blindSpots }: Exchange): PasswordAttempt | undefined {
  if (kind === 'preflight' || request.method !== 'POST') return undefined;
  const path = pathOf(request.url);
  if (SIGN_UP_PATH.test(path)) return undefined;
  const text = request.body?.encoding === undefined ? request.body?.text.slice(0, READ_AT_MOST) : undefined;
  if (text === undefined || text === '') {
    const unseen = blindSpots.includes('request-body') || request.body !== undefined;
    return unseen && isSignInUrl(request.url) ? 'unseen' : undefined;
  }
  if (SETS_PASSWORD.test(text)) return undefined;
  const grant = GRANT.exec(text)?.[1] ?? /[?&]grant_type=(\w{1,40})/.exec(request.url)?.[1];
  if (grant !== undefined) return grant.toLowerCase() === 'password' ? 'password-grant' : undefined;
  if (!PASSWORD.test(text)) return undefined;
  if (/graphql/i.test(path)) return SIGN_IN_MUTATION.test(text) ? 'graphql' : undefined;
  if (!USER.test(text) || !(isSignInUrl(request.url) || KNOWN_PATH.test(path))) return undefined;
  return text.trimStart().startsWith('{') ? 'json' : 'form';
}

/** Words that are about how a form was filled in, not about who fills it in. */
const ABOUT_THE_FORM =
  /\b(?:required|must (?:be|have|contain|not)|at least|at most|too (?:short|long|weak)|may not be|cannot be (?:blank|empty)|can't be blank|format)\b/i;
const ABOUT_CREDENTIALS = /credential|password|user|log ?in|sign ?in|e-?mail/i;

/** What the server says against the credentials of such an attempt; `undefined` where it says nothing of the kind. */
export function refusedPassword(exchange: Exchange, facts: Facts): ServerWord | undefined {
  if (ABOUT_THE_FORM.test(exchange.response?.body?.text.slice(0, READ_AT_MOST) ?? '')) return undefined;
  const word = facts.saysThat(exchange, 'password', 'invalid-token');
  if (word?.meaning === 'password') return word;
  return word && ABOUT_CREDENTIALS.test(word.mark) ? word : undefined;
}

function pathOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]{0,1000})/i.exec(url)?.[1] ?? '';
}
