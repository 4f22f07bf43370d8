import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, refused } from '../call.fixture.ts';

/** As @fastify/basic-auth answers. */
const fastify = {
  responseHeaders: challenge('Basic realm="orders", charset="UTF-8"'),
  responseBody:
    '{"statusCode":401,"code":"FST_BASIC_AUTH_MISSING_OR_BAD_AUTHORIZATION_HEADER","error":"Unauthorized","message":"Missing or bad formatted authorization header"}',
};

export const cases: CauseCases = {
  finds: {
    'the pair was not encoded': { exchanges: [refused('Basic mia:lamp-0815-lamp', fastify)] },
    'only the user name was encoded': { exchanges: [refused(`Basic ${btoa('mia')}`, fastify)] },
    'hapi answers 400, without a challenge': {
      exchanges: [
        refused(`Basic ${btoa('mia')}`, {
          status: 400,
          responseBody: '{"statusCode":400,"error":"Bad Request","message":"Bad header internal syntax"}',
        }),
      ],
    },
    'the letters are Latin-1, the server reads UTF-8': {
      exchanges: [refused(`Basic ${btoa('mia:lämp-0815-lämp')}`, fastify)],
    },
    'a line break came along with the password': {
      exchanges: [refused(`Basic ${btoa('mia:lamp-0815-lamp\n')}`, fastify)],
    },
  },
  ignores: {
    'well formed, and refused': { exchanges: [refused(`Basic ${btoa('mia:lamp-0815-lamp')}`, fastify)] },
    'the password is empty, as with API keys': {
      exchanges: [refused(`Basic ${btoa('key-0815-lamp:')}`, fastify)],
    },
    'letters outside ASCII in UTF-8': {
      exchanges: [refused('Basic bWlhOmzDpG1wLTA4MTU=', fastify)],
    },
    'malformed, and the request fails for the form it sends': {
      exchanges: [
        refused(`Basic ${btoa('mia')}`, {
          method: 'POST',
          status: 400,
          responseBody: '{"statusCode":400,"error":"Bad Request","message":"\\"amount\\" is required"}',
        }),
      ],
    },
  },
};
