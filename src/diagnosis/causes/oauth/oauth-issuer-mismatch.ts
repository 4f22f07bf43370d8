import { withoutQuery } from '../../../exchange/address.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import { membersOf } from '../../../protocol/oauth/messages.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, responseBody, status } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Asked } from '../../facts/oauth-asked.ts';
import { askedFor, lastAskedAt, refusedCallback } from '../../facts/oauth-flow.ts';
import { rfc9207 } from '../specs.ts';
import { askedWith, broughtBy, confidenceOf } from './flow.ts';
import words from './oauth-issuer-mismatch.md?raw';

export const oauthIssuerMismatch: Cause = {
  code: 'oauth-issuer-mismatch',
  group: 'oauth',
  title: 'The callback names another issuer than the one that was asked',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'iss mismatch',
    'unexpected "iss" (issuer) response parameter value',
    'iss missing from the response',
    'mix-up attack',
    'authorization_response_iss_parameter_supported',
  ],
  specs: [rfc9207],
  words,
  explains: ['resource-forbidden', 'authorization-missing', 'token-rejected'],
  decide(failing, facts): Verdict {
    const refused = refusedCallback(failing, facts);
    if (!refused || refused.saysOtherwise) return undefined;
    const { word, response } = refused;
    if (word && word.meaning !== 'oauth-issuer') return undefined;
    const asked = askedFor(failing, facts).at(-1) ?? lastAskedAt(failing, facts);
    const expected = asked && expectedIssuer(asked, failing, facts);
    const differs =
      expected !== undefined && response.issuer !== undefined && expected.issuer !== response.issuer;
    if (!word && !differs) return undefined;
    const shown = response.issuer === undefined ? undefined : quote(response.issuer, 90);
    return {
      kind: 'found',
      confidence: word ? (differs ? 'certain' : confidenceOf(word)) : 'likely',
      title:
        shown === undefined
          ? 'The callback names no issuer'
          : differs
            ? `The callback names the issuer ${shown}, not ${quote(expected.issuer, 90)}`
            : `The application does not accept the issuer ${shown}`,
      line: 'The application refused it: the answer may be that of another server',
      evidence: present(
        response.issuer === undefined ? status(failing) : broughtBy(failing, refused, 'iss'),
        differs && expected.evidence,
        word?.evidence,
        status(failing),
      ),
    };
  },
};

interface Expected {
  readonly issuer: string;
  readonly evidence: Evidence;
}

/**
 * What the server that was asked calls itself: in its metadata, else in a callback that was accepted. The host of the
 * endpoint says nothing for sure: Amazon Cognito and others issue under another.
 */
function expectedIssuer(asked: Asked, failing: Exchange, facts: Facts): Expected | undefined {
  return fromMetadata(asked, failing, facts) ?? fromAcceptedCallback(asked, failing, facts);
}

function fromMetadata(asked: Asked, failing: Exchange, facts: Facts): Expected | undefined {
  for (const exchange of facts.capture.exchanges) {
    if (exchange.startedAt > failing.startedAt || !exchange.request.url.includes('/.well-known/')) continue;
    const body = exchange.response?.body;
    const members = body && body.encoding === undefined ? membersOf(body.text) : undefined;
    const issuer = members?.get('issuer');
    // Microsoft Entra writes a placeholder for the tenant.
    if (issuer === undefined || issuer.includes('{')) continue;
    if (
      withoutQuery(members?.get('authorization_endpoint') ?? '') === withoutQuery(asked.exchange.request.url)
    )
      return {
        issuer,
        evidence: responseBody(exchange, { label: 'Server metadata', note: `issuer ${issuer.slice(0, 90)}` }),
      };
  }
  return undefined;
}

function fromAcceptedCallback(asked: Asked, failing: Exchange, facts: Facts): Expected | undefined {
  for (const [exchange, message] of facts.oauthExchanges()) {
    if (message.kind !== 'authorization-response' || exchange.startedAt >= failing.startedAt) continue;
    const { issuer, error } = message.response;
    const passed = exchange.response !== undefined && exchange.response.status < 400;
    if (issuer === undefined || error !== undefined || !passed || refusedCallback(exchange, facts)) continue;
    if (askedFor(exchange, facts).some((other) => isSameServer(other, asked)))
      return { issuer, evidence: askedWith({ ...asked, exchange }, 'iss', 'accepted before') };
  }
  return undefined;
}

function isSameServer(a: Asked, b: Asked): boolean {
  return (
    withoutQuery(a.exchange.request.url) === withoutQuery(b.exchange.request.url) &&
    a.request.clientId === b.request.clientId
  );
}
