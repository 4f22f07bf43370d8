import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { loginHere, meHere } from './session.fixture.ts';

const FASTIFY = 'sessionId=DPpcTsUy-Gp03K21qnA6HZ0bmZdiXYXd.IIHpa0v8ra6eHMA6niVbzGyz0n9OAE1R00Al5pLq4fE';
const onAuth = { url: 'https://app.test/auth/login' };
const me = {
  url: 'https://app.test/api/me',
  responseHeaders: { 'content-type': 'application/json; charset=utf-8' },
  responseBody: '{"statusCode":401,"error":"Unauthorized"}',
};

/** To the provider, back with a code, and to the application, which asks for a sign-in. From oidc-provider and Express. */
function round(id: string, after: number): [Exchange, Exchange, Exchange] {
  const provider = `https://idp.test/auth?client_id=spa&response_type=code&redirect_uri=https%3A%2F%2Fapp.test%2Fcallback&state=${id}`;
  const callback = `https://app.test/callback?code=TUpTqnVoeQYi${after}&state=${id}`;
  const sent = { kind: 'navigation', status: 302 } as const;
  return [
    exchange({
      ...sent,
      id: `${id}-asks`,
      url: provider,
      startedAt: NOON + after,
      responseHeaders: { location: callback },
    }),
    exchange({
      ...sent,
      id: `${id}-callback`,
      url: callback,
      startedAt: NOON + after + 20,
      redirectedFromId: `${id}-asks` as Exchange['id'],
      responseHeaders: { location: '/app', 'set-cookie': 'sid=8xLOxBtZp8; Path=/private; HttpOnly; Secure' },
    }),
    exchange({
      ...sent,
      id,
      url: 'https://app.test/app',
      startedAt: NOON + after + 40,
      redirectedFromId: `${id}-callback` as Exchange['id'],
      responseHeaders: { location: provider },
    }),
  ];
}

export const cases: CauseCases = {
  finds: {
    'Fastify sets it for /auth, and the API is at /api': {
      exchanges: [loginHere(`${FASTIFY}; Path=/auth; HttpOnly; Secure; SameSite=Lax`, onAuth), meHere(me)],
    },
    'it has no Path: the folder of the sign-in': {
      exchanges: [loginHere(`${FASTIFY}; HttpOnly; Secure; SameSite=Lax`, onAuth), meHere(me)],
    },
    'the callback of a sign-in sets it for one folder, and leads to another': {
      exchanges: [...round('first', 0), ...round('second', 200), ...round('main', 400)],
    },
  },
  ignores: {
    'Path is the root, and the session went along': {
      exchanges: [
        loginHere(`${FASTIFY}; Path=/; HttpOnly; Secure; SameSite=Lax`, onAuth),
        meHere({ ...me, requestHeaders: { 'sec-fetch-site': 'same-origin', cookie: FASTIFY } }),
      ],
    },
    'it is what renews tokens, and meant for one place': {
      exchanges: [
        loginHere('refresh_token=8xLOxBtZp8; Path=/auth/refresh; HttpOnly; Secure', onAuth),
        meHere(me),
      ],
    },
    'the sign-in handed out a token, and the cookie keeps a second one': {
      exchanges: [
        loginHere('rt_session=8xLOxBtZp8; Path=/auth; HttpOnly; Secure', {
          ...onAuth,
          responseBody: '{"access_token":"2YotnFZFEjr1zCsicMWpAA"}',
        }),
        meHere(me),
      ],
    },
    'a second session is for this path, and expired': {
      exchanges: [
        loginHere(
          [`${FASTIFY}; Path=/auth; HttpOnly; Secure`, 'app_session=1f; Path=/; Max-Age=1; HttpOnly; Secure'],
          onAuth,
        ),
        meHere(me),
      ],
    },
  },
};
