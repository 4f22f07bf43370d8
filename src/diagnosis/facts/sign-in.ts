import type { Exchange } from '../../exchange/exchange.ts';

const PATH = /\/(?:log-?in|sign-?in|sign_in|authenticate|sessions?|tokens?)(?:\/|\.\w{1,5})?$/i;
const FIELDS = /(?:^|[&"{,\s])(?:password|passwd|pwd|passcode|grant_type)(?:"\s{0,9}:|=)/i;
/** Characters of a body that a sign-in fits in. */
const READ_AT_MOST = 4_000;

/** Is it an attempt to sign in, by what it posts or where to? */
export function isSignIn({ request }: Exchange): boolean {
  if (request.method !== 'POST') return false;
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(request.url)?.[1] ?? '';
  return PATH.test(path.slice(-80)) || FIELDS.test(request.body?.text.slice(0, READ_AT_MOST) ?? '');
}
