import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, CODE_FORM, comesBack, INVALID_GRANT, isTurnedAway, redeems, TOKENS } from './flow.fixture.ts';

const LONG_AGO = { startedAt: NOON - 15 * 60_000 };
const ENTRA =
  'AADSTS70008: The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.';

export const cases: CauseCases = {
  finds: {
    'the server says so (Microsoft Entra)': {
      exchanges: [redeems(CODE_FORM, 400, { error: 'invalid_grant', error_description: ENTRA })],
    },
    'the server says so in other words': {
      exchanges: [
        redeems(CODE_FORM, 400, {
          error: 'invalid_grant',
          error_description: 'Authorization code has expired',
        }),
      ],
    },
    'the page took a quarter of an hour': {
      exchanges: [
        asks({}, { startedAt: NOON - 16 * 60_000 }),
        comesBack({}, LONG_AGO),
        redeems(CODE_FORM, 400, INVALID_GRANT),
      ],
    },
    'the application says so': {
      exchanges: [asks(), isTurnedAway('invalid_grant (authorization code has expired)')],
    },
  },
  ignores: {
    'the page redeems it at once': {
      exchanges: [asks(), comesBack(), redeems(CODE_FORM, 400, INVALID_GRANT)],
    },
    'the server leaves it open (Okta)': {
      exchanges: [
        redeems(CODE_FORM, 400, {
          error: 'invalid_grant',
          error_description: 'The authorization code is invalid or has expired.',
        }),
      ],
    },
    'the code was redeemed long before': {
      exchanges: [
        comesBack({}, LONG_AGO),
        redeems(CODE_FORM, 200, TOKENS, { id: 'first', startedAt: NOON - 14 * 60_000 }),
        redeems(CODE_FORM, 400, INVALID_GRANT),
      ],
    },
    'a refresh token has expired': {
      exchanges: [
        redeems({ grant_type: 'refresh_token', refresh_token: 'r-1', client_id: 'spa' }, 400, {
          error: 'invalid_grant',
          error_description: ENTRA,
        }),
      ],
    },
  },
};
