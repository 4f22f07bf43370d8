import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange, ExchangeId } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

type Overrides = Parameters<typeof call>[0];

const hop = (overrides: Overrides = {}): Exchange =>
  call({
    id: 'hop',
    url: 'https://api.app.test/orders',
    status: 307,
    startedAt: NOON - 100,
    requestHeaders: { authorization: bearer() },
    responseHeaders: { location: 'https://api.other.test/orders', 'access-control-allow-origin': '*' },
    ...overrides,
  });
const landed = (authorization: string | undefined, overrides: Overrides = {}): Exchange =>
  refused(authorization, {
    url: 'https://api.other.test/orders',
    redirectedFromId: 'hop' as ExchangeId,
    responseHeaders: {
      ...challenge('Bearer realm="api", DPoP algs="RS256 ES256"'),
      'access-control-allow-origin': '*',
    },
    responseBody: expressError('Unauthorized'),
    ...overrides,
  });
const CUT = ['authorization', 'cookies', 'set-cookie'] as const;

export const cases: CauseCases = {
  finds: {
    'the API moved to another host': { exchanges: [hop(), landed(undefined)] },
    'FastAPI answers 403 for it': {
      exchanges: [
        hop(),
        landed(undefined, {
          status: 403,
          responseHeaders: { 'access-control-allow-origin': '*' },
          responseBody: '{"detail":"Not authenticated"}',
        }),
      ],
    },
  },
  ignores: {
    'the redirect stays on the origin, and the token has another fault': {
      exchanges: [
        hop({
          url: 'https://api.other.test/v1/orders',
          responseHeaders: { location: 'https://api.other.test/orders' },
        }),
        landed(bearer()),
      ],
    },
    'the first hop carried none either': {
      exchanges: [hop({ requestHeaders: {} }), landed(undefined)],
    },
    'there was no redirect': { exchanges: [landed(undefined, { redirectedFromId: 'none' as ExchangeId })] },
    'the target refuses everybody': {
      exchanges: [
        hop(),
        landed(undefined, {
          status: 403,
          responseHeaders: { 'access-control-allow-origin': '*' },
          responseBody: '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
        }),
      ],
    },
  },
  cannotTell: {
    'the file was cleaned of credentials': {
      exchanges: [hop({ requestHeaders: {}, blindSpots: CUT }), landed(undefined, { blindSpots: CUT })],
    },
  },
};
