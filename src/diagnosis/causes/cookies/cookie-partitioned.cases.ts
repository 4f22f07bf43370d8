import type { CauseCases } from '../../engine/cause-cases.ts';
import { CROSS_SITE, held, SESSION, signIn, whoAmI } from './session.fixture.ts';

const attributes = 'Path=/; HttpOnly; Secure; SameSite=None; Partitioned';
const blocked = { ...CROSS_SITE, 'sec-fetch-storage-access': 'none' };
const elsewhere = { initiator: 'https://news.test', topLevelUrl: 'https://news.test/' };

export const cases: CauseCases = {
  finds: {
    'signed in within one site, asked within another': {
      exchanges: [
        signIn(attributes, { ...elsewhere, requestHeaders: blocked }),
        whoAmI({ requestHeaders: blocked }),
      ],
    },
    'signed in at the service itself, asked from a page of another site': {
      exchanges: [
        signIn(attributes, {
          initiator: 'https://api.other.test',
          topLevelUrl: 'https://api.other.test/',
          requestHeaders: { 'sec-fetch-site': 'same-origin' },
        }),
        whoAmI(),
      ],
    },
    'the jar holds it for another site': {
      exchanges: [whoAmI()],
      jar: [held({ sameSite: 'none', partitionSite: 'https://news.test' })],
    },
  },
  ignores: {
    'signed in and asked within the same site: it went along, and was refused': {
      exchanges: [
        signIn(attributes, { requestHeaders: blocked }),
        whoAmI({ requestHeaders: { ...blocked, cookie: SESSION } }),
      ],
    },
    'it is not partitioned, and the browser blocks third-party cookies': {
      exchanges: [
        signIn('Path=/; HttpOnly; Secure; SameSite=None', { requestHeaders: blocked }),
        whoAmI({ requestHeaders: blocked }),
      ],
    },
  },
};
