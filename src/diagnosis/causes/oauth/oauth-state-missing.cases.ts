import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, comesBack, isTurnedAway } from './flow.fixture.ts';

/** passport-oauth2, as Express prints it. */
const PASSPORT = '<pre>Unable to verify authorization request state.</pre>';

function begins(host: string, cookie: string): Exchange {
  return exchange({
    id: 'begins',
    kind: 'navigation',
    url: `https://${host}/login`,
    topLevelUrl: `https://${host}/login`,
    startedAt: NOON - 5_000,
    status: 302,
    responseHeaders: { location: 'https://idp.test/auth', 'set-cookie': cookie },
  });
}

const LED_TO = { redirectedFromId: 'begins' as Exchange['id'] };

export const cases: CauseCases = {
  finds: {
    'the application finds none in its session': {
      exchanges: [asks(), isTurnedAway(PASSPORT, {}, { status: 403 })],
    },
    'nothing but the callback was recorded (express-openid-connect)': {
      exchanges: [isTurnedAway('BadRequestError: checks.state argument is missing')],
    },
    'the sign-in began on another host': {
      exchanges: [
        begins('www.app.test', 'txn=a-transaction-kept; Path=/; Secure; HttpOnly; SameSite=Lax'),
        asks({}, LED_TO),
        isTurnedAway('<p>State cookie was missing.</p>'),
      ],
    },
    'the application sends the browser to its sign-in page, which says it (Spring Security)': {
      exchanges: [
        exchange({
          id: 'page',
          kind: 'navigation',
          url: 'https://app.test/login?error',
          startedAt: NOON + 50,
          redirectedFromId: 'main' as Exchange['id'],
          responseHeaders: { 'content-type': 'text/html' },
          responseBody: '<div class="alert">[authorization_request_not_found] </div>',
        }),
        asks(),
        isTurnedAway(undefined, {}, { status: 302, responseHeaders: { location: '/login?error' } }),
      ],
    },
    'the callback is opened again': {
      exchanges: [
        asks(),
        comesBack({}, { status: 302, responseHeaders: { location: '/' } }),
        isTurnedAway(PASSPORT, {}, { status: 403 }),
      ],
    },
    'the request had none': {
      exchanges: [
        asks({ state: undefined }),
        isTurnedAway('state missing from the response', { state: undefined }),
      ],
    },
    'the callback lost it': {
      exchanges: [asks(), isTurnedAway('<h1>Sorry</h1>', { state: undefined, iss: undefined })],
    },
  },
  ignores: {
    'the state is there, and is another': {
      exchanges: [asks(), isTurnedAway('<h1>State mismatch</h1>', { state: 'state-0' })],
    },
    'the callback passes without one': {
      exchanges: [
        asks({ state: undefined }),
        comesBack({ state: undefined }, { id: 'main', startedAt: NOON }),
      ],
    },
    'a page with a code in its address is no callback': {
      exchanges: [asks(), isTurnedAway(PASSPORT, {}, { url: 'https://app.test/vouchers?code=SUMMER' })],
    },
  },
};
