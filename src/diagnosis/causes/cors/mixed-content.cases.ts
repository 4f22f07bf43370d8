import type { CauseCases } from '../../engine/cause-cases.ts';
import { crossOrigin } from './across.fixture.ts';

const plain = 'http://api.app.test/orders';

export const cases: CauseCases = {
  finds: {
    'the API’s address begins with http': {
      exchanges: [crossOrigin({ url: plain, status: 0 })],
    },
    'Firefox names it': {
      exchanges: [crossOrigin({ url: plain, status: 0, failure: 'NS_ERROR_CONTENT_BLOCKED' })],
    },
  },
  ignores: {
    'the host refuses the connection': {
      exchanges: [crossOrigin({ url: plain, status: 0, failure: 'net::ERR_CONNECTION_REFUSED' })],
    },
    'an address of this computer counts as secure': {
      exchanges: [crossOrigin({ url: 'http://localhost:3000/orders', status: 0 })],
    },
    'the page is on http itself, and the answer was a refusal': {
      exchanges: [crossOrigin({ url: plain, initiator: 'http://app.test', status: 401 })],
    },
  },
};
