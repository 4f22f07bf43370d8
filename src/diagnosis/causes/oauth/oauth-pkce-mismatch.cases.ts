import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import {
  asks,
  CHALLENGE,
  CODE,
  CODE_FORM,
  comesBack,
  INVALID_GRANT,
  redeems,
  TOKENS,
  VERIFIER,
} from './flow.fixture.ts';

const OTHER = `${VERIFIER}0`;
/** SHA-256 of the verifier in hexadecimal, a common mistake. */
const HEX = '13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3';

export const cases: CauseCases = {
  finds: {
    // From recordings/oauth-pkce-mismatch-oidc-provider.
    'the verifier is another': {
      exchanges: [asks(), comesBack(), redeems({ ...CODE_FORM, code_verifier: OTHER }, 400, INVALID_GRANT)],
    },
    'the verifier is that of another tab': {
      exchanges: [
        asks(
          { state: 'tab-1', code_challenge: 'jH3smmHqXCNSU5uQvIhkq7D0HLJAfRlSJTxo3tvPqoU' },
          { id: 'first', startedAt: NOON - 9_000 },
        ),
        asks(),
        comesBack({ state: 'tab-1' }),
        redeems(CODE_FORM, 400, INVALID_GRANT),
      ],
    },
    'the method was left out, so it means plain': {
      exchanges: [
        asks({ code_challenge_method: undefined }),
        comesBack(),
        redeems(CODE_FORM, 400, INVALID_GRANT),
      ],
    },
    'the challenge is in hexadecimal': {
      exchanges: [asks({ code_challenge: HEX }), comesBack(), redeems(CODE_FORM, 400, INVALID_GRANT)],
    },
    'the request was not recorded, and the server says so': {
      exchanges: [
        redeems(CODE_FORM, 400, {
          error: 'invalid_grant',
          error_description:
            'AADSTS501481: The Code_Verifier does not match the code_challenge supplied in the authorization request.',
        }),
      ],
    },
    'the server says so (Keycloak)': {
      exchanges: [
        redeems(CODE_FORM, 400, {
          error: 'invalid_grant',
          error_description: 'PKCE verification failed: Code mismatch',
        }),
      ],
    },
    'the server says so (Auth0, which answers 403)': {
      exchanges: [
        redeems(CODE_FORM, 403, {
          error: 'invalid_grant',
          error_description: 'Failed to verify code verifier',
        }),
      ],
    },
  },
  ignores: {
    // From recordings/oauth-invalid-grant-oidc-provider.
    'the verifier fits': { exchanges: [asks(), comesBack(), redeems(CODE_FORM, 400, INVALID_GRANT)] },
    'the verifier does not fit, and the server refuses the client': {
      exchanges: [
        asks(),
        comesBack(),
        redeems({ ...CODE_FORM, code_verifier: OTHER }, 401, { error: 'invalid_client' }),
      ],
    },
    'the server took a verifier that does not fit: the file was altered': {
      exchanges: [
        asks({ code_challenge: CHALLENGE.toLowerCase() }),
        comesBack(),
        redeems(CODE_FORM, 200, TOKENS, { id: 'accepted', startedAt: NOON - 500 }),
        asks({ code_challenge: CHALLENGE.toUpperCase(), state: 's-2' }, { id: 'asks-2' }),
        comesBack({ code: `${CODE}2`, state: 's-2' }, { id: 'back-2' }),
        redeems({ ...CODE_FORM, code: `${CODE}2` }, 400, INVALID_GRANT),
      ],
    },
    'plain is what was asked for': {
      exchanges: [
        asks({ code_challenge: VERIFIER, code_challenge_method: 'plain' }),
        comesBack(),
        redeems(CODE_FORM, 400, INVALID_GRANT),
      ],
    },
  },
  cannotTell: {
    'the authorization request was not recorded': { exchanges: [redeems(CODE_FORM, 400, INVALID_GRANT)] },
  },
};
