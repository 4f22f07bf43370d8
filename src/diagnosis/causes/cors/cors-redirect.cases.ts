import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { ExchangeId } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { ALLOWED, crossOrigin, PAGE } from './across.fixture.ts';

const first = (location: string) =>
  crossOrigin({
    id: 'first',
    startedAt: NOON - 20,
    status: 302,
    responseHeaders: { ...ALLOWED, location },
  });
const redirectedFromId = 'first' as ExchangeId;
const _SIGN_IN = 'https://idp.test/authorize?client_id=orders';

export const cases: CauseCases = {
  finds: {
    'the target allows the page, and the browser asks as null': {
      exchanges: [
        first('https://files.test/1'),
        crossOrigin({
          url: 'https://files.test/1',
          redirectedFromId,
          failure: 'net::ERR_FAILED',
          requestHeaders: { origin: 'null' },
          responseHeaders: { 'access-control-allow-origin': PAGE },
        }),
      ],
    },
    'the redirect carries a password': {
      exchanges: [
        crossOrigin({
          status: 302,
          failure: 'net::ERR_FAILED',
          responseHeaders: { ...ALLOWED, location: 'https://user:word@files.test/1' },
        }),
      ],
    },
  },
  ignores: {
    'the redirect stays on the host': {
      exchanges: [
        first('https://api.app.test/v2/orders'),
        crossOrigin({
          url: 'https://api.app.test/v2/orders',
          redirectedFromId,
          failure: 'net::ERR_FAILED',
          responseHeaders: { 'access-control-allow-origin': 'https://www.app.test' },
        }),
      ],
    },
    'the target lets the page read its refusal': {
      exchanges: [
        first('https://files.test/1'),
        crossOrigin({
          url: 'https://files.test/1',
          redirectedFromId,
          status: 403,
          requestHeaders: { origin: 'null' },
          responseHeaders: { 'access-control-allow-origin': '*' },
        }),
      ],
    },
  },
};
