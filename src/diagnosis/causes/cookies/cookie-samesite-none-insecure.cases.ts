import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { CROSS_SITE, SESSION, signIn, whoAmI } from './session.fixture.ts';

const blocked = { ...CROSS_SITE, 'sec-fetch-storage-access': 'none' };

export const cases: CauseCases = {
  finds: {
    'the sign-in sets the session with SameSite=None and without Secure': {
      exchanges: [signIn('Path=/; HttpOnly; SameSite=None'), whoAmI()],
    },
    'the browser blocks third-party cookies, too': {
      exchanges: [
        signIn('Path=/; HttpOnly; SameSite=None', { requestHeaders: blocked }),
        whoAmI({ requestHeaders: blocked }),
      ],
    },
  },
  ignores: {
    'Secure is there, and the browser blocks third-party cookies': {
      exchanges: [
        signIn('Path=/; HttpOnly; Secure; SameSite=None', { requestHeaders: blocked }),
        whoAmI({ requestHeaders: blocked }),
      ],
    },
    'a later answer set it as it should be, and the server refuses all the same': {
      exchanges: [
        signIn('Path=/; HttpOnly; SameSite=None'),
        signIn('Path=/; HttpOnly; Secure; SameSite=None', { id: 'again', startedAt: NOON - 1_000 }),
        whoAmI({ requestHeaders: { ...CROSS_SITE, cookie: SESSION } }),
      ],
    },
    'the cookie so set is no session': {
      exchanges: [
        signIn('', { responseHeaders: { 'set-cookie': 'theme=dark; Path=/; SameSite=None' } }),
        whoAmI(),
      ],
    },
  },
};
