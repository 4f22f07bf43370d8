import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, comesBack, errorPage } from './refused.fixture.ts';

type Overrides = NonNullable<Parameters<typeof asks>[1]>;

const FRAME = {
  'sec-fetch-dest': 'iframe',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'cross-site',
  'sec-fetch-storage-access': 'active',
};
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';

const frameAsks = (prompt?: string) =>
  asks(prompt === undefined ? {} : { prompt }, {
    kind: 'frame',
    requestHeaders: FRAME,
    responseHeaders: { location: '/interaction/HAV_ec0Lf80', 'x-frame-options': 'SAMEORIGIN' },
  });

/** The sign-in page at the end, as the recording has it. */
const signInPage = (overrides: Overrides = {}) =>
  comesBack(
    {},
    {
      kind: 'frame',
      url: 'https://idp.test/interaction/HAV_ec0Lf80',
      failure: 'net::ERR_BLOCKED_BY_RESPONSE',
      responseBody: '<!doctype html><title>Sign in</title><h1>Sign in</h1>',
      ...overrides,
      requestHeaders: { ...FRAME, ...overrides.requestHeaders },
      responseHeaders: { 'x-frame-options': 'SAMEORIGIN', ...overrides.responseHeaders },
    },
  );

const only = (headers: Overrides['responseHeaders']): Exchange =>
  signInPage({ responseHeaders: { 'x-frame-options': [], ...headers } });

export const cases: CauseCases = {
  finds: {
    'the frame forgot prompt=none and got the sign-in page': {
      exchanges: [frameAsks('login'), signInPage()],
    },
    'the server shows a page in spite of prompt=none': {
      exchanges: [frameAsks('none'), signInPage({ responseHeaders: { 'x-frame-options': 'DENY' } })],
    },
    'the policy forbids it': {
      exchanges: [
        frameAsks('none'),
        only({ 'content-security-policy': "default-src 'self'; frame-ancestors 'none'" }),
      ],
    },
    'the first answer is the page': {
      exchanges: [
        asks(
          {},
          {
            id: 'main',
            kind: 'frame',
            status: 200,
            failure: 'net::ERR_BLOCKED_BY_RESPONSE',
            requestHeaders: FRAME,
            responseHeaders: { 'x-frame-options': 'DENY' },
          },
        ),
      ],
    },
    'Firefox’s record has the header and no error': {
      exchanges: [
        frameAsks('login'),
        comesBack(
          {},
          {
            kind: 'frame',
            url: 'https://idp.test/interaction/HAV_ec0Lf80',
            requestHeaders: { ...FRAME, 'user-agent': FIREFOX },
            responseHeaders: { 'x-frame-options': 'SAMEORIGIN' },
          },
        ),
      ],
    },
  },
  ignores: {
    'the frame holds an error page that says why': {
      exchanges: [
        asks(
          {},
          {
            id: 'main',
            kind: 'frame',
            status: 400,
            failure: 'net::ERR_BLOCKED_BY_RESPONSE',
            responseBody: errorPage('invalid_client', 'client is invalid'),
            responseHeaders: { 'x-frame-options': 'SAMEORIGIN' },
          },
        ),
      ],
    },
    'the page is shown': {
      exchanges: [
        frameAsks('login'),
        comesBack({}, { kind: 'frame', url: 'https://idp.test/interaction/HAV_ec0Lf80' }),
      ],
    },
    'a frame that signs nobody in': {
      exchanges: [signInPage()],
    },
  },
  cannotTell: {
    'no such header was recorded': { exchanges: [frameAsks('none'), only({})] },
  },
};
