import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { loginHere, meHere } from './session.fixture.ts';

const EXPRESS =
  'connect.sid=s%3AxERtvkPsotkQGm8PP_9HL4JuoGCw8l8M.FSgq6jz%2F7jp0Iuov0a09PM9hoOCHqzeOjGXPN913yNM';
const overHttp = { initiator: 'http://app.test', topLevelUrl: 'http://app.test/', requestHeaders: {} };
const link = { ...overHttp, kind: 'navigation', url: 'http://app.test/me' } as const;

const GORILLA = '_gorilla_csrf=MTc5NTQ2MTkzNnxJbWxTVVUxbFUwdHRaa0pVUXpkWFQyOXRRMjU1';
const forged = {
  method: 'POST',
  status: 403,
  requestHeaders: { 'x-csrf-token': 'PhoAf51f9duJdcnUewDX/HA7wbfLBCm1O/ijf/I4PA+3DgwG' },
  responseBody: 'Forbidden - CSRF token invalid\n',
};

export const cases: CauseCases = {
  finds: {
    'signed in over https, and an old link leads to http': {
      exchanges: [loginHere(`${EXPRESS}; Path=/; HttpOnly; Secure`), meHere(link)],
    },
    'Flask sets it Secure on a site without https': {
      exchanges: [
        loginHere(
          'session=eyJ1c2VyIjoibWlhIn0.awNwfw.Vswf9HxhjYcVFqkcbUfn6z_VruM; Secure; HttpOnly; Path=/',
          {
            ...overHttp,
            url: 'http://app.test/login',
          },
        ),
        meHere({ ...overHttp, url: 'http://app.test/me' }),
      ],
    },
    'Django’s session is Secure, its CSRF cookie is not and goes along': {
      exchanges: [
        loginHere(
          [
            'csrftoken=o4AUIz3hhpsTsdmRDu6t34agHtuxmeQtcZyqcp0I5ombjMorp1lRy0CttoImwSsM; Path=/; SameSite=Lax',
            'sessionid=0i7x29eppff5zhfie4lihmnq907t8irl; HttpOnly; Max-Age=1209600; Path=/; SameSite=Lax; Secure',
          ],
          { ...overHttp, url: 'http://app.test/signin' },
        ),
        meHere({
          ...overHttp,
          url: 'http://app.test/data',
          requestHeaders: {
            cookie: 'csrftoken=o4AUIz3hhpsTsdmRDu6t34agHtuxmeQtcZyqcp0I5ombjMorp1lRy0CttoImwSsM',
          },
        }),
      ],
    },
    'gorilla/csrf sets its cookie Secure on a site without https, and the token goes alone': {
      exchanges: [
        loginHere(`${GORILLA}; HttpOnly; Secure; SameSite=Lax`, {
          ...overHttp,
          method: 'GET',
          url: 'http://app.test/token',
        }),
        meHere({
          ...overHttp,
          ...forged,
          url: 'http://app.test/notes',
        }),
      ],
    },
  },
  ignores: {
    'gorilla/csrf with its cookie, and another token': {
      exchanges: [
        loginHere(`${GORILLA}; HttpOnly; Secure; SameSite=Lax`, {
          ...overHttp,
          method: 'GET',
          url: 'http://app.test/token',
        }),
        meHere({
          ...overHttp,
          ...forged,
          url: 'http://app.test/notes',
          requestHeaders: { ...forged.requestHeaders, cookie: GORILLA },
        }),
      ],
    },
    'the link is https, and the server does not know the session': {
      exchanges: [
        loginHere(`${EXPRESS}; Path=/; HttpOnly; Secure`),
        meHere({ requestHeaders: { 'sec-fetch-site': 'same-origin', cookie: EXPRESS } }),
      ],
    },
    'the page is on localhost, which browsers trust': {
      exchanges: [
        loginHere(`${EXPRESS}; Path=/; HttpOnly; Secure`, {
          url: 'http://localhost:3000/login',
          initiator: 'http://localhost:3000',
          topLevelUrl: 'http://localhost:3000/',
        }),
        meHere({
          url: 'http://localhost:3000/me',
          initiator: 'http://localhost:3000',
          topLevelUrl: 'http://localhost:3000/',
          requestHeaders: { cookie: EXPRESS },
        }),
      ],
    },
    'a bearer token went along': {
      exchanges: [
        loginHere(`${EXPRESS}; Path=/; HttpOnly; Secure`),
        meHere({ ...link, requestHeaders: { authorization: 'Bearer 2YotnFZFEjr1zCsicMWpAA' } }),
      ],
    },
    'what is Secure is no session': {
      exchanges: [
        exchange({
          id: 'page',
          startedAt: NOON - 1_000,
          url: 'https://app.test/',
          responseHeaders: { 'set-cookie': 'theme=dark; Secure' },
        }),
        meHere(link),
      ],
    },
  },
};
