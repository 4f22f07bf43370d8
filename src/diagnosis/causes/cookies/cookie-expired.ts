import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, responseHeader } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import { cookiesLifetime } from '../specs.ts';
import words from './cookie-expired.md?raw';
import { endedSession } from './ended.ts';
import { cookieNotSent, readLine, short } from './session.ts';

export const cookieExpired: Cause = {
  code: 'cookie-expired',
  group: 'cookies',
  title: 'Session cookie expired',
  fixIn: 'api',
  step: 'session',
  aliases: ['Max-Age', 'Expires', 'session timeout', 'cookie lifetime'],
  specs: [cookiesLifetime],
  words,
  explains: ['authorization-missing', 'credentials-omitted'],
  decide(failing, facts): Verdict {
    const ended = endedSession(failing, facts);
    if (!ended || ended.how === 'deleted') return undefined;
    const { lacking, cookie, setter, how } = ended;
    const name = short(cookie.name);
    const attribute = readLine(setter, cookie.name)?.maxAge === undefined ? 'expires' : 'max-age';
    const lived = duration((cookie.expiresAt ?? 0) - setter.startedAt);
    return {
      kind: 'found',
      confidence: lacking.confidence,
      ...(how === 'stillborn'
        ? {
            title: `The cookie ${name} was already expired when it was set`,
            line: `${name} came with an Expires in the past, and the browser dropped it`,
          }
        : {
            title: `The cookie ${name} expired before this request: it was set to live ${lived}`,
            line: `${name} lived ${lived}`,
          }),
      evidence: present(
        lacking.evidence(attribute, {
          note: how === 'stillborn' ? 'in the past when it was set' : 'over when the request was made',
        }),
        how === 'stillborn' && facts.serverTime(setter) !== undefined && responseHeader(setter, 'Date'),
        cookieNotSent(failing),
      ),
    };
  },
};
