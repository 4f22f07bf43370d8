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

/** `response_mode=form_post`, from another site. */
const postedBack = (responseBody: string, cookie?: string) =>
  exchange({
    kind: 'navigation',
    method: 'POST',
    url: 'https://app.test/callback',
    topLevelUrl: 'https://idp.test/',
    status: 400,
    requestHeaders: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://idp.test',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-site': 'cross-site',
      ...(cookie !== undefined && { cookie }),
    },
    requestBody: 'id_token=e30.e30.c2ln&state=lRe69NwtK75cLXs8',
    responseHeaders: { 'content-type': 'text/html' },
    responseBody,
  });

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
    // From the recording oauth-state-missing-form-post-lax.
    'the cookie that keeps it is Lax, and the answer a POST from another site': {
      exchanges: [
        begins('app.test', 'shop=eyJzdGF0ZSI6ImxSZTY5In0; Path=/; Secure; HttpOnly; SameSite=Lax'),
        asks({ response_type: 'id_token', response_mode: 'form_post' }, LED_TO),
        postedBack('Invalid state'),
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
    'the same, and the cookie went along': {
      exchanges: [
        begins('app.test', 'shop=eyJzdGF0ZSI6ImxSZTY5In0; Path=/; Secure; HttpOnly; SameSite=None'),
        asks({ response_type: 'id_token', response_mode: 'form_post' }, LED_TO),
        postedBack('Invalid state', 'shop=eyJzdGF0ZSI6ImxSZTY5In0'),
      ],
    },
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
