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
    'the sign-in sets no SameSite': {
      exchanges: [signIn('Path=/; HttpOnly; Secure'), whoAmI()],
    },
    'set in the first party, it stays home in a cross-site fetch': {
      exchanges: [signIn('Path=/; HttpOnly; Secure; SameSite=Lax', firstParty), whoAmI()],
    },
    'Flask gave it no SameSite before the recording began': {
      exchanges: [
        whoAmI({
          responseHeaders: { 'content-type': 'text/html; charset=utf-8' },
          responseBody:
            '<!doctype html>\n<html lang=en>\n<title>401 Unauthorized</title>\n<h1>Unauthorized</h1>\n<p>The server could not verify that you are authorized to access the URL requested.</p>\n',
        }),
      ],
      jar: [held({ sameSite: 'unspecified' })],
    },
  },
  ignores: {
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
