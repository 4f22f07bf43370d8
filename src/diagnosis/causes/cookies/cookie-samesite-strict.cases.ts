import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { held, meHere, signIn, whoAmI } from './session.fixture.ts';

// As @fastify/session sets it, and Fastify answers.
const SET =
  'sessionId=8WW_RRmxcysqD5JQy8f4nWD6cp_wt3jj.YeyTxyQn5RvIs5nkmOsDfmnXZq1kdwNB7hwy8Bs22fY; Path=/; HttpOnly; Secure; SameSite=';

function home(sameSite: string) {
  return exchange({
    id: 'home',
    kind: 'navigation',
    url: 'https://app.test/',
    startedAt: NOON - 2_000,
    requestHeaders: { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' },
    responseHeaders: { 'set-cookie': `${SET}${sameSite}` },
  });
}

const followed = meHere({
  kind: 'navigation',
  url: 'https://app.test/account',
  initiator: 'https://portal.test',
  requestHeaders: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  responseHeaders: { 'content-type': 'application/json; charset=utf-8' },
  responseBody: '{"statusCode":401,"error":"Unauthorized","message":"Sign in first"}',
});

export const cases: CauseCases = {
  finds: {
    'a link of another site leads to the account': { exchanges: [home('Strict'), followed] },
    'a mail program’s link: nobody says who began it, the browser says cross-site': {
      exchanges: [home('Strict'), withoutInitiator()],
    },
    'a cross-site fetch': {
      exchanges: [signIn('Path=/; HttpOnly; Secure; SameSite=Strict'), whoAmI()],
    },
    'the jar holds it as Strict': { exchanges: [whoAmI()], jar: [held({ sameSite: 'strict' })] },
  },
  ignores: {
    'the same link, and the cookie is Lax: it went along, and was refused': {
      exchanges: [
        home('Lax'),
        {
          ...followed,
          request: {
            ...followed.request,
            headers: [...followed.request.headers, { name: 'cookie', value: SET.split(';')[0] ?? '' }],
          },
        },
      ],
    },
    'the address was typed': {
      exchanges: [
        home('Strict'),
        meHere({
          kind: 'navigation',
          requestHeaders: { 'sec-fetch-site': 'none', cookie: SET.split(';')[0] ?? '' },
        }),
      ],
    },
  },
};

function withoutInitiator() {
  const { initiator: _, ...rest } = followed;
  return rest;
}
