import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'a sign-in is answered 429': {
      exchanges: [
        call({
          method: 'POST',
          url: 'https://app.test/login',
          requestBody: '{"user":"mia","password":"x4"}',
          status: 429,
          responseHeaders: { ratelimit: 'limit=4, remaining=0, reset=900', 'retry-after': '900' },
          responseBody: 'Too many requests, please try again later.',
        }),
      ],
    },
    'a call with a token, and no word how long': {
      exchanges: [refused(bearer(), { status: 429, responseBody: '{"message":"Too Many Attempts."}' })],
    },
    'GitHub says it with 403': {
      // docs.github.com: Rate limits for the REST API.
      exchanges: [
        refused(bearer(), {
          status: 403,
          responseHeaders: { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0' },
          responseBody:
            '{"message":"API rate limit exceeded for user ID 1.","documentation_url":"https://docs.github.com/rest"}',
        }),
      ],
    },
    'the date until when stands in Retry-After': {
      exchanges: [
        refused(bearer(), {
          status: 429,
          responseHeaders: { 'retry-after': 'Sun, 22 Nov 2026 12:05:00 GMT' },
        }),
      ],
    },
  },
  ignores: {
    'a wrong password uses up the limit': {
      exchanges: [
        call({
          method: 'POST',
          url: 'https://app.test/login',
          requestBody: '{"user":"mia","password":"x3"}',
          status: 401,
          responseHeaders: { ratelimit: 'limit=4, remaining=0, reset=900' },
          responseBody: '{"error":"Invalid credentials"}',
        }),
      ],
    },
    'plenty of the limit is left': {
      exchanges: [refused(bearer(), { status: 403, responseHeaders: { 'x-ratelimit-remaining': '4999' } })],
    },
  },
};
