import type { CauseCases } from '../../engine/cause-cases.ts';
import { loginHere, meHere } from './session.fixture.ts';

const LONG = 'e'.repeat(4090);

export const cases: CauseCases = {
  finds: {
    'a session kept whole in the cookie is longer than 4096 bytes': {
      exchanges: [loginHere(`session=${LONG}; Path=/; HttpOnly; Secure`), meHere()],
    },
    'a control character stands in the value': {
      exchanges: [loginHere('session=mia\u0001berger; Path=/; HttpOnly; Secure'), meHere()],
    },
    'Partitioned without Secure': {
      exchanges: [loginHere('session=1f2e; Path=/; HttpOnly; Partitioned'), meHere()],
    },
  },
  ignores: {
    'it is just short enough, went along, and was refused': {
      exchanges: [
        loginHere(`session=${'e'.repeat(4089)}; Path=/; HttpOnly; Secure`),
        meHere({
          requestHeaders: { 'sec-fetch-site': 'same-origin', cookie: `session=${'e'.repeat(4089)}` },
        }),
      ],
    },
    'what is too long is no session': {
      exchanges: [loginHere(`theme=${LONG}x; Path=/`), meHere()],
    },
    'the server wants a token': {
      exchanges: [
        loginHere(`session=${LONG}; Path=/; HttpOnly; Secure`),
        meHere({ requestHeaders: { authorization: 'Bearer 2YotnFZFEjr1zCsicMWpAA' } }),
      ],
    },
  },
};
