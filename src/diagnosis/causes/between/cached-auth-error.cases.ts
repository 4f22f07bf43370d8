import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { expressError, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const responseBody = expressError('Unauthorized');
const anonymous = (responseHeaders: Readonly<Record<string, string>>) =>
  refused(undefined, { id: 'anonymous', startedAt: NOON - 5_000, responseHeaders, responseBody });

export const cases: CauseCases = {
  finds: {
    'nginx keeps the 401 of an anonymous call': {
      exchanges: [
        anonymous({ 'x-cache-status': 'MISS' }),
        refused(bearer(), { responseHeaders: { 'x-cache-status': 'HIT' }, responseBody }),
      ],
    },
    'Varnish does, with two ids and an age': {
      exchanges: [
        anonymous({ age: '0', 'x-varnish': '5' }),
        refused(bearer(), {
          responseHeaders: { age: '1', 'x-varnish': '9 6', via: '1.1 varnish (Varnish/7.1)' },
          responseBody,
        }),
      ],
    },
    'a CDN says so, and the first is not in the record': {
      exchanges: [
        refused(bearer(), { status: 403, responseHeaders: { age: '7', 'x-cache': 'Error from cloudfront' } }),
      ],
    },
    'only the Date tells': {
      exchanges: [
        anonymous({ date: 'Sun, 22 Nov 2026 11:59:55 GMT' }),
        refused(bearer(), { responseHeaders: { date: 'Sun, 22 Nov 2026 11:59:55 GMT' }, responseBody }),
      ],
    },
  },
  ignores: {
    'the cache asked the API': {
      exchanges: [
        anonymous({ 'x-cache-status': 'MISS' }),
        refused(bearer(), { responseHeaders: { 'x-cache-status': 'MISS' }, responseBody }),
      ],
    },
    'no credential was sent this time either': {
      exchanges: [refused(undefined, { responseHeaders: { 'x-cache-status': 'HIT' }, responseBody })],
    },
    'an age of 0': {
      exchanges: [refused(bearer(), { responseHeaders: { age: '0' }, responseBody })],
    },
  },
  cannotTell: {
    'the record holds no credentials': {
      exchanges: [
        refused(undefined, {
          blindSpots: ['authorization', 'cookies'],
          responseHeaders: { 'x-cache-status': 'HIT' },
          responseBody,
        }),
      ],
    },
  },
};
