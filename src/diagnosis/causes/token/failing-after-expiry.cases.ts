import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { bearer, numericDate } from '../jwt.fixture.ts';

const OPAQUE = 'tGzv3JOkF0XG5Qx2TlKWIA';
const authorization = `Bearer ${OPAQUE}`;
const FIVE_MINUTES = 300;

/** Five minutes and a little before noon. */
const issued = (expiresIn: number) =>
  call({
    id: 'token',
    method: 'POST',
    url: 'https://app.test/token',
    startedAt: NOON - 310_000,
    responseBody: JSON.stringify({ access_token: OPAQUE, token_type: 'Bearer', expires_in: expiresIn }),
  });
const passed = (overrides: Parameters<typeof call>[0] = {}) =>
  call({ id: 'passed', startedAt: NOON - 60_000, requestHeaders: { authorization }, ...overrides });
const invalid = challenge('Bearer error="invalid_token"');
const shortLived = bearer({ exp: numericDate(-20) });

export const cases: CauseCases = {
  finds: {
    'an opaque token, its lifetime known from the token answer': {
      exchanges: [issued(FIVE_MINUTES), passed(), refused(authorization, { responseHeaders: invalid })],
    },
    'the server answers 403 once exp has passed': {
      exchanges: [
        passed({ requestHeaders: { authorization: shortLived } }),
        refused(shortLived, { status: 403, responseBody: '{"message":"Forbidden"}' }),
      ],
    },
  },
  ignores: {
    'its lifetime is not over': {
      exchanges: [issued(3_600), passed(), refused(authorization, { responseHeaders: invalid })],
    },
    'its lifetime is not known': {
      exchanges: [passed(), refused(authorization, { responseHeaders: invalid })],
    },
    'it never passed before': {
      exchanges: [issued(FIVE_MINUTES), refused(authorization, { responseHeaders: invalid })],
    },
    'another route passed, this one did not': {
      exchanges: [
        issued(FIVE_MINUTES),
        passed({ url: 'https://app.test/api/users' }),
        refused(authorization, { responseHeaders: invalid }),
      ],
    },
    'the token still passes elsewhere': {
      exchanges: [
        issued(FIVE_MINUTES),
        passed(),
        passed({ id: 'later', startedAt: NOON + 120_000, url: 'https://app.test/api/users' }),
        refused(authorization, { responseHeaders: invalid }),
      ],
    },
    'the server names the scope': {
      exchanges: [
        issued(FIVE_MINUTES),
        passed(),
        refused(authorization, {
          status: 403,
          responseHeaders: challenge('Bearer error="insufficient_scope", scope="orders:write"'),
        }),
      ],
    },
  },
};
