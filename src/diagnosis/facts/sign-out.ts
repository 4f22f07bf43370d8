import { pathOf } from '../../exchange/address.ts';

/** `/logout`, `/connect/endsession`, `/sign_out`, `/users/logout/all`, `/session/end`; not `/logout-explained`. */
const SIGN_OUT_PATH =
  /(?:[/._-]|\/do|\/user)(?:(?:log|sign)[-_]?(?:out|off)|end[-_]?session)(?:[-_]?(?:all|sessions?|user|everywhere))?(?:[/.;]|$)|\/session\/end(?:[/.;]|$)/i;
const PATH_AT_MOST = 1_000;

/** Does the URL name a place to sign out at? A judgement by name (OpenID Connect RP-Initiated Logout leaves it free). */
export function isSignOutUrl(url: string): boolean {
  return SIGN_OUT_PATH.test(pathOf(url).slice(0, PATH_AT_MOST));
}
