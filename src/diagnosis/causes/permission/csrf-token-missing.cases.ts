import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';
import { djangoPage, SESSION, SILENT, save } from './csrf.fixture.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** @fastify/csrf-protection: the token came with the cookie, the call went without cookies. */
const fastify = {
  token: call({
    id: 'token',
    startedAt: NOON - 1_000,
    url: 'https://app.test/csrf',
    responseHeaders: {
      'set-cookie': '_csrf=Mp4qdkXz2WgRb0VJL18up_e-; Path=/; HttpOnly; Secure; SameSite=Lax',
    },
    responseBody: '{"token":"lhbCeJRA-4mL47t-IirErikeyML_gtPCN-uRgnUYVkuI6TCSABdc"}',
  }),
  save: call({
    method: 'POST',
    url: 'https://app.test/save',
    requestHeaders: { 'csrf-token': 'lhbCeJRA-4mL47t-IirErikeyML_gtPCN-uRgnUYVkuI6TCSABdc' },
    status: 403,
    responseBody:
      '{"statusCode":403,"code":"FST_CSRF_MISSING_SECRET","error":"Forbidden","message":"Missing csrf secret"}',
  }),
};

export const cases: CauseCases = {
  finds: {
    'hapi’s crumb cookie went along without its header, and the 403 says no more': {
      exchanges: [
        call({
          method: 'POST',
          status: 403,
          requestHeaders: {
            'content-type': 'application/json',
            cookie: 'crumb=TwkCi3Lbrs6YPfJmoQToOBvn1uoX_B-Q2Jxq70ssPyx',
          },
          requestBody: '{"item":"lamp"}',
          responseBody: '{"statusCode":403,"error":"Forbidden","message":"Forbidden"}',
        }),
      ],
    },
    'Lusca handed out a token, it was not sent, and the 403 says no more': {
      exchanges: [
        call({
          id: 'token',
          startedAt: NOON - 1_000,
          url: 'https://app.test/csrf',
          responseBody: '{"token":"oG1DeecvsL3zoyqDFUXDWcqhvYkhFePzifQL4="}',
        }),
        save(SESSION, { requestBody: '{"item":"lamp"}', responseBody: '{"message":"Forbidden"}' }),
      ],
    },
    'the words of csurf’s README': {
      exchanges: [
        call({
          method: 'POST',
          status: 403,
          requestHeaders: { 'content-type': 'application/json', cookie: '_csrf=hur4ZU9ACPEVRv0ZV40ZZ33L' },
          requestBody: '{"item":"lamp"}',
          responseBody: 'form tampered with',
        }),
      ],
    },
    'Django finds none': {
      exchanges: [
        save(
          'csrftoken=rfcPmlgjyIMJyIvpFsWrPXHYOGVN5mK2; sessionid=0i7x29eppff5zhfie4lihmnq',
          djangoPage('CSRF token missing.'),
        ),
      ],
    },
    'Django REST framework with a session': {
      exchanges: [
        save('sessionid=0i7x29eppff5zhfie4lihmnq907t8irl', {
          responseBody: '{"detail":"CSRF Failed: CSRF token missing."}',
        }),
      ],
    },
    'Laravel says mismatch of none': {
      exchanges: [
        save('laravel_session=eyJpdiI6IjVhYmMifQ; XSRF-TOKEN=eyJpdiI6IlNXeHl6In0%3D', {
          status: 419,
          responseBody: '{"message":"CSRF token mismatch."}',
        }),
      ],
    },
    'Flask-WTF refuses with 400': {
      exchanges: [
        save('session=eyJjc3JmIjoiYSJ9.aSNd', {
          status: 400,
          requestHeaders: FORM,
          requestBody: 'item=lamp',
          responseHeaders: { 'content-type': 'text/html' },
          responseBody:
            '<!doctype html><title>400 Bad Request</title><h1>Bad Request</h1><p>The CSRF token is missing.</p>',
        }),
      ],
    },
    'the cookie that belongs to it stayed behind': { exchanges: [fastify.token, fastify.save] },
    'the token stands under a name that the server does not read': {
      exchanges: [
        save('csrftoken=rfcPmlgjyIMJyIvpFsWrPXHYOGVN5mK2', {
          ...djangoPage('CSRF token missing.'),
          requestHeaders: { 'X-XSRF-TOKEN': 'rfcPmlgjyIMJyIvpFsWrPXHYOGVN5mK2' },
        }),
      ],
    },
    'Spring Security says no word, and its cookie was there': {
      exchanges: [
        save('JSESSIONID=9A2F0C; XSRF-TOKEN=7d3e1c8a-4f5b-4c1e-9d27-1f0a2b3c4d5e', {
          responseBody:
            '{"timestamp":"2026-11-22T12:00:00.000+00:00","status":403,"error":"Forbidden","path":"/save"}',
        }),
      ],
    },
  },
  ignores: {
    'a token was sent in the form': {
      exchanges: [
        save(SESSION, {
          requestHeaders: FORM,
          requestBody: '_csrf=lhbCeJRA-4mL47t-IirErikeyML&item=lamp',
          responseBody: '{"message":"invalid csrf token"}',
        }),
      ],
    },
    'the same session changed something else without one': {
      exchanges: [
        save(`${SESSION}; XSRF-TOKEN=7d3e1c8a-4f5b-4c1e`, {
          id: 'other',
          startedAt: NOON - 1_000,
          url: 'https://app.test/notes',
          status: 201,
        }),
        save(`${SESSION}; XSRF-TOKEN=7d3e1c8a-4f5b-4c1e`, SILENT),
      ],
    },
    'reading is not checked': {
      exchanges: [save(SESSION, { method: 'GET', responseBody: '{"message":"Forbidden"}' })],
    },
    'a bearer token needs none': {
      exchanges: [
        save(`${SESSION}; XSRF-TOKEN=7d3e1c8a-4f5b-4c1e`, {
          ...SILENT,
          requestHeaders: { authorization: bearer() },
        }),
      ],
    },
    'the server names another reason': {
      exchanges: [
        save(`${SESSION}; XSRF-TOKEN=7d3e1c8a-4f5b-4c1e`, {
          responseBody: '{"message":"Requires role \'admin\'"}',
        }),
      ],
    },
  },
  cannotTell: {
    'the form was not recorded': {
      exchanges: [
        save(SESSION, { blindSpots: ['request-body'], responseBody: '{"message":"invalid csrf token"}' }),
      ],
    },
  },
};
