import type { SetCookieRefusal } from '../../../protocol/cookies/store.ts';
import type { Cause } from '../../engine/cause.ts';
import { cookiesSyntax } from '../specs.ts';
import words from './cookie-invalid.md?raw';
import { cookieNotSent, lackingSession, short } from './session.ts';

/** What is wrong with a line that no browser takes, whoever sends it. */
const FAULTS: Readonly<Partial<Record<SetCookieRefusal, string>>> = {
  NameValuePairExceedsMaxSize: 'name and value are longer than 4096 bytes',
  DisallowedCharacter: 'it holds a control character',
  NoCookieContent: 'it has neither name nor value',
  SyntaxError: 'it is malformed',
};

export const cookieInvalid: Cause = {
  code: 'cookie-invalid',
  group: 'cookies',
  title: 'Session cookie refused: no browser takes it',
  fixIn: 'api',
  step: 'session',
  aliases: [
    'NameValuePairExceedsMaxSize',
    'DisallowedCharacter',
    'NoCookieContent',
    'SyntaxError',
    'CookieOversize',
    'CookieRejectedInvalidCharName',
    'CookieRejectedInvalidCharValue',
  ],
  specs: [cookiesSyntax],
  words,
  explains: [
    'authorization-missing',
    'csrf-token-missing',
    'csrf-token-mismatch',
    'third-party-cookies-blocked',
    'credentials-omitted',
  ],
  decide(failing, facts) {
    const lacking = lackingSession(failing, facts, { refused: ({ reason }) => reason in FAULTS });
    if (!lacking) return undefined;
    const fault = FAULTS[lacking.reasons[0] as SetCookieRefusal] ?? 'it is malformed';
    const name = short(lacking.name);
    return {
      kind: 'found',
      confidence: lacking.confidence,
      title: `The browser refused the cookie ${name}: ${fault}`,
      line: `${name} was set, and not stored: ${fault}`,
      evidence: [lacking.evidence(undefined, { note: fault }), cookieNotSent(failing)],
    };
  },
};
