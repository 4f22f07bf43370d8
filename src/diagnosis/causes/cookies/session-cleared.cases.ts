import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { loginHere, meHere } from './session.fixture.ts';

const SESSION =
  'connect.sid=s%3AxKJqTfq0UuXefdWdi27xc5IQZWgN5tSB.FHqLYoqRCpKfsOF7PN3hssC5ET3FmFWjpjfd927cnzc';
const RACK = 'rack.session=BAh7BkkiD3Nlc3Npb25faWQGOgZFVG86HVJhY2s6--';
/** As Devise and many a failure app of Warden's write it. */
const WARDEN = '{"error":"You need to sign in or sign up before continuing."}';
const set = loginHere(`${SESSION}; Path=/; HttpOnly; Secure; SameSite=Lax`, { startedAt: NOON - 9_000 });
const cleared = (url: string, line: string) =>
  loginHere(line, { id: 'clear', url, requestHeaders: { cookie: SESSION }, startedAt: NOON - 1_000 });

export const cases: CauseCases = {
  finds: {
    'the user signed out, and something still asks': {
      exchanges: [
        set,
        cleared('https://app.test/logout', 'connect.sid=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'),
        meHere(),
      ],
    },
    'another answer deletes it with Max-Age=0': {
      exchanges: [
        set,
        cleared('https://app.test/api/cart', 'connect.sid=deleted; Path=/; Max-Age=0; HttpOnly'),
        meHere(),
      ],
    },
    'Rack keeps a session for the visitor after the sign-out': {
      exchanges: [
        loginHere(`${RACK}signed-in; path=/; HttpOnly; SameSite=Lax`, {
          url: 'https://app.test/session',
          startedAt: NOON - 9_000,
        }),
        loginHere(`${RACK}empty; path=/; HttpOnly; SameSite=Lax`, {
          id: 'sign-out',
          url: 'https://app.test/sign-out',
          requestHeaders: { cookie: `${RACK}signed-in` },
          startedAt: NOON - 1_000,
        }),
        meHere({ requestHeaders: { cookie: `${RACK}empty` }, responseBody: WARDEN }),
      ],
    },
    'PHP destroys the session and leaves the cookie': {
      exchanges: [
        set,
        loginHere([], {
          id: 'sign-out',
          url: 'https://app.test/logout.php',
          requestHeaders: { cookie: SESSION },
          startedAt: NOON - 1_000,
        }),
        meHere({ requestHeaders: { cookie: SESSION } }),
      ],
    },
  },
  ignores: {
    'signed in again after the sign-out': {
      exchanges: [
        loginHere(`${RACK}empty; path=/; HttpOnly; SameSite=Lax`, {
          id: 'sign-out',
          url: 'https://app.test/sign-out',
          startedAt: NOON - 9_000,
        }),
        loginHere(`${RACK}signed-in; path=/; HttpOnly; SameSite=Lax`, {
          url: 'https://app.test/session',
          startedAt: NOON - 1_000,
        }),
        meHere({ requestHeaders: { cookie: `${RACK}signed-in` }, responseBody: WARDEN }),
      ],
    },
    'the answer deletes it and sets another, which went along': {
      exchanges: [
        set,
        loginHere(
          [
            'connect.sid=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
            'connect.sid=s%3AC7LLSlXNyH9gqAlgfSVLvyuPf5eELl1S; Path=/; HttpOnly; Secure; SameSite=Lax',
          ],
          { id: 'clear', url: 'https://app.test/api/cart', startedAt: NOON - 1_000 },
        ),
        meHere({ requestHeaders: { cookie: 'connect.sid=s%3AC7LLSlXNyH9gqAlgfSVLvyuPf5eELl1S' } }),
      ],
    },
    'what is deleted has another path, and the session went along': {
      exchanges: [
        set,
        cleared('https://app.test/api/cart', 'connect.sid=; Path=/api; Max-Age=0'),
        meHere({ requestHeaders: { cookie: SESSION } }),
      ],
    },
    'it ran out by itself': {
      exchanges: [loginHere(`${SESSION}; Path=/; Max-Age=1; HttpOnly; Secure`), meHere()],
    },
    'what is deleted is no session': {
      exchanges: [cleared('https://app.test/api/cart', 'theme=; Path=/; Max-Age=0'), meHere()],
    },
  },
};
