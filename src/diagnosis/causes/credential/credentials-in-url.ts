import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { absentRequestHeader, present, responseHeader, url } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { fetchRequestClass, rfc3986Userinfo } from '../specs.ts';
import words from './credentials-in-url.md?raw';

/** `user:password@` or `user@` before the host. */
const USERINFO = /^[a-z][a-z0-9+.-]{0,20}:\/\/[^/?#@]{1,2000}@/i;

export const credentialsInUrl: Cause = {
  code: 'credentials-in-url',
  group: 'credential',
  title: 'User name and password stand in the URL',
  fixIn: 'client',
  step: 'credential',
  aliases: [
    'user:password@host',
    'Request cannot be constructed from a URL that includes credentials',
    'userinfo',
  ],
  specs: [fetchRequestClass, rfc3986Userinfo],
  words,
  explains: ['authorization-missing'],
  decide(failing, facts): Verdict {
    if (failing.response?.status !== 401 || facts.authorization(failing) !== undefined) return undefined;
    const place = placeOf(failing, facts);
    if (!place) return undefined;
    if (!facts.sawAuthorization(failing)) {
      return {
        kind: 'cannot-tell',
        because:
          'The URL holds a user name; whether it was sent as Authorization is not in this record. Record with credentials to see it',
      };
    }
    const challenge = facts.challenges(failing).find(({ scheme }) => scheme !== '');
    return {
      kind: 'found',
      confidence: 'likely',
      title:
        place.by === 'url'
          ? 'The user name and password in the URL were not sent'
          : 'The redirect put a user name and password into the URL, and they were not sent',
      line: 'Browsers drop what stands before the host, or refuse the request',
      evidence: present(
        place.by === 'url'
          ? url(failing, { note: 'a user name stands before the host' })
          : responseHeader(place.hop, 'Location', { note: 'a user name stands before the host' }),
        absentRequestHeader(failing, 'Authorization'),
        challenge &&
          responseHeader(failing, 'WWW-Authenticate', {
            label: 'Challenge',
            mark: challenge.schemeAsWritten,
          }),
      ),
    };
  },
};

type Place = { readonly by: 'url' } | { readonly by: 'redirect'; readonly hop: Exchange };

function placeOf(failing: Exchange, facts: Facts): Place | undefined {
  if (USERINFO.test(failing.request.url)) return { by: 'url' };
  const hop = facts.redirectedFrom(failing);
  const target = headerValue(hop?.response?.headers ?? [], 'location');
  return hop && target !== undefined && USERINFO.test(target) ? { by: 'redirect', hop } : undefined;
}
