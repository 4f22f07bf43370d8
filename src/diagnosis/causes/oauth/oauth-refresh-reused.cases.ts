import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { INVALID_GRANT, redeems, TOKENS } from './flow.fixture.ts';

const form = (refresh_token: string) => ({ grant_type: 'refresh_token', client_id: 'spa', refresh_token });
const OLD = 'YQkZlon9gfyXkNmPBZhw3B7-3YAdAkTZjmtMFFPIhRH';
const NEW = 'TZV2y2_M86weRSx5bmmObAOsfQPAyX2nA4PEMtHgqSZ';
const ROTATED = { ...TOKENS, refresh_token: NEW };
const FIRST = { id: 'first', startedAt: NOON - 900 };

const ownRefresh = (responseBody: string) =>
  exchange({
    url: 'https://api.app.test/auth/refresh',
    method: 'POST',
    status: 401,
    requestHeaders: { cookie: 'refresh_token=refresh-1' },
    responseHeaders: { 'content-type': 'application/json' },
    responseBody,
  });

function unread(exchange: Exchange): Exchange {
  const { response, ...rest } = exchange;
  return {
    ...rest,
    blindSpots: ['response-body'],
    ...(response && { response: { status: response.status, headers: response.headers } }),
  };
}

export const cases: CauseCases = {
  finds: {
    // From the recording oidc-refresh-token-reuse: a second tab sends the old one.
    'it is sent again after it was replaced': {
      exchanges: [redeems(form(OLD), 200, ROTATED, FIRST), redeems(form(OLD), 400, INVALID_GRANT)],
    },
    'two requests refresh at once': {
      exchanges: [
        redeems(form(OLD), 200, ROTATED, { id: 'first', startedAt: NOON - 5, endedAt: NOON + 40 }),
        redeems(form(OLD), 403, {
          error: 'invalid_grant',
          error_description: 'Unknown or invalid refresh token.',
        }),
      ],
    },
    // From the recording oauth-refresh-reused-two-tabs-express.
    'an address of the application’s own, and its word': {
      exchanges: [ownRefresh('{"statusCode":401,"message":"Refresh token reuse detected"}')],
    },
    'the answer with the new one was lost': {
      exchanges: [
        redeems(form(OLD), 0, {}, { ...FIRST, failure: 'net::ERR_CONNECTION_RESET' }),
        redeems(form(OLD), 400, INVALID_GRANT),
      ],
    },
    'the new one is refused after the old one was sent again': {
      exchanges: [
        redeems(form(OLD), 200, ROTATED, FIRST),
        redeems(form(OLD), 400, INVALID_GRANT, { id: 'again', startedAt: NOON - 500 }),
        redeems(form(NEW), 400, INVALID_GRANT),
      ],
    },
    'the server says so (Keycloak)': {
      exchanges: [
        redeems(form(OLD), 400, {
          error: 'invalid_grant',
          error_description: 'Maximum allowed refresh token reuse exceeded',
        }),
      ],
    },
    'the server says so in members of its own (Supabase)': {
      exchanges: [
        redeems(
          {},
          400,
          { code: 400, error_code: 'refresh_token_already_used', msg: 'Invalid Refresh Token: Already Used' },
          {
            url: 'https://idp.test/auth/v1/token?grant_type=refresh_token',
            requestHeaders: { 'content-type': 'application/json' },
            requestBody: JSON.stringify({ refresh_token: OLD }),
          },
        ),
      ],
    },
  },
  ignores: {
    'an address of the application’s own, and no such word': {
      exchanges: [ownRefresh('{"statusCode":401,"message":"Unauthorized"}')],
    },
    'each refresh sends the token of the one before': {
      exchanges: [redeems(form(OLD), 200, ROTATED, FIRST), redeems(form(NEW), 400, INVALID_GRANT)],
    },
    'the server does not rotate': {
      exchanges: [redeems(form(OLD), 200, TOKENS, FIRST), redeems(form(OLD), 400, INVALID_GRANT)],
    },
    'the one before was refused, too': {
      exchanges: [redeems(form(OLD), 400, INVALID_GRANT, FIRST), redeems(form(OLD), 400, INVALID_GRANT)],
    },
    'the server names the client': {
      exchanges: [
        redeems(form(OLD), 200, ROTATED, FIRST),
        redeems(form(OLD), 401, { error: 'invalid_client' }),
      ],
    },
  },
  cannotTell: {
    'the first answer was not recorded': {
      exchanges: [unread(redeems(form(OLD), 200, ROTATED, FIRST)), redeems(form(OLD), 400, INVALID_GRANT)],
    },
  },
};
