import type { Exchange } from '../../../exchange/exchange.ts';
import type { TokenRequest } from '../../../protocol/oauth/messages.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, requestBody, responseBody, status, url } from '../../engine/evidence.ts';
import { quote, shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { askedForCode, bodySays, deliveriesOf, refusedCallback, stepWord } from '../../facts/oauth-flow.ts';
import { rfc6749CodeRedemption, rfc6749InvalidGrant } from '../specs.ts';
import { askedWith } from './flow.ts';
import words from './oauth-invalid-grant.md?raw';

export const oauthInvalidGrant: Cause = {
  code: 'oauth-invalid-grant',
  group: 'oauth',
  title: 'The code or refresh token was refused',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'invalid_grant',
    'bad_verification_code',
    'Code not valid',
    'Invalid authorization code',
    'The authorization code is invalid or has expired',
    'Malformed auth code',
    'Token has been expired or revoked',
  ],
  specs: [rfc6749InvalidGrant, rfc6749CodeRedemption],
  words,
  explains: ['resource-forbidden', 'authorization-missing', 'token-rejected', 'refresh-failed'],
  decide(failing, facts): Verdict {
    const message = facts.oauth(failing);
    if (message?.kind === 'token-request') {
      const { error, errorDescription } = message.response ?? {};
      if (error === undefined || !isAboutGrant(error, errorDescription)) return undefined;
      // A wrong password is no matter of codes and refresh tokens.
      if (message.request.grantType === 'password') return undefined;
      return {
        kind: 'found',
        confidence: 'certain',
        ...particularsOf(message.request, failing, facts),
        line:
          errorDescription === undefined
            ? `The server answers ${quote(error)}`
            : `${error}: ${quote(errorDescription, 140)}`,
      };
    }
    return atCallback(failing, facts);
  },
};

/** GitHub has a code of its own; league/oauth2-server called it invalid_request before its version 9. */
function isAboutGrant(error: string, description: string | undefined): boolean {
  if (error === 'invalid_grant' || error === 'bad_verification_code') return true;
  return error === 'invalid_request' && description === 'The refresh token is invalid.';
}

/** The application redeems the code out of sight, and prints what it was told. */
function atCallback(failing: Exchange, facts: Facts): Verdict {
  const refused = refusedCallback(failing, facts);
  const mark = refused && !refused.word ? bodySays(failing, /\binvalid_grant\b/) : undefined;
  if (mark === undefined) return undefined;
  return {
    kind: 'found',
    confidence: 'likely',
    title: 'The application could not redeem the code of this callback',
    line: 'It was told invalid_grant by the token endpoint, which the browser does not see',
    evidence: [responseBody(failing, { mark }), status(failing)],
  };
}

interface Particulars {
  readonly title: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

function particularsOf(request: TokenRequest, failing: Exchange, facts: Facts): Particulars {
  const mismatch = request.code === undefined ? undefined : mismatchOf(request, request.code, failing, facts);
  return {
    title: mismatch?.title ?? titleOf(request, failing, facts),
    evidence: present(
      responseBody(failing),
      ...(mismatch?.evidence ?? []),
      requestBody(failing, { note: `grant_type is ${request.grantType.slice(0, 60)}` }),
      status(failing),
    ),
  };
}

function titleOf({ grantType }: TokenRequest, failing: Exchange, facts: Facts): string {
  const server = shownHost(failing);
  switch (grantType) {
    case 'authorization_code':
      return `${server} refused the authorization code`;
    case 'refresh_token':
      return stepWord(failing, facts)?.meaning === 'grant-expired'
        ? `${server} says that the refresh token has expired`
        : `${server} refused the refresh token`;
    default:
      return `${server} refused the grant ${quote(grantType, 60)}`;
  }
}

/** What of a code's redemption is not as its authorization request was (RFC 6749 §4.1.3). */
function mismatchOf(
  { redirectUri, clientId }: TokenRequest,
  code: string,
  failing: Exchange,
  facts: Facts,
): Particulars | undefined {
  const asked = askedForCode(code, failing, facts);
  const [first] = asked;
  if (!first) return anotherCode(code, failing, facts);
  const others = (name: 'redirectUri' | 'clientId', sent: string | undefined) =>
    sent !== undefined && asked.every(({ request }) => request[name] !== undefined && request[name] !== sent);
  if (others('clientId', clientId))
    return {
      title: 'The code was issued to another client than the one that redeems it',
      evidence: [askedWith(first, 'client_id')],
    };
  if (others('redirectUri', redirectUri))
    return {
      title: 'The token request’s redirect_uri is not that of the authorization request',
      evidence: [askedWith(first, 'redirect_uri')],
    };
  return undefined;
}

/** The last callback brought a code, and this is none that any callback brought. */
function anotherCode(code: string, failing: Exchange, facts: Facts): Particulars | undefined {
  if (deliveriesOf(code, failing, facts).length > 0) return undefined;
  const last = facts
    .oauthExchanges()
    .findLast(
      ([{ startedAt }, message]) =>
        startedAt <= failing.startedAt &&
        message.kind === 'authorization-response' &&
        message.response.code !== undefined,
    );
  if (last?.[1].kind !== 'authorization-response') return undefined;
  const brought = last[1].response.code ?? '';
  return {
    title:
      encodeURIComponent(brought) === code
        ? 'The code was percent-encoded twice'
        : 'The token request sends another code than the last callback brought',
    evidence: [url(last[0], { label: 'Callback' })],
  };
}
