import type { CauseCases } from '../../engine/cause-cases.ts';
import {
  asks,
  CODE,
  CODE_FORM,
  comesBack,
  INVALID_GRANT,
  isTurnedAway,
  redeems,
  TOKENS,
} from './flow.fixture.ts';

const REFRESH = { grant_type: 'refresh_token', client_id: 'spa', refresh_token: 'YQkZlon9gfyXkNmPBZhw3B7' };

export const cases: CauseCases = {
  finds: {
    // From recordings/oauth-invalid-grant-oidc-provider.
    'the code is none that the server knows': {
      exchanges: [
        asks(),
        comesBack(),
        redeems({ ...CODE_FORM, code: 'a-code-that-this-server-never-gave' }, 400, INVALID_GRANT),
      ],
    },
    'the redirect URI is another': {
      exchanges: [
        asks(),
        comesBack(),
        redeems({ ...CODE_FORM, redirect_uri: 'https://app.test/callback/' }, 400, INVALID_GRANT),
      ],
    },
    'the client is another': {
      exchanges: [asks(), comesBack(), redeems({ ...CODE_FORM, client_id: 'admin' }, 400, INVALID_GRANT)],
    },
    'the code was encoded twice (Google)': {
      exchanges: [
        asks(),
        comesBack({ code: '4/0AX4XfWh' }),
        redeems({ ...CODE_FORM, code: '4%2F0AX4XfWh' }, 400, {
          error: 'invalid_grant',
          error_description: 'Malformed auth code.',
        }),
      ],
    },
    'a refresh token is refused (Auth0)': {
      exchanges: [
        redeems(REFRESH, 403, {
          error: 'invalid_grant',
          error_description: 'Unknown or invalid refresh token.',
        }),
      ],
    },
    'a refresh token has expired (Microsoft Entra)': {
      exchanges: [
        redeems(REFRESH, 400, {
          error: 'invalid_grant',
          error_description: 'AADSTS700082: The refresh token has expired due to inactivity.',
        }),
      ],
    },
    'an application prints what it was told (express-openid-connect)': {
      exchanges: [asks(), isTurnedAway('BadRequestError: invalid_grant (grant request is invalid)')],
    },
  },
  ignores: {
    'the server refuses the client': {
      exchanges: [redeems({ ...CODE_FORM, code: `${CODE}2` }, 401, { error: 'invalid_client' })],
    },
    'the server takes it': { exchanges: [redeems(CODE_FORM, 200, TOKENS)] },
    'a password is refused': {
      exchanges: [
        redeems({ grant_type: 'password', client_id: 'spa', username: 'mia' }, 401, {
          error: 'invalid_grant',
          error_description: 'Invalid user credentials',
        }),
      ],
    },
    'an API speaks of grants': {
      exchanges: [
        isTurnedAway('{"error":"invalid_grant"}', {}, { status: 403, url: 'https://app.test/api/grants' }),
      ],
    },
  },
};
