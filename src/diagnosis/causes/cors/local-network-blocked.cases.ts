import type { CauseCases } from '../../engine/cause-cases.ts';
import { crossOrigin } from './across.fixture.ts';

const printer = 'http://printer.test/status';

/** The names are Chromium's, from its list of network errors. */
export const cases: CauseCases = {
  finds: {
    'the permission for the local network was not given': {
      exchanges: [
        crossOrigin({ url: printer, status: 0, failure: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS' }),
      ],
    },
    'an older Chromium says private network': {
      exchanges: [
        crossOrigin({
          url: printer,
          status: 0,
          failure: 'net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS',
        }),
      ],
    },
  },
  ignores: {
    'nobody listens there': {
      exchanges: [crossOrigin({ url: printer, status: 0, failure: 'net::ERR_CONNECTION_REFUSED' })],
    },
    'the device answered without CORS': {
      exchanges: [crossOrigin({ url: printer, failure: 'net::ERR_FAILED' })],
    },
  },
};
