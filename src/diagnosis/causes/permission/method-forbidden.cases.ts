import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const read = (overrides = {}) =>
  call({
    id: 'read',
    startedAt: NOON - 1_000,
    requestHeaders: { authorization: bearer() },
    responseBody: '[{"id":1,"item":"Lamp"}]',
    ...overrides,
  });

/** Django REST framework, a permission class that lets read. */
const write = (method: string, overrides = {}) =>
  refused(bearer(), {
    method,
    status: 403,
    responseBody: '{"detail":"You do not have permission to perform this action."}',
    ...overrides,
  });

const XSRF = '_xsrf=2|5bfae3a4|7fd3a0f5bb8cf40a0a1c1b6e1a3b4c5d|1790000000';
/** Tornado's @authenticated answers a POST of nobody so. */
const TORNADO = '<html><title>403: Forbidden</title><body>403: Forbidden</body></html>';

export const cases: CauseCases = {
  finds: {
    'orders can be read, not created': { exchanges: [read(), write('POST')] },
    'the list can be read, one of it not deleted': {
      exchanges: [read(), write('DELETE', { url: 'https://app.test/api/orders/1' })],
    },
  },
  ignores: {
    'only the page at the root was read, with a CSRF cookie alone': {
      exchanges: [
        read({
          url: 'https://app.test/',
          requestHeaders: { cookie: XSRF },
          responseBody: '<title>App</title>',
        }),
        refused(undefined, {
          method: 'POST',
          status: 403,
          requestHeaders: { cookie: XSRF },
          responseBody: TORNADO,
        }),
      ],
    },
    'only the page at the root was read': {
      exchanges: [read({ url: 'https://app.test/' }), write('POST')],
    },
    'reading is refused': { exchanges: [read(), write('GET', { url: 'https://app.test/api/orders/1' })] },
    'another write was accepted': {
      exchanges: [
        read(),
        read({ id: 'written', startedAt: NOON - 500, method: 'POST', url: 'https://app.test/api/notes' }),
        write('POST'),
      ],
    },
    'another token did the reading': {
      exchanges: [read({ requestHeaders: { authorization: bearer({ sub: 'user-1' }) } }), write('POST')],
    },
    'the server speaks of a scope': {
      exchanges: [read(), write('POST', { responseBody: '{"message":"insufficient_scope"}' })],
    },
  },
};
