import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValues } from '../../../exchange/headers.ts';
import { parseCookieHeader } from '../../../protocol/cookies/cookie-header.ts';
import { readToken } from '../../../protocol/jwt/token.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, responseBody, status, url } from '../../engine/evidence.ts';
import { quote, shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import {
  nonceFault,
  type RefusedCallback,
  refusedCallback,
  valuesAreOriginal,
} from '../../facts/oauth-flow.ts';
import { oidcNonce } from '../specs.ts';
import { askedWith, broughtBy, confidenceOf } from './flow.ts';
import words from './oauth-nonce-mismatch.md?raw';

export const oauthNonceMismatch: Cause = {
  code: 'oauth-nonce-mismatch',
  group: 'oauth',
  title: 'The ID token’s nonce is not that of the sign-in',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'nonce mismatch',
    'invalid_nonce',
    "Invalid claim 'nonce'",
    'unexpected ID Token "nonce" claim value',
    'Nonce cookie was missing',
    'IDX21323',
  ],
  specs: [oidcNonce],
  words,
  explains: ['resource-forbidden', 'authorization-missing', 'token-rejected'],
  decide(failing, facts): Verdict {
    const fault = nonceFault(failing, facts);
    const refused = refusedCallback(failing, facts);
    const word = refused?.word?.meaning === 'oauth-nonce' ? refused.word : undefined;
    if (fault) {
      return {
        kind: 'found',
        confidence: 'certain',
        title: 'The ID token’s nonce is not that of the authorization request',
        line: `Asked of ${shownHost(fault.asked.exchange)} with one nonce, answered with another: clients must refuse`,
        evidence: present(
          askedWith(fault.asked, 'nonce'),
          tokenIn(failing, fault.in),
          word?.evidence,
          status(failing),
        ),
      };
    }
    if (!refused) return undefined;
    if (!word)
      return refused.word || refused.saysOtherwise ? undefined : keptAnother(failing, facts, refused);
    return {
      kind: 'found',
      confidence: confidenceOf(word),
      title: 'The application does not accept the ID token’s nonce',
      line: 'It is not the one that it kept when the sign-in began',
      evidence: [word.evidence, broughtBy(failing, refused, 'state'), status(failing)],
    };
  },
};

/**
 * The application says no more than that it refuses, and its own cookie shows the nonce that it kept: of several sign-ins
 * under way the last one's (express-openid-connect and nextjs-auth0 keep it readable, with a signature).
 */
function keptAnother(failing: Exchange, facts: Facts, { response }: RefusedCallback): Verdict {
  if (response.idToken === undefined || !valuesAreOriginal(facts)) return undefined;
  const reading = readToken(response.idToken);
  const nonce = reading.kind === 'jws' ? reading.claims['nonce'] : undefined;
  const kept = keptNonces(failing);
  const [first] = kept;
  if (typeof nonce !== 'string' || !first || kept.some((each) => each.nonce === nonce)) return undefined;
  return {
    kind: 'found',
    confidence: 'likely',
    title: 'The ID token’s nonce is not the one that the application kept',
    line: `The cookie ${quote(first.name, 40)} keeps that of another sign-in, as after one in a second tab`,
    evidence: [
      requestHeader(failing, 'Cookie', { mark: first.name, note: 'it keeps another nonce' }),
      tokenIn(failing, 'callback'),
      status(failing),
    ],
  };
}

/** Nonces that stand readable in cookies which the callback brought. */
function keptNonces({ request }: Exchange): readonly { readonly name: string; readonly nonce: string }[] {
  return headerValues(request.headers, 'cookie')
    .flatMap(parseCookieHeader)
    .flatMap(({ name, value }) => {
      const nonce = /(?:"|%22)nonce(?:"|%22)(?::|%3A)(?:"|%22)([\w.~-]{8,128})(?:"|%22)/i.exec(value)?.[1];
      return nonce === undefined ? [] : [{ name, nonce }];
    });
}

function tokenIn(failing: Exchange, place: 'token-response' | 'callback') {
  const note = 'the ID token here holds another nonce';
  return place === 'token-response'
    ? responseBody(failing, { label: 'Token response', note })
    : url(failing, { label: 'Callback', note });
}
