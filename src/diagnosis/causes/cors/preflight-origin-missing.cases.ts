import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { ALLOWED, asked, crossOrigin, stopped } from './across.fixture.ts';

const silent = { 'access-control-allow-headers': [], 'access-control-allow-methods': [] };

export const cases: CauseCases = {
  finds: {
    'methods and headers are allowed, the origin is not': {
      exchanges: [asked(), stopped()],
    },
    'another answer of the API lets the page read it': {
      exchanges: [
        crossOrigin({ id: 'before', startedAt: NOON - 1_000, responseHeaders: ALLOWED }),
        asked({ responseHeaders: silent }),
        stopped(),
      ],
    },
  },
  ignores: {
    'nothing of this API speaks of CORS': {
      exchanges: [asked({ status: 200, responseHeaders: silent }), stopped()],
    },
    'the preflight names another origin': {
      exchanges: [
        asked({ responseHeaders: { 'access-control-allow-origin': 'https://www.app.test' } }),
        stopped(),
      ],
    },
    'OPTIONS is answered 405': {
      exchanges: [asked({ status: 405, responseHeaders: { ...ALLOWED } }), stopped()],
    },
  },
};
