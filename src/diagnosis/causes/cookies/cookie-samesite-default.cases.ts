import type { CauseCases } from '../../engine/cause-cases.ts';
import { CROSS_SITE, held, SESSION, signIn, whoAmI } from './session.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'the sign-in sets no SameSite': {
      exchanges: [signIn('Path=/; HttpOnly; Secure'), whoAmI()],
    },
    'SameSite has a value that no browser knows': {
      exchanges: [signIn('Path=/; HttpOnly; Secure; SameSite=Always'), whoAmI()],
    },
    'Flask gave it none before the recording began': {
      exchanges: [
        whoAmI({
          responseHeaders: { 'content-type': 'text/html; charset=utf-8' },
          responseBody:
            '<!doctype html>\n<html lang=en>\n<title>401 Unauthorized</title>\n<h1>Unauthorized</h1>\n<p>The server could not verify that you are authorized to access the URL requested. You either supplied the wrong credentials (e.g. a bad password), or your browser doesn&#39;t understand how to supply the credentials required.</p>\n',
        }),
      ],
      jar: [held({ sameSite: 'unspecified' })],
    },
  },
  ignores: {
    'it says Lax': {
      exchanges: [signIn('Path=/; HttpOnly; Secure; SameSite=Lax'), whoAmI()],
    },
    'it says None, and went along': {
      exchanges: [
        signIn('Path=/; HttpOnly; Secure; SameSite=None'),
        whoAmI({ requestHeaders: { ...CROSS_SITE, cookie: SESSION } }),
      ],
    },
    'another session went along': {
      exchanges: [
        signIn('Path=/; HttpOnly; Secure; SameSite=None'),
        whoAmI({ requestHeaders: { ...CROSS_SITE, cookie: SESSION } }),
      ],
      jar: [held({ name: 'remember_me', sameSite: 'unspecified' })],
    },
    'the server names another reason': {
      exchanges: [whoAmI({ status: 403, responseBody: '{"error":"CSRF token missing"}' })],
      jar: [held({ sameSite: 'unspecified' })],
    },
  },
};
