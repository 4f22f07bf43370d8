import type { Cause } from '../../engine/cause.ts';
import { present, requestHeader, responseHeader } from '../../engine/evidence.ts';
import { rfc6750Header } from '../specs.ts';
import words from './bearer-prefix-missing.md?raw';
import { refusedCredential, wantsBearer } from './sent.ts';

export const bearerPrefixMissing: Cause = {
  code: 'bearer-prefix-missing',
  group: 'credential',
  title: 'The word Bearer is missing before the token',
  fixIn: 'client',
  step: 'credential',
  aliases: ['Format is Authorization: Bearer [token]', 'credentials_bad_format', 'bad_authorization_header'],
  specs: [rfc6750Header],
  words,
  explains: ['authorization-missing', 'token-rejected', 'wrong-scheme', 'token-expired'],
  decide(failing, facts) {
    const credential = facts.credential(failing);
    if (!credential || !refusedCredential(failing)) return undefined;
    if (credential.form !== 'bare-token') {
      return 'schemeAsWritten' in credential
        ? { kind: 'ruled-out', because: `The header begins with a scheme: ${credential.schemeAsWritten}` }
        : undefined;
    }
    const wanted = wantsBearer(failing, facts);
    return {
      kind: 'found',
      confidence: wanted && credential.looksLike === 'jwt' ? 'certain' : 'likely',
      title: 'The token was sent without Bearer before it',
      line: `Authorization holds a bare ${credential.looksLike === 'jwt' ? 'JWT' : 'token'}`,
      evidence: present(
        requestHeader(failing, 'Authorization', { note: 'begins with the token itself' }),
        wanted &&
          facts.challenges(failing).length > 0 &&
          responseHeader(failing, 'WWW-Authenticate', { label: 'Challenge' }),
      ),
    };
  },
};
