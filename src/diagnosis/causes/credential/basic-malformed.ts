import type { Exchange } from '../../../exchange/exchange.ts';
import type { CredentialReading } from '../../../protocol/http-auth/authorization.ts';
import type { Cause, Confidence, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, responseHeader, said } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc7617, rfc7617Charset } from '../specs.ts';
import words from './basic-malformed.md?raw';
import { refusedCredential } from './sent.ts';

type Fault = NonNullable<Extract<CredentialReading, { form: 'basic' }>['fault']>;

const SAID: Readonly<
  Record<Fault, { readonly title: string; readonly line: string; readonly note: string }>
> = {
  'not-base64': {
    title: 'What stands after Basic is not base64',
    line: 'The pair was not encoded, or damaged afterwards',
    note: 'not base64',
  },
  'no-colon': {
    title: 'The Basic credential has no colon between user name and password',
    line: 'Decoded, it is one word without a colon',
    note: 'base64 without a colon inside',
  },
  charset: {
    title: 'The Basic credential is not UTF-8, or holds control characters',
    line: 'Letters outside ASCII, or a line break, were encoded otherwise than the server reads them',
    note: 'decodes to no UTF-8, or to control characters',
  },
};

export const basicMalformed: Cause = {
  code: 'basic-malformed',
  group: 'credential',
  title: 'The Basic credential is malformed',
  fixIn: 'client',
  step: 'credential',
  aliases: [
    'Bad header internal syntax',
    'bad formatted authorization header',
    'invalid basic authentication',
    'Invalid Base64',
    'InvalidCharacterError btoa',
  ],
  specs: [rfc7617, rfc7617Charset],
  words,
  explains: ['basic-rejected', 'authorization-missing'],
  decide(failing, facts): Verdict {
    const credential = facts.credential(failing);
    if (credential?.form !== 'basic' || !refusedCredential(failing)) return undefined;
    if (credential.fault === undefined)
      return { kind: 'ruled-out', because: 'It is base64 of a user name, a colon and a password' };
    if (facts.acceptedWith(failing).length > 0)
      return { kind: 'ruled-out', because: 'The API accepted the very same header elsewhere' };
    const { title, line, note } = SAID[credential.fault];
    const challenge = facts.challenges(failing).find(({ scheme }) => scheme === 'basic');
    const word = facts.saysThat(failing, 'malformed', 'missing-credential', 'password');
    return {
      kind: 'found',
      confidence: howSure(credential.fault, failing, facts),
      title,
      line,
      evidence: present(
        requestHeader(failing, 'Authorization', { note }),
        challenge &&
          responseHeader(failing, 'WWW-Authenticate', {
            label: 'Challenge',
            mark: challenge.parameters.has('charset') ? 'charset' : challenge.schemeAsWritten,
          }),
        word?.at.part === 'response-body' && said(word),
      ),
    };
  },
};

/** Other encodings than UTF-8 are read by some servers: only the challenge can tell which it reads (RFC 7617 §2.1). */
function howSure(fault: Fault, failing: Exchange, facts: Facts): Confidence {
  if (failing.response?.status === 403) return 'likely';
  if (fault !== 'charset') return 'certain';
  const wantsUtf8 = facts
    .challenges(failing)
    .some(
      ({ scheme, parameters }) => scheme === 'basic' && parameters.get('charset')?.toLowerCase() === 'utf-8',
    );
  return wantsUtf8 ? 'likely' : 'possible';
}
