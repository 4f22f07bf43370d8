import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { ExchangeId } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';

const basic = { responseHeaders: challenge('Basic realm="Orders"') };
const withPair = 'https://mia:lamp-0815-lamp@app.test/api/orders';

export const cases: CauseCases = {
  finds: {
    'the address holds the pair, and no header was sent': {
      exchanges: [refused(undefined, { ...basic, kind: 'navigation', url: withPair })],
    },
    'a redirect leads to such an address': {
      exchanges: [
        call({
          id: 'hop',
          status: 302,
          kind: 'navigation',
          url: 'https://app.test/go',
          startedAt: NOON - 100,
          responseHeaders: { location: withPair },
        }),
        refused(undefined, { ...basic, kind: 'navigation', redirectedFromId: 'hop' as ExchangeId }),
      ],
    },
  },
  ignores: {
    'the browser sent it as Basic, and it was refused': {
      exchanges: [
        refused(`Basic ${btoa('mia:lamp-0815-lamp')}`, { ...basic, kind: 'navigation', url: withPair }),
      ],
    },
    'no pair in the address': { exchanges: [refused(undefined, { ...basic, kind: 'navigation' })] },
    'an at sign in the path': {
      exchanges: [refused(undefined, { ...basic, url: 'https://app.test/api/users/mia@app.test' })],
    },
  },
  cannotTell: {
    'the file was cleaned of credentials': {
      exchanges: [
        refused(undefined, {
          ...basic,
          kind: 'navigation',
          url: withPair,
          blindSpots: ['authorization', 'cookies', 'set-cookie'],
        }),
      ],
    },
  },
};
