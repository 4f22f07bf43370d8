import type { CauseCases } from '../../engine/cause-cases.ts';
import { call } from '../call.fixture.ts';
import { djangoPage, SESSION, save } from './csrf.fixture.ts';

const DJANGO = 'csrftoken=rfcPmlgjyIMJyIvpFsWrPXHYOGVN5mK2; sessionid=0i7x29eppff5zhfie4lihmnq';
const token = { 'X-CSRFToken': 'rfcPmlgjyIMJyIvpFsWrPXHYOGVN5mK2' };

const FORM_TYPE = 'application/x-www-form-urlencoded';
const fromPage = (type: string, overrides: { readonly id?: string; readonly status?: number } = {}) =>
  call({
    method: 'POST',
    status: 403,
    requestHeaders: { origin: 'https://www.app.test', 'content-type': type, 'sec-fetch-site': 'same-site' },
    responseBody: 'Forbidden',
    ...overrides,
  });

export const cases: CauseCases = {
  finds: {
    'better-auth does not list the page’s origin': {
      exchanges: [
        call({
          method: 'POST',
          url: 'https://app.test/api/auth/sign-in/email',
          status: 403,
          requestHeaders: { origin: 'https://www.app.test', 'content-type': 'application/json' },
          requestBody: '{"email":"mia@example.test","password":"lamp-0815"}',
          responseBody: '{"message":"Invalid origin","code":"INVALID_ORIGIN"}',
        }),
      ],
    },
    'Django does not list the origin': {
      exchanges: [
        save(DJANGO, {
          ...djangoPage('Origin checking failed - https://app.test does not match any trusted origins.'),
          requestHeaders: token,
        }),
      ],
    },
    'Django wants a Referer and none came': {
      exchanges: [
        save(DJANGO, { ...djangoPage('Referer checking failed - no Referer.'), requestHeaders: token }),
      ],
    },
    // From the recording csrf-origin-rejected-hono: hono/csrf looks at forms alone, and says no more than Forbidden.
    'a form of another origin is refused, and JSON passed': {
      exchanges: [fromPage('application/json', { id: 'json', status: 200 }), fromPage(FORM_TYPE)],
    },
    // https://svelte.dev/docs/kit/configuration#csrf
    'SvelteKit takes forms from its own origin only': {
      exchanges: [
        save(SESSION, {
          kind: 'navigation',
          requestHeaders: { origin: 'https://pay.test', 'content-type': 'application/x-www-form-urlencoded' },
          requestBody: 'order=17',
          responseBody: 'Cross-site POST form submissions are forbidden',
        }),
      ],
    },
    // https://pkg.go.dev/net/http#CrossOriginProtection
    'Go’s CrossOriginProtection': {
      exchanges: [
        save(SESSION, {
          requestHeaders: { 'sec-fetch-site': 'same-site' },
          responseBody: 'cross-origin request detected from Sec-Fetch-Site header\n',
        }),
      ],
    },
  },
  ignores: {
    'a form is refused where JSON was refused as well': {
      exchanges: [fromPage('application/json', { id: 'json' }), fromPage(FORM_TYPE)],
    },
    'JSON is refused where JSON passed': {
      exchanges: [fromPage('application/json', { id: 'json', status: 200 }), fromPage('application/json')],
    },
    'Django misses the token, not the origin': {
      exchanges: [save(DJANGO, djangoPage('CSRF token missing.'))],
    },
    'nobody speaks of the origin': {
      exchanges: [save(SESSION, { responseBody: '{"message":"Forbidden"}' })],
    },
  },
};
