import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call } from '../call.fixture.ts';
import { djangoPage, SESSION, SILENT, save } from './csrf.fixture.ts';

/** csrf-csrf: the cookie holds what the header has to repeat. */
const DOUBLE = `${SESSION}; __Host-x-csrf-token=270d988d31bdab52bfa3c1644b5523702b1fb53c13f1739a.bb70180113fcacd8636fdf1c059ac05f`;
const OTHER = '9a7c6b1f2e9a7c6b1f2e9a7c6b1f2e9a7c6b1f2e9a7c6b1f2e.b1c2d3e4f5b1c2d3e4f5';
const SAME = '270d988d31bdab52bfa3c1644b5523702b1fb53c13f1739a.bb70180113fcacd8636fdf1c059ac05f';

const DJANGO = 'csrftoken=rfcPmlgjyIMJyIvpFsWrPXHYOGVN5mK278NA1bcSnEC7pGjfoqx0OaOKPxXBo3Kg';

function handedOut(responseBody: string): Exchange {
  return call({ id: 'token', startedAt: NOON - 1_000, url: 'https://app.test/csrf', responseBody });
}

export const cases: CauseCases = {
  finds: {
    'the header differs from the cookie, and the server says no more than 403': {
      exchanges: [save(DOUBLE, { ...SILENT, requestHeaders: { 'x-csrf-token': OTHER } })],
    },
    'the same, and it says so': {
      exchanges: [
        save(DOUBLE, {
          requestHeaders: { 'x-csrf-token': OTHER },
          responseBody: '{"statusCode":403,"message":"invalid csrf token","error":"Forbidden"}',
        }),
      ],
    },
    'it is another than the one that Lusca handed out, and the 403 says no more': {
      exchanges: [
        handedOut('{"token":"RCV3DoZieOkbS2RCV1mejUbZ75OMQDfwbgRxA="}'),
        save(SESSION, {
          requestHeaders: { 'x-csrf-token': 'bm90IHRoZSB0b2tlbiBvZiB0aGlzIHNlc3Npb24=' },
          responseBody: '{"message":"Forbidden"}',
        }),
      ],
    },
    // From the recording csrf-token-mismatch-before-login-fastify.
    'the sign-in renewed the session that holds the secret': {
      exchanges: [
        exchange({
          id: 'login',
          method: 'POST',
          url: 'https://app.test/login',
          startedAt: NOON - 2_000,
          responseHeaders: { 'set-cookie': 'sessionId=UKWu68YAQWJ_Mw7SSjS3; Path=/; HttpOnly' },
        }),
        save('sessionId=UKWu68YAQWJ_Mw7SSjS3', {
          requestHeaders: { 'csrf-token': 'plr5G2SW-eECZh9YLZ2VusAHenpaVQGJV99peo' },
          responseBody:
            '{"statusCode":403,"code":"FST_CSRF_MISSING_SECRET","error":"Forbidden","message":"Missing csrf secret"}',
        }),
      ],
    },
    'Django, which masks both': {
      exchanges: [
        save(DJANGO, {
          ...djangoPage('CSRF token from the &#x27;X-Csrftoken&#x27; HTTP header incorrect.'),
          requestHeaders: { 'X-CSRFToken': 'b'.repeat(64) },
        }),
      ],
    },
    'Laravel’s session ran out, header and cookie agree': {
      exchanges: [
        save('laravel_session=eyJpdiI6IjVhYmMifQ; XSRF-TOKEN=eyJpdiI6IlNXeHl6In0%3D', {
          status: 419,
          requestHeaders: { 'X-XSRF-TOKEN': 'eyJpdiI6IlNXeHl6In0=' },
          responseBody: '{"message":"CSRF token mismatch."}',
        }),
      ],
    },
    // ActionController::InvalidAuthenticityToken in production: public/422.html
    'Rails answers with its page': {
      exchanges: [
        save('_shop_session=bG9uZ2VyIHRoYW4gZWlnaHQ%3D', {
          status: 422,
          requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
          requestBody: 'authenticity_token=Zm9yZ2VkIGFuZCB0b28gb2xk&item=lamp',
          responseHeaders: { 'content-type': 'text/html' },
          responseBody:
            '<!DOCTYPE html><title>The change you wanted was rejected (422)</title><h1>The change you wanted was rejected.</h1>',
        }),
      ],
    },
    // https://developer.wordpress.org/rest-api/using-the-rest-api/authentication/
    'WordPress does not take the nonce': {
      exchanges: [
        save('wordpress_logged_in_17=mia%7C1795', {
          requestHeaders: { 'X-WP-Nonce': '3f1c9a7b2e' },
          responseBody:
            '{"code":"rest_cookie_invalid_nonce","message":"Cookie check failed","data":{"status":403}}',
        }),
      ],
    },
  },
  ignores: {
    'it is the one handed out, and the 403 says no more': {
      exchanges: [
        handedOut('{"token":"RCV3DoZieOkbS2RCV1mejUbZ75OMQDfwbgRxA="}'),
        save(SESSION, {
          requestHeaders: { 'x-csrf-token': 'RCV3DoZieOkbS2RCV1mejUbZ75OMQDfwbgRxA=' },
          responseBody: '{"message":"Forbidden"}',
        }),
      ],
    },
    'header and cookie agree, and the server says no more than 403': {
      exchanges: [save(DOUBLE, { ...SILENT, requestHeaders: { 'x-csrf-token': SAME } })],
    },
    'no token was sent': {
      exchanges: [save(SESSION, { responseBody: '{"message":"invalid csrf token"}' })],
    },
    'the server speaks of something else': {
      exchanges: [
        save(DOUBLE, {
          requestHeaders: { 'x-csrf-token': OTHER },
          responseBody: '{"message":"Token has expired"}',
        }),
      ],
    },
  },
  cannotTell: {
    'the cookies were cut from the record': {
      exchanges: [
        save('', {
          ...SILENT,
          blindSpots: ['cookies', 'authorization'],
          requestHeaders: { 'x-csrf-token': OTHER },
        }),
      ],
    },
  },
};
