import type { CauseCases } from '../../engine/cause-cases.ts';
import { CROSS_SITE, held, SESSION, signIn, whoAmI } from './session.fixture.ts';

const SAME_SITE = {
  origin: 'https://app.test',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-site',
} as const;
const lax = 'Path=/; HttpOnly; Secure; SameSite=Lax';
const login = { url: 'https://api.app.test/login', requestHeaders: SAME_SITE };
const me = { url: 'https://api.app.test/me', requestHeaders: SAME_SITE };
const photo = { kind: 'image', url: 'https://api.app.test/photos/1' } as const;
const chrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

export const cases: CauseCases = {
  finds: {
    'fetch to another origin of the site leaves the session out': {
      exchanges: [signIn(lax, login), whoAmI(me)],
    },
    'the jar holds it, and nothing held it back': {
      exchanges: [whoAmI(me)],
      jar: [held({ domain: 'api.app.test' })],
    },
    'an image with crossorigin, for a canvas': {
      exchanges: [signIn(lax, login), whoAmI({ ...photo, requestHeaders: SAME_SITE })],
    },
    'across sites, the browser’s own header for credentials is missing': {
      exchanges: [
        signIn('Path=/; HttpOnly; Secure; SameSite=None'),
        whoAmI({
          requestHeaders: {
            origin: 'https://app.test',
            'sec-fetch-mode': 'cors',
            'sec-fetch-site': 'cross-site',
            'user-agent': chrome,
          },
        }),
      ],
    },
  },
  ignores: {
    'an image without the attribute is asked for with cookies: this one is gone': {
      exchanges: [
        signIn(lax, login),
        whoAmI({ ...photo, requestHeaders: { 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'same-site' } }),
      ],
    },
    'the session was sent, and the server does not know it': {
      exchanges: [signIn(lax, login), whoAmI({ ...me, requestHeaders: { ...SAME_SITE, cookie: SESSION } })],
    },
    'the cookie is for another path': {
      exchanges: [signIn('Path=/auth; HttpOnly; Secure; SameSite=Lax', login), whoAmI(me)],
    },
    'across sites nothing tells that it was made without': {
      exchanges: [
        whoAmI({
          requestHeaders: {
            origin: 'https://app.test',
            'sec-fetch-mode': 'cors',
            'sec-fetch-site': 'cross-site',
            'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
          },
        }),
      ],
      jar: [held({ sameSite: 'none' })],
    },
    'made with credentials, and SameSite=Lax held the session back': {
      exchanges: [whoAmI({ requestHeaders: CROSS_SITE })],
      jar: [held()],
    },
  },
  cannotTell: {
    'the record holds no cookies': {
      exchanges: [whoAmI({ ...me, blindSpots: ['cookies', 'set-cookie'] })],
      jar: [held({ domain: 'api.app.test' })],
    },
  },
};
