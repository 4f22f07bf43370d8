import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { loginHere, meHere } from './session.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'express-session, Secure, behind a proxy that it was not told to trust': {
      exchanges: [loginHere([]), meHere()],
    },
    'only a CSRF token was set': {
      exchanges: [
        loginHere('csrftoken=o4AUIz3hhpsTsdmRDu6t34; Path=/; SameSite=Lax'),
        meHere({ requestHeaders: { cookie: 'csrftoken=o4AUIz3hhpsTsdmRDu6t34' } }),
      ],
    },
    'the API says that nobody is signed in': {
      exchanges: [loginHere([]), meHere({ status: 403, responseBody: '{"message":"Please log in"}' })],
    },
  },
  ignores: {
    'nobody signed in': { exchanges: [meHere()] },
    'the sign-in came afterwards': {
      exchanges: [loginHere([], { startedAt: NOON + 5_000 }), meHere()],
    },
    'the sign-in was refused': {
      exchanges: [loginHere([], { status: 422 }), meHere()],
    },
    'the answer to the sign-in says no': {
      exchanges: [loginHere([], { responseBody: '{"error":"wrong password"}' }), meHere()],
    },
    'the form was shown again': {
      exchanges: [
        loginHere([], {
          responseHeaders: { 'content-type': 'text/html' },
          responseBody: '<form method="post"><input type="password" name="password"></form>',
        }),
        meHere(),
      ],
    },
    'what was posted below /auth was no sign-in': {
      exchanges: [loginHere([], { url: 'https://app.test/auth/forgot-password' }), meHere()],
    },
    'the sign-in handed out a token': {
      exchanges: [loginHere([], { responseBody: '{"token":"2YotnFZFEjr1zCsicMWpAA"}' }), meHere()],
    },
    'the server asks for Bearer': {
      exchanges: [loginHere([]), meHere({ responseHeaders: { 'www-authenticate': 'Bearer' } })],
    },
    'the sign-in set a session, and it was sent': {
      exchanges: [
        loginHere('sid=1f2e; Path=/; HttpOnly; Secure'),
        meHere({ requestHeaders: { cookie: 'sid=1f2e' } }),
      ],
    },
    'the jar holds one': {
      exchanges: [loginHere([]), meHere()],
      jar: [
        {
          name: 'sid',
          domain: 'app.test',
          hostOnly: true,
          path: '/',
          secure: true,
          httpOnly: true,
          sameSite: 'lax',
        },
      ],
    },
  },
  cannotTell: {
    'Set-Cookie may have been cut from the record': {
      exchanges: [
        loginHere([], { blindSpots: ['set-cookie', 'cookies'] }),
        meHere({ blindSpots: ['cookies'] }),
      ],
    },
  },
};
