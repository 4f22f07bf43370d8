import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call } from '../call.fixture.ts';

const attempt = (second: number, status: number, responseBody: string, password = `x${second}`): Exchange =>
  call({
    id: `attempt-${second}`,
    startedAt: NOON + second * 1_000,
    method: 'POST',
    url: 'https://app.test/login',
    requestBody: `{"user":"mia","password":"${password}"}`,
    status,
    responseBody,
    ...(status === 429 && { responseHeaders: { 'retry-after': '900' } }),
  });
const wrong = (second: number) => attempt(second, 401, '{"error":"Invalid credentials"}');
const limit = 'Too many requests, please try again later.';

export const cases: CauseCases = {
  finds: {
    'four wrong passwords, then 429': {
      exchanges: [wrong(0), wrong(1), wrong(2), wrong(3), attempt(4, 429, limit)],
    },
    'three, then the account is locked': {
      // Auth0: too_many_attempts.
      exchanges: [
        wrong(0),
        wrong(1),
        wrong(2),
        attempt(
          3,
          403,
          '{"error":"too_many_attempts","error_description":"Your account has been blocked after multiple consecutive login attempts."}',
        ),
      ],
    },
  },
  ignores: {
    'one wrong password': { exchanges: [wrong(0), attempt(1, 429, limit)] },
    'a success lies between': {
      exchanges: [wrong(0), wrong(1), wrong(2), attempt(3, 200, '{"ok":true}'), attempt(4, 429, limit)],
    },
    'still wrong, not locked': { exchanges: [wrong(0), wrong(1), wrong(2), wrong(3)] },
  },
};
