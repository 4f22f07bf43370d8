import type { CauseCases } from '../../engine/cause-cases.ts';
import { frameAsks, nobody, signedIn } from '../oauth/silent.fixture.ts';
import { CROSS_SITE, held, SESSION, signIn, whoAmI } from './session.fixture.ts';

const blocked = { ...CROSS_SITE, 'sec-fetch-storage-access': 'none' };
const DELIVERED = { location: 'https://app.test/callback?code=ovR0vRbENUOAIqH0&state=EZHR1lctERBPNRXb' };
const proper = 'Path=/; HttpOnly; Secure; SameSite=None';

export const cases: CauseCases = {
  finds: {
    'the browser takes no cookie from the sign-in and says why': {
      exchanges: [signIn(proper, { requestHeaders: blocked }), whoAmI({ requestHeaders: blocked })],
    },
    'the jar holds it from a visit to the site itself': {
      exchanges: [whoAmI({ requestHeaders: { ...CROSS_SITE, 'sec-fetch-storage-access': 'inactive' } })],
      jar: [held({ sameSite: 'none' })],
    },
    'a frame asks who is signed in, and the sign-in server gets no cookie': {
      exchanges: [signedIn('secure; samesite=none'), frameAsks('none'), nobody],
    },
    'the same from a record that cookies were cut from': {
      exchanges: [
        signedIn('secure; samesite=none', { responseHeaders: DELIVERED, blindSpots: ['set-cookie'] }),
        frameAsks('none', { blindSpots: ['cookies', 'set-cookie'] }),
        nobody,
      ],
    },
  },
  ignores: {
    'the browser lets third-party cookies pass': {
      exchanges: [signIn(proper), whoAmI({ requestHeaders: { ...CROSS_SITE, cookie: SESSION } })],
    },
    'SameSite=Lax would hold it back as well': {
      exchanges: [whoAmI({ requestHeaders: blocked })],
      jar: [held({ sameSite: 'lax' })],
    },
    'a frame asks, and the session’s own attribute holds it back': {
      exchanges: [signedIn('secure; samesite=lax'), frameAsks('active'), nobody],
    },
    'there is no cookie that would have gone': {
      exchanges: [whoAmI({ requestHeaders: blocked })],
    },
  },
};
