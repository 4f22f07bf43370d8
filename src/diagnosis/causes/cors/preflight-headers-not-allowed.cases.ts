import type { CauseCases } from '../../engine/cause-cases.ts';
import { ALLOWED, asked, stopped } from './across.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'the list names content-type only': {
      exchanges: [
        asked({ responseHeaders: { ...ALLOWED, 'access-control-allow-headers': 'content-type' } }),
        stopped(),
      ],
    },
    'there is no list at all': {
      exchanges: [asked({ responseHeaders: { ...ALLOWED, 'access-control-allow-headers': [] } }), stopped()],
    },
    'a tracing header is missing beside authorization': {
      exchanges: [
        asked({
          requestHeaders: { 'access-control-request-headers': 'authorization,x-request-id' },
          responseHeaders: ALLOWED,
        }),
        stopped(),
      ],
    },
  },
  ignores: {
    'the list names every header, and the origin is another': {
      exchanges: [
        asked({ responseHeaders: { 'access-control-allow-origin': 'https://www.app.test' } }),
        stopped(),
      ],
    },
    'the list is a star': {
      exchanges: [
        asked({
          responseHeaders: {
            ...ALLOWED,
            'access-control-allow-credentials': 'true',
            'access-control-allow-headers': '*',
          },
        }),
        stopped(),
      ],
    },
  },
};
