import type { CauseCases } from '../../engine/cause-cases.ts';
import { loginHere, meHere } from './session.fixture.ts';

// As koa-session writes it.
const KOA = '__Host-app=eyJ1c2VyIjoibWlhIiwiX2V4cGlyZSI6MTc5NTQ3MzkwMDU5OCwiX21heEFnZSI6ODY0MDAwMDB9';

export const cases: CauseCases = {
  finds: {
    '__Host- with a Domain': {
      exchanges: [loginHere(`${KOA}; path=/; domain=app.test; secure; httponly`), meHere()],
    },
    '__Host- with another path': {
      exchanges: [loginHere(`${KOA}; path=/app; secure; httponly`), meHere()],
    },
    '__Secure- without Secure': {
      exchanges: [loginHere('__Secure-session=1f2e; Path=/; HttpOnly'), meHere()],
    },
  },
  ignores: {
    'the prefix is kept, and the server refuses what was sent': {
      exchanges: [
        loginHere(`${KOA}; path=/; secure; httponly`),
        meHere({ requestHeaders: { 'sec-fetch-site': 'same-origin', cookie: KOA } }),
      ],
    },
    'without the prefix, Domain may stand there': {
      exchanges: [
        loginHere('app_session=1f2e; path=/; domain=app.test; secure; httponly'),
        meHere({ requestHeaders: { 'sec-fetch-site': 'same-origin', cookie: 'app_session=1f2e' } }),
      ],
    },
    'what was refused is no session': {
      exchanges: [loginHere('__Host-theme=dark; path=/app; secure'), meHere()],
    },
  },
};
