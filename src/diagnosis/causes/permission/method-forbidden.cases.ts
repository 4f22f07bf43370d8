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

export const cases: CauseCases = {
  finds: {
    'orders can be read, not created': { exchanges: [read(), write('POST')] },
    'the list can be read, one of it not deleted': {
      exchanges: [read(), write('DELETE', { url: 'https://app.test/api/orders/1' })],
    },
  },
  ignores: {
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
