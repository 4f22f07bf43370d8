import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, setCookie, status, url } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { isSignOut } from '../../facts/sign-in.ts';
import { cookiesStorage } from '../specs.ts';
import { endedSession } from './ended.ts';
import { cookieNotSent, readLine, short } from './session.ts';
import words from './session-cleared.md?raw';
import { sentAfterSignOut } from './signed-out.ts';

export const sessionCleared: Cause = {
  code: 'session-cleared',
  group: 'cookies',
  title: 'The session cookie was deleted before',
  fixIn: 'api',
  step: 'session',
  aliases: ['cookie cleared', 'signed out', 'logged out', 'clearCookie', 'Clear-Site-Data'],
  specs: [cookiesStorage],
  words,
  explains: ['authorization-missing', 'credentials-omitted', 'cookie-never-set', 'session-rejected'],
  decide(failing, facts): Verdict {
    const ended = endedSession(failing, facts);
    if (!ended) return afterSignOut(failing, facts);
    if (ended.how !== 'deleted') return undefined;
    const { cookie, setter } = ended;
    // An answer that refuses and takes the cookie back says why there: it is the consequence, not the cause.
    const wasRefusal = (setter.response?.status ?? 0) >= 400;
    const wasSent = facts
      .cookies(setter)
      .some((fact) => fact.cookie.name === cookie.name && fact.fate.kind === 'sent');
    const byUser = isSignOut(setter);
    const name = short(cookie.name);
    return {
      kind: 'found',
      confidence: wasSent && !wasRefusal && failing.response?.status !== 403 ? 'certain' : 'likely',
      title: byUser
        ? `Signed out before: the answer to the sign-out deleted the cookie ${name}`
        : `The cookie ${name} was deleted by an earlier answer`,
      line: byUser ? `${name} was deleted at the sign-out` : `${name} was deleted before this request`,
      evidence: present(
        ended.lacking.evidence(cookie.expiresAt === 0 ? 'max-age' : 'expires', {
          note: 'in the past: the browser deletes it',
        }),
        url(setter, { label: 'Deleted by' }),
        cookieNotSent(failing),
      ),
    };
  },
};

/** The cookie still goes along; what stood behind it is gone. */
function afterSignOut(failing: Exchange, facts: Facts): Verdict {
  const session = sentAfterSignOut(failing, facts);
  if (!session) return undefined;
  const { by, setter } = session;
  const name = short(session.name);
  const replaced = readLine(setter, session.name) !== undefined;
  return {
    kind: 'found',
    confidence: 'likely',
    title: `Signed out before: nobody is signed in with the session ${name} any more`,
    line: replaced ? `${name} was set anew at the sign-out` : `${name} was signed out, and is still sent`,
    evidence: present(
      url(by, { label: 'Signed out by' }),
      replaced && setCookie(setter, session.name, { note: 'set by the answer to the sign-out' }),
      requestHeader(failing, 'Cookie', { mark: name }),
      status(failing),
    ),
  };
}
