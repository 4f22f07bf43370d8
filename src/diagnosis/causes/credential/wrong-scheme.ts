import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, responseHeader, said, status } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc9110Challenge } from '../specs.ts';
import { refusedCredential } from './sent.ts';
import words from './wrong-scheme.md?raw';

export const wrongScheme: Cause = {
  code: 'wrong-scheme',
  group: 'credential',
  title: 'The Authorization scheme is not the one the API takes',
  fixIn: 'client',
  step: 'credential',
  aliases: ['credentials_bad_scheme', 'unsupported authorization scheme', 'Token instead of Bearer'],
  specs: [rfc9110Challenge],
  words,
  explains: [
    'authorization-missing',
    'token-rejected',
    'basic-rejected',
    'token-expired',
    'audience-mismatch',
  ],
  decide(failing, facts): Verdict {
    if (!refusedCredential(failing)) return undefined;
    const credential = facts.credential(failing);
    if (!credential || !('schemeAsWritten' in credential)) return undefined;
    const sent = credential.schemeAsWritten;
    const taken = facts
      .challenges(failing)
      .flatMap(({ schemeAsWritten }) => (schemeAsWritten === '' ? [] : [schemeAsWritten]));
    if (taken.length === 0) return withoutChallenge(failing, facts);
    if (taken.some((scheme) => scheme.toLowerCase() === sent.toLowerCase())) {
      return { kind: 'ruled-out', because: `${sent} is what the API asks for` };
    }
    const asked = taken
      .slice(0, 3)
      .map((scheme) => scheme.slice(0, 40))
      .join(' or ');
    return {
      kind: 'found',
      confidence: 'certain',
      title: `The request was sent as ${sent}, the API takes ${asked}`,
      line: `Sent ${sent}; asked for ${asked}`,
      evidence: [
        requestHeader(failing, 'Authorization', { mark: sent }),
        responseHeader(failing, 'WWW-Authenticate', {
          label: 'Challenge',
          ...(taken[0] && { mark: taken[0] }),
        }),
      ],
    };
  },
};

/** Words of frameworks that other APIs do not know. GitHub, Django REST framework and Rails do take `Token`. */
const HOUSE_WORDS: ReadonlySet<string> = new Set(['token', 'jwt', 'access_token', 'accesstoken', 'auth']);

/** Without a challenge only the server's words, what it took before, or a scheme that nobody defined speak against it. */
function withoutChallenge(failing: Exchange, facts: Facts): Verdict {
  const credential = facts.credential(failing);
  if (credential?.form !== 'other-scheme') return undefined;
  const { scheme, schemeAsWritten, misspeltBearer, carriesJwt } = credential;
  const word = facts.saysThat(failing, 'scheme', 'missing-credential');
  const took = schemesTaken(failing, facts);
  if (took.includes(scheme)) return { kind: 'ruled-out', because: `The API took ${schemeAsWritten} before` };
  const another = took.length > 0;
  if (!misspeltBearer && !carriesJwt && !HOUSE_WORDS.has(scheme)) return undefined;
  // An opaque token may be under the right scheme: a server that looked at it says so.
  const read = !misspeltBearer && !carriesJwt && !word && facts.says(failing).length > 0;
  if (read && !another) return undefined;
  return {
    kind: 'found',
    confidence: word || misspeltBearer || another ? 'likely' : 'possible',
    title: `The scheme ${schemeAsWritten} is probably not what the API takes`,
    line: another
      ? `Sent ${schemeAsWritten}; other requests passed with another scheme`
      : `Sent ${schemeAsWritten}; most APIs take Bearer`,
    evidence: present(
      requestHeader(failing, 'Authorization', { mark: schemeAsWritten }),
      word ? said(word) : status(failing),
    ),
  };
}

/** Schemes, in lower case, with which this API has accepted requests. */
function schemesTaken(failing: Exchange, facts: Facts): readonly string[] {
  return facts.acceptedOn(failing).flatMap((accepted) => {
    const credential = facts.credential(accepted);
    return credential && 'schemeAsWritten' in credential ? [credential.schemeAsWritten.toLowerCase()] : [];
  });
}
