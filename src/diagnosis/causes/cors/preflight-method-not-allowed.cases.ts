import type { CauseCases } from '../../engine/cause-cases.ts';
import { bearer } from '../jwt.fixture.ts';
import { ALLOWED, asked, crossOrigin, stopped } from './across.fixture.ts';

const put = {
  'access-control-request-headers': 'authorization,content-type',
  'access-control-request-method': 'PUT',
};
const answer = (methods: string | string[]) => ({
  ...ALLOWED,
  'access-control-allow-headers': 'authorization,content-type',
  'access-control-allow-methods': methods,
});

export const cases: CauseCases = {
  finds: {
    'Koa allows GET and POST, the page sends PUT': {
      exchanges: [
        asked({ requestHeaders: put, responseHeaders: answer('GET,POST') }),
        stopped({ method: 'PUT' }),
      ],
    },
    'the list is missing, and DELETE needs it': {
      exchanges: [
        asked({
          requestHeaders: { ...put, 'access-control-request-method': 'DELETE' },
          responseHeaders: answer([]),
        }),
        stopped({ method: 'DELETE' }),
      ],
    },
    'patch in lower case is another method than PATCH': {
      exchanges: [
        asked({
          requestHeaders: { ...put, 'access-control-request-method': 'patch' },
          responseHeaders: answer('GET,PATCH'),
        }),
        stopped({ method: 'patch' }),
      ],
    },
    'the list is separated by blanks': {
      exchanges: [
        asked({ requestHeaders: put, responseHeaders: answer('GET PUT') }),
        stopped({ method: 'PUT' }),
      ],
    },
  },
  ignores: {
    'the method is in the list, a header is not': {
      exchanges: [
        asked({
          requestHeaders: put,
          responseHeaders: { ...answer('GET,PUT'), 'access-control-allow-headers': 'content-type' },
        }),
        stopped({ method: 'PUT' }),
      ],
    },
    'POST needs no permission': {
      exchanges: [
        asked({
          requestHeaders: { ...put, 'access-control-request-method': 'POST' },
          responseHeaders: answer('GET'),
        }),
        crossOrigin({
          method: 'POST',
          status: 403,
          preflightId: 'preflight',
          requestHeaders: { authorization: bearer() },
          responseHeaders: ALLOWED,
        }),
      ],
    },
  },
};
