import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { ExchangeId } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const bearerRealm = challenge('Bearer realm="api"');
const notProvided = '{"detail":"Authentication credentials were not provided."}';

const RACK = 'rack.session=BAh7B0kiD3Nlc3Npb25faWQGOgZFVG86HVJhY2s6--empty';
const WARDEN = '{"error":"You need to sign in before continuing."}';

export const cases: CauseCases = {
  finds: {
    'a 403 that asks to sign in': {
      exchanges: [refused(undefined, { status: 403, responseBody: '{"message":"Please log in"}' })],
    },
    'Rack opened a session for a visitor, and Warden finds nobody in it': {
      exchanges: [
        call({
          id: 'shop',
          kind: 'navigation',
          url: 'https://app.test/',
          startedAt: NOON - 2_000,
          responseHeaders: { 'set-cookie': `${RACK}; path=/; HttpOnly; SameSite=Lax` },
        }),
        refused(undefined, { requestHeaders: { cookie: RACK }, responseBody: WARDEN }),
      ],
    },
    'the interceptor is not installed': {
      exchanges: [
        refused(undefined, {
          responseHeaders: challenge('Bearer realm="api", DPoP algs="RS256 ES256"'),
          responseBody: expressError('Unauthorized'),
        }),
      ],
    },
    'cookies of a counter and of a setting went along, and no header is asked for': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { cookie: '_ga=GA1.1.1234567.1790000000; theme=dark' },
          responseBody: '{"message":"No token provided"}',
        }),
      ],
    },
    'a CSRF cookie went along, and the API asks for Bearer': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { cookie: 'csrftoken=visAdHKQKBgW9QWTIwpOV6R7mRzvlps8G8lqIyUiqeBlQWdUx6' },
          responseHeaders: bearerRealm,
          responseBody: notProvided,
        }),
      ],
    },
    'FastAPI answers 403 for it': {
      exchanges: [refused(undefined, { status: 403, responseBody: '{"detail":"Not authenticated"}' })],
    },
    '403, and the challenge asks for one': {
      exchanges: [refused(undefined, { status: 403, responseHeaders: bearerRealm })],
    },
    'Echo answers 400, and does not say which of two it is': {
      exchanges: [
        refused(undefined, { status: 400, responseBody: '{"message":"missing or malformed jwt"}\n' }),
      ],
    },
    'the API answers 400 for it': {
      exchanges: [
        refused(undefined, { status: 400, responseBody: '{"error":"Missing Authorization header"}' }),
      ],
    },
    'FastAPI declares the header as a parameter, and answers 422': {
      exchanges: [
        refused(undefined, {
          status: 422,
          responseBody:
            '{"detail":[{"type":"missing","loc":["header","authorization"],"msg":"Field required","input":null}]}',
        }),
      ],
    },
    'Kong asks for an API key': {
      exchanges: [
        refused(undefined, {
          responseHeaders: challenge('Key realm="kong"'),
          responseBody: '{"message":"No API key found in request"}',
        }),
      ],
    },
    'a WebSocket, on which a page cannot set the header': {
      exchanges: [
        refused(undefined, {
          kind: 'websocket',
          url: 'wss://app.test/live',
          requestHeaders: { upgrade: 'websocket', connection: 'Upgrade' },
          responseHeaders: challenge('Bearer realm="live"'),
        }),
      ],
    },
    'the record lacks the header, and the preflight did not ask to send one': {
      exchanges: [
        call({
          id: 'preflight',
          kind: 'preflight',
          method: 'OPTIONS',
          url: 'https://api.app.test/orders',
          status: 204,
          startedAt: NOON - 50,
          requestHeaders: {
            origin: 'https://app.test',
            'access-control-request-headers': 'content-type',
            'access-control-request-method': 'POST',
          },
          responseHeaders: {
            'access-control-allow-origin': 'https://app.test',
            'access-control-allow-headers': 'content-type',
          },
        }),
        refused(undefined, {
          method: 'POST',
          url: 'https://api.app.test/orders',
          preflightId: 'preflight',
          blindSpots: ['authorization', 'cookies', 'set-cookie'],
          responseHeaders: { ...bearerRealm, 'access-control-allow-origin': 'https://app.test' },
        }),
      ],
    },
    'the next request carries a credential, which Bearer could have sent at once': {
      exchanges: [
        refused('Bearer undefined', { id: 'next', startedAt: NOON + 100, responseHeaders: bearerRealm }),
        refused(undefined, { responseHeaders: bearerRealm }),
      ],
    },
  },
  ignores: {
    'another’s token was posted to sign in, and is refused': {
      exchanges: [
        refused(undefined, {
          method: 'POST',
          url: 'https://app.test/api/auth/google',
          requestHeaders: { 'content-type': 'application/json' },
          requestBody: '{"credential":"eyJhbGciOiJSUzI1NiJ9.e30.c2ln"}',
          responseBody: '{"message":"Invalid Google credential"}',
        }),
      ],
    },
    'Rack opened a session for a visitor, who signed in with it': {
      exchanges: [
        call({
          id: 'shop',
          kind: 'navigation',
          url: 'https://app.test/',
          startedAt: NOON - 2_000,
          responseHeaders: { 'set-cookie': `${RACK}; path=/; HttpOnly; SameSite=Lax` },
        }),
        call({
          id: 'sign-in',
          method: 'POST',
          url: 'https://app.test/session',
          startedAt: NOON - 1_000,
          requestHeaders: { cookie: RACK },
          responseBody: '{"user":"mia"}',
        }),
        refused(undefined, { requestHeaders: { cookie: RACK }, responseBody: WARDEN }),
      ],
    },
    'a token went along in the address of the WebSocket': {
      exchanges: [
        refused(undefined, {
          kind: 'websocket',
          url: `wss://app.test/live?token=${bearer().slice(7)}`,
          requestHeaders: { upgrade: 'websocket', connection: 'Upgrade' },
          responseHeaders: challenge('Bearer realm="live"'),
        }),
      ],
    },
    'a token of another kind is missing': {
      exchanges: [refused(undefined, { status: 400, responseBody: '{"error":"Reset token is required"}' })],
    },
    'another header is missing': {
      exchanges: [
        refused(undefined, {
          status: 422,
          responseBody: '{"detail":[{"type":"missing","loc":["header","x-tenant"],"msg":"Field required"}]}',
        }),
      ],
    },
    'a token was sent': {
      exchanges: [refused(bearer(), { responseHeaders: bearerRealm, responseBody: notProvided })],
    },
    'an API key was sent': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { 'x-api-key': 'k-7f3c1a9f6b134f0c9a52' },
          responseHeaders: challenge('Key'),
          responseBody: '{"message":"Unauthorized"}',
        }),
      ],
    },
    'a session cookie went along, and no header is asked for': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { cookie: 'connect.sid=s%3A0MfMGgYW6OP59xpcevHM2dYRB4dnXYTJ' },
          responseBody: 'Unauthorized',
        }),
      ],
    },
    'the header went along until a redirect left the origin': {
      exchanges: [
        call({
          id: 'hop',
          status: 302,
          startedAt: NOON - 100,
          requestHeaders: { authorization: bearer() },
          responseHeaders: { location: 'https://files.app.test/orders.pdf' },
        }),
        refused(undefined, {
          url: 'https://files.app.test/orders.pdf',
          redirectedFromId: 'hop' as ExchangeId,
          responseHeaders: { ...bearerRealm, 'access-control-allow-origin': '*' },
        }),
      ],
    },
    'the next request answers the challenge, as Digest begins': {
      exchanges: [
        refused(
          'Digest username="mia", realm="Orders", nonce="da7d08d360e3aeae", uri="/api/orders", response="x"',
          {
            id: 'answer',
            startedAt: NOON + 100,
            responseHeaders: challenge('Digest realm="Orders", nonce="da7d08d360e3aeaf"'),
          },
        ),
        refused(undefined, { responseHeaders: challenge('Digest realm="Orders", nonce="da7d08d360e3aeae"') }),
      ],
    },
    '403, and the challenge says that the token’s scope is short': {
      exchanges: [
        refused(undefined, {
          status: 403,
          responseHeaders: challenge('Bearer realm="api", error="insufficient_scope"'),
        }),
      ],
    },
    'nobody said that a credential is wanted': {
      exchanges: [refused(undefined, { status: 403, responseBody: '{"message":"Forbidden"}' })],
    },
  },
  cannotTell: {
    'the file was cleaned of credentials': {
      exchanges: [
        refused(undefined, {
          blindSpots: ['authorization', 'cookies', 'set-cookie'],
          responseHeaders: bearerRealm,
          responseBody: notProvided,
        }),
      ],
    },
    'no request headers were recorded': {
      exchanges: [refused(undefined, { blindSpots: ['request-headers'], responseHeaders: bearerRealm })],
    },
  },
};
