import type { CauseCases } from '../../engine/cause-cases.ts';
import { jwtOf, numericDate } from '../jwt.fixture.ts';
import { asks, CODE_FORM, comesBack, INVALID_GRANT, isTurnedAway, redeems, TOKENS } from './flow.fixture.ts';

function idToken(nonce: string | undefined): string {
  return jwtOf({
    iss: 'https://idp.test',
    sub: 'mia',
    aud: 'spa',
    exp: numericDate(3_600),
    iat: numericDate(0),
    ...(nonce !== undefined && { nonce }),
  });
}

const tokensWith = (nonce: string | undefined) => ({ ...TOKENS, id_token: idToken(nonce) });

/** express-openid-connect in production: its page says no more than Bad Request. */
const postedWith = (nonce: string, kept: string) =>
  isTurnedAway(
    '<pre>Bad Request</pre>',
    {},
    {
      method: 'POST',
      url: 'https://app.test/callback',
      requestHeaders: {
        'content-type': 'application/x-www-form-urlencoded',
        cookie: `auth_verification=${encodeURIComponent(JSON.stringify({ nonce: kept, state: 'e30' }))}.c2ln`,
      },
      requestBody: `id_token=${idToken(nonce)}&state=e30`,
    },
  );

export const cases: CauseCases = {
  finds: {
    'the token response brings another': {
      exchanges: [asks(), comesBack(), redeems(CODE_FORM, 200, tokensWith('n-another'))],
    },
    'the answer by form_post brings another, and the application refuses it': {
      exchanges: [
        asks({ response_type: 'id_token', response_mode: 'form_post' }),
        isTurnedAway(
          'nonce mismatch, expected n-lRe69NwtK75c, got: n-another',
          {},
          {
            method: 'POST',
            url: 'https://app.test/callback',
            requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
            requestBody: `id_token=${idToken('n-another')}&state=lRe69NwtK75cLXs8`,
          },
        ),
      ],
    },
    // From the recording oauth-nonce-mismatch-two-tabs-express-openid-connect.
    'the application’s cookie keeps that of another tab': {
      exchanges: [postedWith('n-lRe69NwtK75c', 'n-of-tab-two')],
    },
    'the application says so (Spring Security)': {
      exchanges: [
        asks(),
        isTurnedAway(
          undefined,
          {},
          {
            status: 302,
            responseHeaders: { location: '/login?error=invalid_nonce' },
          },
        ),
      ],
    },
    'the application says so (Authlib)': {
      exchanges: [isTurnedAway("invalid_claim: Invalid claim 'nonce'", {}, { status: 500 })],
    },
  },
  ignores: {
    'the cookie keeps this very nonce, and the application refuses for another reason': {
      exchanges: [postedWith('n-lRe69NwtK75c', 'n-lRe69NwtK75c')],
    },
    'the nonce is the one that was asked with': {
      exchanges: [asks(), comesBack(), redeems(CODE_FORM, 200, tokensWith('n-lRe69NwtK75c'))],
    },
    'nobody asked with a nonce': {
      exchanges: [asks({ nonce: undefined }), comesBack(), redeems(CODE_FORM, 200, tokensWith('n-another'))],
    },
    'the ID token has none: not every client wants one': {
      exchanges: [asks(), comesBack(), redeems(CODE_FORM, 200, tokensWith(undefined))],
    },
    'a refresh brings the nonce of the sign-in': {
      exchanges: [
        asks(),
        comesBack(),
        redeems(
          { grant_type: 'refresh_token', client_id: 'spa', refresh_token: 'r-1' },
          200,
          tokensWith('n-of-the-first-sign-in'),
        ),
      ],
    },
    'the code is refused': { exchanges: [asks(), comesBack(), redeems(CODE_FORM, 400, INVALID_GRANT)] },
  },
};
