import type { CauseCases } from '../../engine/cause-cases.ts';
import { asked, crossOrigin, PAGE, stopped } from './across.fixture.ts';

const allow = (origin: string | string[]) => ({ 'access-control-allow-origin': origin });

export const cases: CauseCases = {
  finds: {
    'nginx adds the header that Express has set': {
      exchanges: [
        crossOrigin({
          url: 'https://api.app.test/me',
          failure: 'net::ERR_FAILED',
          responseHeaders: {
            ...allow([PAGE, PAGE]),
            'access-control-allow-credentials': 'true',
            server: 'nginx/1.22.1',
          },
        }),
      ],
    },
    'all allowed origins stand in one header': {
      exchanges: [asked({ responseHeaders: allow(`${PAGE}, https://admin.app.test`) }), stopped()],
    },
    'a star and an origin': {
      exchanges: [crossOrigin({ failure: 'net::ERR_FAILED', responseHeaders: allow(['*', PAGE]) })],
    },
  },
  ignores: {
    'there is one, and it names another origin': {
      exchanges: [
        crossOrigin({ failure: 'net::ERR_FAILED', responseHeaders: allow('https://admin.app.test') }),
      ],
    },
    'the page was refused with one value': {
      exchanges: [crossOrigin({ status: 403, responseHeaders: allow(PAGE) })],
    },
  },
};
