import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';
import { expressBehindNginx, nginxPage } from './pages.fixture.ts';

const sid = 'connect.sid=s%3ALIl0ecr8gTZg-82qMQ76OCvRJ07pG3JE';
const signIn = (responseHeaders: Readonly<Record<string, string>>) =>
  call({
    id: 'login',
    startedAt: NOON - 1_000,
    method: 'POST',
    url: 'https://app.test/login',
    responseHeaders: { ...responseHeaders, 'set-cookie': `${sid}; Path=/; HttpOnly` },
  });
const bare = challenge('Bearer realm="api"');

export const cases: CauseCases = {
  finds: {
    'nginx empties the header, and the API asks as if there were none': {
      exchanges: [
        refused(bearer(), {
          responseHeaders: { ...expressBehindNginx, ...bare },
          responseBody: expressError('Unauthorized'),
        }),
      ],
    },
    'nothing of the proxy shows, and Django says that none was provided': {
      exchanges: [
        refused(bearer(), {
          responseHeaders: { ...bare, server: 'WSGIServer/0.2 CPython/3.11.2' },
          responseBody: '{"detail":"Authentication credentials were not provided."}',
        }),
      ],
    },
    'Apache in front of a program that asks for Basic': {
      exchanges: [
        refused('Basic bWlhOmxhbXAtNDcxMQ==', {
          responseHeaders: {
            ...challenge('Basic realm="Authentication Required"'),
            server: 'Apache/2.4.71 (Debian)',
          },
          responseBody: 'Unauthorized Access',
        }),
      ],
    },
    'nginx drops header names with an underscore': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { api_key: 'k-5f2a77' },
          responseHeaders: { server: 'nginx/1.22.1', ...challenge('ApiKey realm="Authentication Required"') },
          responseBody: 'Unauthorized Access',
        }),
      ],
    },
    'the sub-request of nginx has no cookies': {
      exchanges: [
        signIn(expressBehindNginx),
        refused(undefined, {
          requestHeaders: { cookie: sid },
          responseHeaders: { server: 'nginx/1.22.1' },
          responseBody: nginxPage('401 Authorization Required'),
        }),
      ],
    },
  },
  ignores: {
    'Echo takes “bearer” in no other spelling than its own, and says missing or malformed': {
      exchanges: [
        refused(bearer().replace('Bearer', 'bearer'), {
          responseHeaders: expressBehindNginx,
          responseBody: '{"message":"missing or malformed jwt"}',
        }),
      ],
    },
    'the API names an error, so it saw the token': {
      exchanges: [
        refused(bearer(), {
          responseHeaders: { ...expressBehindNginx, ...challenge('Bearer error="invalid_token"') },
        }),
      ],
    },
    'the token has expired': {
      exchanges: [
        refused(bearer({ exp: NOON / 1_000 - 3_600 }), {
          responseHeaders: { ...expressBehindNginx, ...bare },
        }),
      ],
    },
    'Laravel says Unauthenticated of every bad token': {
      exchanges: [
        refused(bearer(), {
          responseHeaders: { server: 'nginx/1.22.1' },
          responseBody: '{"message":"Unauthenticated."}',
        }),
      ],
    },
    'another scheme is asked for': {
      exchanges: [
        refused(bearer(), {
          responseHeaders: { ...expressBehindNginx, ...challenge('Token') },
          responseBody: '{"detail":"Authentication credentials were not provided."}',
        }),
      ],
    },
    'nobody stands between, and nobody says that it is missing': {
      exchanges: [refused(bearer(), { responseHeaders: bare })],
    },
    'the same request was accepted before': {
      exchanges: [
        call({ id: 'before', startedAt: NOON - 1_000, requestHeaders: { authorization: bearer() } }),
        refused(bearer(), { responseHeaders: { ...expressBehindNginx, ...bare } }),
      ],
    },
    'Apache accepted Authorization before': {
      exchanges: [
        call({
          id: 'before',
          startedAt: NOON - 1_000,
          url: 'https://app.test/api/me',
          requestHeaders: { authorization: 'Basic bWlhOmxhbXAtMTc=' },
        }),
        refused('Basic bWlhOmxhbXAtNDcxMQ==', {
          responseHeaders: { ...challenge('Basic realm="x"'), server: 'Apache/2.4.71 (Debian)' },
        }),
      ],
    },
  },
  cannotTell: {
    'the file was cleaned, and the preflight asked to send the header': {
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
            'access-control-request-headers': 'authorization',
            'access-control-request-method': 'GET',
          },
          responseHeaders: {
            'access-control-allow-origin': 'https://app.test',
            'access-control-allow-headers': 'authorization',
          },
        }),
        refused(undefined, {
          url: 'https://api.app.test/orders',
          preflightId: 'preflight',
          blindSpots: ['authorization', 'cookies', 'set-cookie'],
          responseHeaders: { ...bare, 'access-control-allow-origin': 'https://app.test' },
        }),
      ],
    },
  },
};
