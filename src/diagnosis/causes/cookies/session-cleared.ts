import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, url } from '../../engine/evidence.ts';
import { isSignOut } from '../../facts/sign-in.ts';
import { cookiesStorage } from '../specs.ts';
import { endedSession } from './ended.ts';
import { cookieNotSent, short } from './session.ts';
import words from './session-cleared.md?raw';

export const sessionCleared: Cause = {
  code: 'session-cleared',
  group: 'cookies',
  title: 'The session cookie was deleted before',
  fixIn: 'api',
  step: 'session',
  aliases: ['cookie cleared', 'signed out', 'logged out', 'clearCookie', 'Clear-Site-Data'],
  specs: [cookiesStorage],
  words,
  explains: ['authorization-missing', 'credentials-omitted', 'cookie-never-set'],
  decide(failing, facts): Verdict {
    const ended = endedSession(failing, facts);
    if (ended?.how !== 'deleted') return undefined;
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
