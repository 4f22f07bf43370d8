import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { bearer } from '../jwt.fixture.ts';
import { held, signIn, whoAmI } from './session.fixture.ts';

const firstParty = {
  initiator: 'https://api.other.test',
  topLevelUrl: 'https://api.other.test/',
  requestHeaders: { 'sec-fetch-site': 'same-origin' },
} as const;

export const cases: CauseCases = {
  finds: {
    'the cross-site sign-in sets it with SameSite=Lax, and the browser does not take it': {
      exchanges: [signIn('Path=/; HttpOnly; Secure; SameSite=Lax'), whoAmI()],
    },
    'set in the first party, it stays home in a cross-site fetch': {
      exchanges: [signIn('Path=/; HttpOnly; Secure; SameSite=Lax', firstParty), whoAmI()],
    },
    'the jar holds it as Lax': {
      exchanges: [whoAmI()],
      jar: [held()],
    },
  },
  ignores: {
    'it says nothing of SameSite, which has a name of its own': {
      exchanges: [signIn('Path=/; HttpOnly; Secure'), whoAmI()],
    },
    'it is SameSite=None, and the server refuses the session that was sent': {
      exchanges: [
        signIn('Path=/; HttpOnly; Secure; SameSite=None'),
        whoAmI({
          requestHeaders: { 'sec-fetch-site': 'cross-site', cookie: 'connect.sid=s%3A0MfMGgYW6OP59xpc' },
        }),
      ],
    },
    'the request stays on the site': {
      exchanges: [signIn('Path=/; HttpOnly; Secure; SameSite=Lax', firstParty), whoAmI(firstParty)],
    },
    'what is held back is a CSRF token': {
      exchanges: [whoAmI()],
      jar: [held({ name: 'csrftoken', httpOnly: false })],
    },
    'a token was sent, and no cookie was wanted': {
      exchanges: [
        whoAmI({
          requestHeaders: { 'sec-fetch-site': 'cross-site', authorization: bearer() },
          responseHeaders: { 'www-authenticate': 'Bearer error="invalid_token"' },
        }),
      ],
      jar: [held()],
    },
    'the cookie was set only afterwards': {
      exchanges: [
        whoAmI({ id: 'earlier', startedAt: NOON - 10_000 }),
        signIn('Path=/; HttpOnly; Secure; SameSite=None'),
        whoAmI({
          requestHeaders: { 'sec-fetch-site': 'cross-site', cookie: 'connect.sid=s%3A0MfMGgYW6OP59xpc' },
        }),
      ],
      jar: [held({ name: 'connect.sid', sameSite: 'none' })],
    },
  },
};
