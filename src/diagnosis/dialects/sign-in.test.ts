import { describe, expect, it } from 'vitest';
import { expectQuick, MEGABYTES } from '../../protocol/hostile.fixture.ts';
import { wordsIn } from '../facts/server-words.ts';
import { oauthErrors } from './oauth-errors.ts';
import { saml } from './saml.ts';

describe('what servers write when they refuse a sign-in', () => {
  it.each([
    ['client', 'AADSTS700016: Application with identifier was not found in the directory'],
    ['client', 'AADSTS7000215: Invalid client secret provided.'],
    ['client', 'We are sorry... Client not found.'],
    ['client', 'Unknown client: spa-staging'],
    ['client', 'Error 401: deleted_client The OAuth client was deleted.'],
    ['client', 'User pool client 1h57kf5cpq17m0eml12example does not exist.'],
    ['client', '[invalid_client] Client authentication failed'],
    ['client', 'OAuth 2.0 Parameter: client_id'],
    [
      'client-not-allowed',
      "AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application'",
    ],
    ['client-not-allowed', "Grant type 'password' not allowed for the client."],
    ['response-type', "AADSTS700054: response_type 'id_token' is not enabled for the application."],
    ['requested-scope', "AADSTS70011: The provided value for the input parameter 'scope' isn't valid."],
    ['consent-needed', 'AADSTS65001: The user or administrator has not consented to use the application'],
    ['sign-in-needed', 'AADSTS50058: A silent sign-in request was sent but no user is signed in.'],
    ['interaction-needed', 'AADSTS50076: you must use multi-factor authentication'],
    ['sign-in-denied', 'AADSTS50105: The signed in user is not assigned to a role for the application'],
    ['sign-in-denied', 'AADB2C90091: The user has cancelled entering self-asserted information.'],
    ['redirect-uri', 'Error 400: redirect_uri_mismatch'],
    ['expired', 'SAML assertion expired: clocks skewed too much'],
    ['expired', 'Could not validate timestamp: expired. Check system clock.'],
    ['not-yet-valid', 'SAML assertion not yet valid'],
    ['audience', 'SAML assertion audience mismatch. Expected: https://a.test Received: https://b.test'],
    ['audience', 'https://a.test is not a valid audience for this Response'],
    ['saml-recipient', 'The response was received at https://a.test/acs instead of https://b.test/acs'],
    ['saml-recipient', 'SAML message delivered with POST to incorrect server URL.'],
    ['in-response-to', 'InResponseTo is not valid'],
    [
      'in-response-to',
      'The InResponseTo of the Response: _1, does not match the ID of the AuthNRequest sent by the SP: _2',
    ],
    ['signature', 'Message was signed, but signature could not be verified.'],
    ['signature', 'Signature validation failed. SAML Response rejected'],
    ['saml-status', 'The status code of the Response was not Success, was Responder'],
    ['saml-status', 'AADSTS75011: Authentication method by which the user authenticated does not match'],
    ['issuer', 'Unknown SAML issuer. Expected: a Received: b'],
  ])('%s: %s', (meaning, text) => expect(wordsIn(text, [...oauthErrors, ...saml])?.meaning).toBe(meaning));

  it.each([
    'access_denied',
    'Unauthorized',
    'Client not found',
    'Client 42 does not exist',
    'The recipient’s address is not valid',
    'jwt expired',
    'invalid signature',
    'DPoP proof signature is invalid',
  ])('not: %s', (text) => {
    expect([...oauthErrors, ...saml].filter((row) => wordsIn(text, [row]))).toEqual([]);
  });

  it.each(MEGABYTES)('is looked for quickly in %s', (_, text) => {
    const message = text.slice(0, 4_000);
    expectQuick(() => wordsIn(message, [...oauthErrors, ...saml]));
  });
});
