import type { CauseCases } from '../../engine/cause-cases.ts';
import { ALLOWED, asked, crossOrigin, stopped } from './across.fixture.ts';

const allow = (origin: string) => ({ 'access-control-allow-origin': origin });

export const cases: CauseCases = {
  finds: {
    'the API allows the host with www': {
      exchanges: [asked({ responseHeaders: allow('https://www.app.test') }), stopped()],
    },
    'the configured origin ends with a slash': {
      exchanges: [asked({ responseHeaders: allow('https://app.test/') }), stopped()],
    },
    'the answer itself allows another port': {
      exchanges: [
        crossOrigin({
          status: 401,
          failure: 'net::ERR_FAILED',
          responseHeaders: allow('https://app.test:3000'),
        }),
      ],
    },
    'the answer allows the origin null': {
      exchanges: [crossOrigin({ failure: 'net::ERR_FAILED', responseHeaders: allow('null') })],
    },
    'what is allowed is no origin': {
      exchanges: [crossOrigin({ failure: 'net::ERR_FAILED', responseHeaders: allow('app.test') })],
    },
  },
  ignores: {
    'the very origin is allowed': {
      exchanges: [
        asked({ responseHeaders: ALLOWED }),
        crossOrigin({ status: 403, preflightId: 'preflight', responseHeaders: ALLOWED }),
      ],
    },
    'two origins are named': {
      exchanges: [
        asked({
          responseHeaders: { 'access-control-allow-origin': ['https://app.test', 'https://app.test'] },
        }),
        stopped(),
      ],
    },
    'the header is missing': {
      exchanges: [asked(), stopped()],
    },
  },
};
