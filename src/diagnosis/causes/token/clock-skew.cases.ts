import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, refused } from '../call.fixture.ts';
import { bearer, numericDate } from '../jwt.fixture.ts';

const clock = (hours: number) => ({ date: new Date(NOON + hours * 3_600_000).toUTCString() });
const tenMinutes = { iat: numericDate(-5), exp: numericDate(595) };
const expired = {
  responseBody:
    '{"detail":"Given token not valid for any token type","code":"token_not_valid","messages":[{"token_class":"AccessToken","token_type":"access","message":"Token is expired"}]}',
};

/** The issuer answers by the clock that this computer has. */
const signIn = exchange({
  id: 'login',
  method: 'POST',
  url: 'https://idp.test/auth/login',
  initiator: 'https://idp.test',
  startedAt: NOON - 2_000,
});

export const cases: CauseCases = {
  finds: {
    'the API runs two hours ahead and calls a fresh token expired': {
      exchanges: [
        signIn,
        refused(bearer(tenMinutes), {
          ...expired,
          responseHeaders: { ...clock(2), ...challenge('Bearer realm="api"') },
        }),
      ],
    },
    'the API runs half an hour behind and gives no reason': {
      exchanges: [
        signIn,
        refused(bearer({ iat: numericDate(-5), nbf: numericDate(-5) }), {
          responseHeaders: { ...clock(-0.5), ...challenge('Bearer realm="Authentication Required"') },
          responseBody: 'Unauthorized Access',
        }),
      ],
    },
    'no third clock tells which of the two is wrong': {
      exchanges: [refused(bearer(tenMinutes), { responseHeaders: clock(2) })],
    },
  },
  ignores: {
    'the clocks agree, and the token expired': {
      exchanges: [
        signIn,
        refused(bearer({ iat: numericDate(-3_600), exp: numericDate(-60) }), {
          ...expired,
          responseHeaders: challenge('Bearer realm="api"'),
        }),
      ],
    },
    'the token has expired by both clocks': {
      exchanges: [
        signIn,
        refused(bearer({ iat: numericDate(-3_600), exp: numericDate(-60) }), {
          ...expired,
          responseHeaders: clock(2),
        }),
      ],
    },
    'the clocks differ, and the token is good by both': {
      exchanges: [
        signIn,
        refused(bearer({ exp: numericDate(4 * 3_600) }), {
          responseHeaders: { ...clock(2), ...challenge('Bearer error="invalid_token"') },
        }),
      ],
    },
    'the clocks differ, and the server names the audience': {
      exchanges: [
        refused(bearer(tenMinutes), {
          responseHeaders: {
            ...clock(2),
            ...challenge('Bearer error="invalid_token", error_description="The audience is invalid"'),
          },
        }),
      ],
    },
  },
  cannotTell: {
    'the answer has no Date': {
      exchanges: [refused(bearer(tenMinutes), { ...expired, responseHeaders: { date: [] } })],
    },
    'the answer came out of a cache, with the Date of then': {
      exchanges: [
        refused(bearer(tenMinutes), { ...expired, responseHeaders: { ...clock(-2), age: '7200' } }),
      ],
    },
  },
};
