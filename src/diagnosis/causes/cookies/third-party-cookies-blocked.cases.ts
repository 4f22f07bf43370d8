import type { CauseCases } from '../../engine/cause-cases.ts';
import { CROSS_SITE, held, SESSION, signIn, whoAmI } from './session.fixture.ts';

const blocked = { ...CROSS_SITE, 'sec-fetch-storage-access': 'none' };
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
  },
  ignores: {
    'the browser lets third-party cookies pass': {
      exchanges: [signIn(proper), whoAmI({ requestHeaders: { ...CROSS_SITE, cookie: SESSION } })],
    },
    'SameSite=Lax would hold it back as well': {
      exchanges: [whoAmI({ requestHeaders: blocked })],
      jar: [held({ sameSite: 'lax' })],
    },
    'there is no cookie that would have gone': {
      exchanges: [whoAmI({ requestHeaders: blocked })],
    },
  },
};
