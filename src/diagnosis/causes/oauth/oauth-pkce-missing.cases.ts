import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, CODE_FORM, comesBack, INVALID_GRANT, redeems, TOKENS } from './flow.fixture.ts';

const WITHOUT = { code_challenge: undefined, code_challenge_method: undefined };
/** From recordings/oauth-pkce-missing-oidc-provider. */
const REQUIRED = {
  code: undefined,
  error: 'invalid_request',
  error_description: 'Authorization Server policy requires PKCE to be used for this request',
};
const { code_verifier: _, ...WITHOUT_VERIFIER } = CODE_FORM;

export const cases: CauseCases = {
  finds: {
    'the server requires it, and sends the browser back': {
      exchanges: [asks(WITHOUT), comesBack(REQUIRED, { id: 'main', startedAt: NOON })],
    },
    'the server requires it on a page of its own (Keycloak)': {
      exchanges: [
        asks(WITHOUT, {
          id: 'main',
          status: 400,
          responseHeaders: { 'content-type': 'text/html' },
          responseBody: '<p class="instruction">Missing parameter: code_challenge_method</p>',
        }),
      ],
    },
    'the token endpoint wants a proof (Microsoft Entra)': {
      exchanges: [
        redeems(WITHOUT_VERIFIER, 400, {
          error: 'invalid_request',
          error_description:
            'AADSTS9002325: Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
        }),
      ],
    },
    'the token request has no verifier for the challenge': {
      exchanges: [asks(), comesBack(), redeems(WITHOUT_VERIFIER, 400, INVALID_GRANT)],
    },
    'the request had no challenge for the verifier': {
      exchanges: [asks(WITHOUT), comesBack(), redeems(CODE_FORM, 400, INVALID_GRANT)],
    },
  },
  ignores: {
    'challenge and verifier are there': {
      exchanges: [asks(), comesBack(), redeems(CODE_FORM, 400, INVALID_GRANT)],
    },
    'neither is there, and the code is refused': {
      exchanges: [asks(WITHOUT), comesBack(), redeems(WITHOUT_VERIFIER, 400, INVALID_GRANT)],
    },
    'the server does not want it': {
      exchanges: [asks(WITHOUT), comesBack(), redeems(WITHOUT_VERIFIER, 200, TOKENS)],
    },
    'another parameter is missing': {
      exchanges: [
        asks(WITHOUT),
        comesBack(
          { ...REQUIRED, error_description: 'Missing required parameter: scope' },
          { id: 'main', startedAt: NOON },
        ),
      ],
    },
  },
};
