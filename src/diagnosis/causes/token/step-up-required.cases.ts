import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, refused } from '../call.fixture.ts';
import { bearer, numericDate } from '../jwt.fixture.ts';

const signedIn = { acr: 'urn:mace:incommon:iap:bronze', auth_time: numericDate(-7_200) };

export const cases: CauseCases = {
  finds: {
    // RFC 9470 §3.
    'a level is asked for': {
      exchanges: [
        refused(bearer(signedIn), {
          responseHeaders: challenge(
            'Bearer error="insufficient_user_authentication", error_description="A different authentication level is required", acr_values="urn:mace:incommon:iap:silver"',
          ),
        }),
      ],
    },
    'a fresher sign-in is asked for': {
      exchanges: [
        refused(bearer(signedIn), {
          responseHeaders: challenge(
            'Bearer error="insufficient_user_authentication", error_description="More recent authentication is required", max_age="5"',
          ),
        }),
      ],
    },
    // https://learn.microsoft.com/entra/identity-platform/claims-challenge
    'a claims challenge of Microsoft Entra ID': {
      exchanges: [
        refused(bearer(), {
          responseHeaders: challenge(
            'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19"',
          ),
        }),
      ],
    },
    'only the body says so': {
      exchanges: [
        refused('Bearer tGzv3JOkF0XG5Qx2TlKWIA', {
          status: 403,
          responseBody: '{"error":"mfa_required","message":"Multi-factor authentication is required"}',
        }),
      ],
    },
  },
  ignores: {
    'a scope is asked for': {
      exchanges: [
        refused(bearer(signedIn), {
          status: 403,
          responseHeaders: challenge('Bearer error="insufficient_scope", scope="orders:write"'),
        }),
      ],
    },
    'the token is refused without a reason': {
      exchanges: [refused(bearer(signedIn), { responseHeaders: challenge('Bearer error="invalid_token"') })],
    },
  },
};
