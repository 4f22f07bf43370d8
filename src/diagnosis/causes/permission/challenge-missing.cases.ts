import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, refused } from '../call.fixture.ts';

/** A scheme of the application’s own: nothing of it can be judged. */
const own = { authorization: 'SharedKey mia:4f1c9a7e52' };

export const cases: CauseCases = {
  finds: {
    'a 401 of which nothing else can be said': {
      exchanges: [refused(undefined, { requestHeaders: own, responseBody: '{"message":"Unauthorized"}' })],
    },
  },
  ignores: {
    'the challenge is there': {
      exchanges: [
        refused(undefined, { requestHeaders: own, responseHeaders: challenge('Session realm="app"') }),
      ],
    },
    'a password is asked for once more before it is changed': {
      exchanges: [
        refused(undefined, {
          requestHeaders: own,
          responseBody: '{"message":"The current password is incorrect"}',
        }),
      ],
    },
    'a 403 needs none': { exchanges: [refused(undefined, { requestHeaders: own, status: 403 })] },
  },
};
