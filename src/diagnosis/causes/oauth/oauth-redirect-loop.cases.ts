import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, comesBack, isTurnedAway } from './flow.fixture.ts';

type Hop = Pick<Exchange, 'redirectedFromId'>;
const after = (id: string | undefined): Hop | undefined =>
  id === undefined ? undefined : { redirectedFromId: id as Exchange['id'] };

interface RoundOptions {
  readonly setCookie?: string;
  readonly sent?: string;
  /** The page starts the sign-in by script: no chain of redirects. */
  readonly byScript?: true;
  readonly scope?: string;
  readonly code?: string;
}

/** Request, callback, and the page that sends the browser away again. */
function round(
  number: number,
  startedAt: number,
  options: RoundOptions = {},
): readonly [Exchange, ...Exchange[]] {
  const { setCookie, sent, byScript, scope } = options;
  const before = number > 1 && !byScript ? `page-${number - 1}` : undefined;
  return [
    asks(
      { ...(scope !== undefined && { scope }), state: `s-${number}` },
      { id: `asks-${number}`, startedAt, ...after(before) },
    ),
    comesBack(
      { code: options.code ?? `a-code-for-round-${number}`, state: `s-${number}` },
      {
        id: `back-${number}`,
        startedAt: startedAt + 16,
        endedAt: startedAt + 20,
        ...after(`asks-${number}`),
        ...(!byScript && { status: 302 }),
        responseHeaders: {
          ...(!byScript && { location: '/app' }),
          ...(setCookie !== undefined && { 'set-cookie': setCookie }),
        },
      },
    ),
    ...(byScript
      ? []
      : [
          exchange({
            id: `page-${number}`,
            kind: 'navigation',
            url: 'https://app.test/app',
            topLevelUrl: 'https://app.test/app',
            startedAt: startedAt + 30,
            endedAt: startedAt + 34,
            status: 302,
            ...after(`back-${number}`),
            ...(sent !== undefined && { requestHeaders: { cookie: sent } }),
            responseHeaders: { location: 'https://idp.test/auth' },
          }),
        ]),
  ];
}

const third = (startedAt: number, more: Hop = { redirectedFromId: 'page-2' as Exchange['id'] }) =>
  asks({ state: 's-3' }, { id: 'main', startedAt, ...more });

/** From recordings/oauth-redirect-loop-page: the cookie is set for the callback’s path alone. */
const WRONG_PATH = { setCookie: 'sid=a-session-of-the-app; Path=/callback; Secure; HttpOnly; SameSite=Lax' };
const RIGHT = {
  setCookie: 'sid=a-session-of-the-app; Path=/; Secure; HttpOnly; SameSite=Lax',
  sent: 'sid=a-session-of-the-app',
};

export const cases: CauseCases = {
  finds: {
    'the session cookie is set for another path': {
      exchanges: [...round(1, NOON - 4_000, WRONG_PATH), ...round(2, NOON - 60, WRONG_PATH), third(NOON)],
    },
    'the browser does not take the cookie': {
      exchanges: [
        ...round(1, NOON - 4_000, { setCookie: 'sid=a-session-of-the-app; Domain=other.test; Path=/' }),
        ...round(2, NOON - 60, { setCookie: 'sid=a-session-of-the-app; Domain=other.test; Path=/' }),
        third(NOON),
      ],
    },
    'the cookie is sent, and the application does not know it': {
      exchanges: [...round(1, NOON - 120, RIGHT), ...round(2, NOON - 60, RIGHT), third(NOON)],
    },
    'a page starts it by script': {
      exchanges: [
        ...round(1, NOON - 3_000, { byScript: true }),
        ...round(2, NOON - 1_500, { byScript: true }),
        asks({ state: 's-3' }, { id: 'main', startedAt: NOON }),
      ],
    },
  },
  ignores: {
    'it goes round once only: a second factor, another scope': {
      exchanges: [...round(1, NOON - 60, RIGHT), asks({ state: 's-2' }, { id: 'main', startedAt: NOON })],
    },
    'somebody signs in again, and again, an hour apart': {
      exchanges: [
        ...round(1, NOON - 7_200_000, RIGHT),
        ...round(2, NOON - 3_600_000, RIGHT),
        asks({ state: 's-3' }, { id: 'main', startedAt: NOON }),
      ],
    },
    'three tabs are restored at once, each with a sign-in of its own': {
      exchanges: [
        ...round(1, NOON - 2_000, { byScript: true }),
        ...round(2, NOON - 1_000, { byScript: true }),
        asks({ state: 's-3' }, { id: 'main', startedAt: NOON, requestHeaders: { 'sec-fetch-site': 'none' } }),
      ],
    },
    'each asks for another scope': {
      exchanges: [
        ...round(1, NOON - 120, { ...RIGHT, scope: 'openid' }),
        ...round(2, NOON - 60, { ...RIGHT, scope: 'openid orders' }),
        third(NOON),
      ],
    },
    'the browser comes back without a code: that has causes of its own': {
      exchanges: [
        asks({}, { id: 'asks-1', startedAt: NOON - 90 }),
        comesBack({ code: undefined, error: 'access_denied' }, { id: 'back-1', startedAt: NOON - 80 }),
        asks({}, { id: 'asks-2', startedAt: NOON - 60 }),
        comesBack({ code: undefined, error: 'access_denied' }, { id: 'main', startedAt: NOON - 50 }),
      ],
    },
    'the application refuses the callback': { exchanges: [asks(), isTurnedAway('<h1>State mismatch</h1>')] },
  },
};
