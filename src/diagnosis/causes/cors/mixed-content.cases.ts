import type { CauseCases } from '../../engine/cause-cases.ts';
import { ALLOWED, crossOrigin } from './across.fixture.ts';

const plain = 'http://api.app.test/orders';
/** A redirect to the path with its slash, by a server that does not know of the TLS in front of it. */
const toSlash = (location: string) =>
  crossOrigin({ status: 307, failure: 'net::ERR_ABORTED', responseHeaders: { ...ALLOWED, location } });

export const cases: CauseCases = {
  finds: {
    'the API’s address begins with http': {
      exchanges: [crossOrigin({ url: plain, status: 0 })],
    },
    'the API redirects to http': { exchanges: [toSlash('http://api.app.test/orders/')] },
    'Firefox names it': {
      exchanges: [crossOrigin({ url: plain, status: 0, failure: 'NS_ERROR_CONTENT_BLOCKED' })],
    },
  },
  ignores: {
    'the redirect stays on https': { exchanges: [toSlash('https://api.app.test/orders/')] },
    'the redirect leads to this computer': { exchanges: [toSlash('http://localhost:3000/orders/')] },
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
