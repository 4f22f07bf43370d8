import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { loginHere, meHere } from './session.fixture.ts';

const SESSION =
  'connect.sid=s%3AgP6mJPGJ5-KOk-QaYNJpt2TjJ79zHbgi.pkgvYvS9%2Fb3LJ6uScK9uSeasKS2%2BFkTEuqivDWqyVHM';
const withSession = { requestHeaders: { 'sec-fetch-site': 'same-origin', cookie: SESSION } };
const passed = { ...withSession, status: 200, responseBody: '{"user":"mia"}' };

export const cases: CauseCases = {
  finds: {
    'two instances with a store each: the same request passes and fails by turns': {
      exchanges: [
        meHere({ ...passed, id: 'later', startedAt: NOON + 20 }),
        loginHere(`${SESSION}; Path=/; HttpOnly; Secure`),
        meHere({ ...passed, id: 'before', startedAt: NOON - 1_000 }),
        meHere(withSession),
      ],
    },
    'it worked before a restart of the server': {
      exchanges: [meHere({ ...passed, id: 'before', startedAt: NOON - 60_000 }), meHere(withSession)],
    },
    'the proxy asks a service about the session and leaves the cookie out': {
      exchanges: [loginHere(`${SESSION}; Path=/; HttpOnly; Secure; SameSite=Lax`), meHere(withSession)],
    },
    'set before the recording began': { exchanges: [meHere(withSession)] },
    'the server says that it does not know it': {
      exchanges: [meHere({ ...withSession, responseBody: '{"error":"Session not found"}' })],
    },
    'Sinatra sets the session anew with each answer, and rack-protection empties it for a POST': {
      exchanges: [
        loginHere('rack.session=first; path=/; HttpOnly', {
          url: 'https://app.test/session',
          startedAt: NOON - 9_000,
          responseHeaders: { 'content-type': 'text/html;charset=utf-8' },
          responseBody: '{}',
        }),
        meHere({
          ...passed,
          id: 'me',
          startedAt: NOON - 2_000,
          requestHeaders: { cookie: 'rack.session=first' },
          responseHeaders: { 'set-cookie': 'rack.session=second; path=/; HttpOnly' },
        }),
        meHere({
          method: 'POST',
          url: 'https://app.test/basket',
          requestHeaders: { cookie: 'rack.session=second' },
          responseBody: '{"error":"Not authenticated"}',
        }),
      ],
    },
  },
  ignores: {
    'no session went along': {
      exchanges: [loginHere([]), meHere()],
    },
    'it was set for a visitor whom nobody signed in': {
      exchanges: [
        loginHere(`${SESSION}; Path=/; HttpOnly; Secure`, { method: 'GET', url: 'https://app.test/' }),
        meHere(withSession),
      ],
    },
    'it is a permission that is missing': {
      exchanges: [
        loginHere(`${SESSION}; Path=/; HttpOnly; Secure`),
        meHere({ ...withSession, status: 403, responseBody: '{"error":"Forbidden"}' }),
      ],
    },
    'the server asks for Bearer': {
      exchanges: [meHere({ ...withSession, responseHeaders: { 'www-authenticate': 'Bearer' } })],
    },
    'the server asks for a CSRF token': {
      exchanges: [meHere({ ...withSession, responseBody: '{"error":"invalid csrf token"}' })],
    },
    'it is the sign-in itself that is refused': {
      exchanges: [
        meHere({ ...withSession, method: 'POST', url: 'https://app.test/login', requestBody: 'user=mia' }),
      ],
    },
    'what went along is no session': {
      exchanges: [meHere({ requestHeaders: { cookie: '_ga=GA1.1.1; theme=dark' } })],
    },
  },
};
