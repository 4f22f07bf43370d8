import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, refused } from '../call.fixture.ts';

const session = { cookie: 'theme=dark' };

export const cases: CauseCases = {
  finds: {
    'a 401 of which nothing else can be said': {
      exchanges: [
        refused(undefined, { requestHeaders: session, responseBody: '{"message":"Unauthorized"}' }),
      ],
    },
  },
  ignores: {
    'the challenge is there': {
      exchanges: [
        refused(undefined, { requestHeaders: session, responseHeaders: challenge('Session realm="app"') }),
      ],
    },
    'a 403 needs none': { exchanges: [refused(undefined, { requestHeaders: session, status: 403 })] },
  },
};
