import type { Cause } from '../../engine/cause.ts';
import {
  absentResponseHeader,
  present,
  requestHeader,
  responseHeader,
  said,
  status,
  url,
} from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { rfc7617 } from '../specs.ts';
import words from './basic-rejected.md?raw';

export const basicRejected: Cause = {
  code: 'basic-rejected',
  group: 'credential',
  title: 'User name or password was not accepted',
  fixIn: 'client',
  step: 'credential',
  aliases: ['Basic authentication failed', 'invalid username or password', 'Authorization Required'],
  specs: [rfc7617],
  words,
  explains: [],
  decide(failing, facts) {
    const challenge = facts.challenges(failing).find(({ scheme }) => scheme === 'basic');
    if (failing.pending === 'authentication-prompt') {
      return {
        kind: 'found',
        confidence: 'likely',
        title: 'The browser is waiting for a user name and password',
        line: 'Its own sign-in window is open; the page waits',
        evidence: challenge
          ? [
              responseHeader(failing, 'WWW-Authenticate', {
                label: 'Challenge',
                mark: challenge.schemeAsWritten,
              }),
            ]
          : [failing.response ? status(failing) : url(failing)],
      };
    }
    const credential = facts.credential(failing);
    if (credential?.form !== 'basic' || credential.fault !== undefined) return undefined;
    // Some say it with 403; without a word that is about a permission.
    const word = facts.saysThat(failing, 'password', 'invalid-token');
    if (failing.response?.status !== 401 && !(failing.response?.status === 403 && word)) return undefined;
    // APIs leave the challenge out to keep the browser's own sign-in window away.
    const isSilent = !challenge && !word;
    if (isSilent && (facts.challenges(failing).length > 0 || facts.saysOtherwise(failing))) return undefined;
    const realm = challenge?.parameters.get('realm');
    const asked = isSilent ? 'refused without a reason' : 'asked for again';
    return {
      kind: 'found',
      confidence: isSilent ? 'possible' : 'likely',
      title: 'The server did not accept this user name and password',
      line: `Basic was sent and ${asked}${realm ? `, realm ${quote(realm)}` : ''}`,
      evidence: present(
        requestHeader(failing, 'Authorization', { note: 'well formed: base64 of user:password' }),
        challenge &&
          responseHeader(failing, 'WWW-Authenticate', {
            label: 'Challenge',
            mark: challenge.schemeAsWritten,
          }),
        word && said(word),
        isSilent && absentResponseHeader(failing, 'WWW-Authenticate'),
      ),
    };
  },
};
