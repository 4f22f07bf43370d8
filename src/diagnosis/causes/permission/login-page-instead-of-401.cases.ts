import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { ExchangeId } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call } from '../call.fixture.ts';

/** Django’s `login_required`, answering a fetch without a session. */
const FORM =
  '<!doctype html><title>Sign in</title><h1>Sign in</h1><form method=post><input name=username><input name=password type=password><button>Sign in</button></form>';
const HTML = { 'content-type': 'text/html; charset=utf-8' };

const data = (location = '/accounts/login/?next=/data') =>
  call({
    id: 'data',
    url: 'https://app.test/data',
    status: 302,
    requestHeaders: { accept: 'application/json' },
    responseHeaders: { ...HTML, location },
  });

export const cases: CauseCases = {
  finds: {
    'a fetch is sent to the sign-in page': { exchanges: [data()] },
    'the page it is sent to was recorded': {
      exchanges: [
        call({
          id: 'page',
          startedAt: NOON + 20,
          url: 'https://app.test/accounts/login/?next=/data',
          redirectedFromId: 'data' as ExchangeId,
          responseHeaders: HTML,
          responseBody: FORM,
        }),
        data(),
      ],
    },
    'the page itself comes under the address of the data': {
      exchanges: [call({ url: 'https://app.test/data', responseHeaders: HTML, responseBody: FORM })],
    },
    // Cloudflare Access, oauth2-proxy, Google IAP: the page is at another site, and CORS hides it.
    'the sign-in page is at another site and CORS hides it': {
      exchanges: [
        data('https://team.cloudflareaccess.com/cdn-cgi/access/login/app.test?kid=1'),
        call({
          id: 'there',
          startedAt: NOON + 20,
          url: 'https://team.cloudflareaccess.com/cdn-cgi/access/login/app.test?kid=1',
          redirectedFromId: 'data' as ExchangeId,
          requestHeaders: { origin: 'https://app.test', 'sec-fetch-site': 'cross-site' },
          responseHeaders: HTML,
          failure: 'net::ERR_FAILED',
        }),
      ],
    },
  },
  ignores: {
    'the server said 401 itself': {
      exchanges: [
        call({ url: 'https://app.test/data', status: 401, responseHeaders: HTML, responseBody: FORM }),
      ],
    },
    'the page was redirected elsewhere': { exchanges: [data('/v2/data')] },
    'a navigation, sent to sign-in as it should be': {
      exchanges: [
        call({
          kind: 'navigation',
          url: 'https://app.test/data',
          status: 302,
          responseHeaders: { location: '/accounts/login/?next=/data' },
        }),
      ],
    },
  },
};
