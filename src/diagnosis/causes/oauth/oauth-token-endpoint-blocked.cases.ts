import { exchange } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, errorBody, redeems } from './refused.fixture.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

const NO_CORS = { 'access-control-allow-origin': [] };
const REFUSED: Overrides = { status: 0, failure: 'net::ERR_CONNECTION_REFUSED' };

const asksFor = (url: string, overrides: Overrides = {}) =>
  exchange({
    url,
    ...overrides,
    requestHeaders: { origin: 'https://app.test', 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site' },
  });

export const cases: CauseCases = {
  finds: {
    'nobody listens at the token endpoint': { exchanges: [redeems(0, '', REFUSED)] },
    'the name of the server is not known': {
      exchanges: [
        asksFor('https://idp.test/realms/shop/.well-known/openid-configuration', {
          status: 0,
          failure: 'net::ERR_NAME_NOT_RESOLVED',
        }),
      ],
    },
    'its certificate is not accepted': {
      exchanges: [
        asksFor('https://idp.test/realms/shop/protocol/openid-connect/certs', {
          status: 0,
          failure: 'net::ERR_CERT_DATE_INVALID',
        }),
      ],
    },
    'Firefox has a name of its own for it': {
      exchanges: [
        asks(),
        asksFor('https://idp.test/me', { status: 0, failure: 'NS_ERROR_CONNECTION_REFUSED' }),
      ],
    },
  },
  ignores: {
    'the page gave up': { exchanges: [redeems(0, '', { status: 0, failure: 'net::ERR_ABORTED' })] },
    'this computer is offline': {
      exchanges: [redeems(0, '', { status: 0, failure: 'net::ERR_INTERNET_DISCONNECTED' })],
    },
    'an API is down': {
      exchanges: [asksFor('https://api.app.test/orders', REFUSED)],
    },
    'the answer is readable, and a refusal': {
      exchanges: [redeems(400, errorBody('invalid_grant'))],
    },
    'an API keeps its answer from the page': {
      exchanges: [
        asksFor('https://api.other.test/orders', {
          status: 200,
          failure: 'net::ERR_FAILED',
          responseHeaders: NO_CORS,
        }),
      ],
    },
  },
};
