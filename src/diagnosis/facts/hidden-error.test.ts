import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { expectQuick, MEGABYTES } from '../../protocol/hostile.fixture.ts';
import { hiddenError } from './hidden-error.ts';

function reading(responseBody: string, url = 'https://api.app.test/graphql', headers = {}) {
  return hiddenError(exchange({ url, responseBody, responseHeaders: headers }));
}

function means(body: unknown, url?: string): string {
  const found = reading(typeof body === 'string' ? body : JSON.stringify(body), url);
  return found ? `${found.means} by ${found.by}` : 'nothing';
}

describe('an error inside a success', () => {
  it.each<[string, unknown, string]>([
    [
      'Apollo Server',
      '{"errors":[{"message":"You must be logged in to view this.","locations":[{"line":1,"column":3}],"path":["me"],"extensions":{"code":"UNAUTHENTICATED"}}],"data":{"me":null}}\n',
      'unauthenticated by code',
    ],
    [
      'Apollo, forbidden',
      { errors: [{ message: '…', extensions: { code: 'FORBIDDEN' } }] },
      'forbidden by code',
    ],
    [
      'Hasura without access',
      {
        errors: [
          {
            extensions: { path: '$', code: 'access-denied' },
            message: 'x-hasura-admin-secret/x-hasura-access-key required',
          },
        ],
      },
      'forbidden by code',
    ],
    [
      'Hasura with a bad token',
      {
        errors: [
          { extensions: { path: '$', code: 'invalid-jwt' }, message: 'Could not verify JWT: JWTExpired' },
        ],
      },
      'unauthenticated by code',
    ],
    [
      'GraphQL Yoga, which masks everything else',
      {
        data: null,
        errors: [
          { message: 'Unauthenticated', extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } },
        ],
      },
      'unauthenticated by code',
    ],
    [
      'AWS AppSync',
      {
        data: { listOrders: null },
        errors: [
          {
            path: ['listOrders'],
            data: null,
            errorType: 'Unauthorized',
            errorInfo: null,
            message: 'Not Authorized to access listOrders on type Query',
          },
        ],
      },
      'forbidden by code',
    ],
    [
      'GitHub',
      {
        data: { repository: null },
        errors: [
          { type: 'FORBIDDEN', path: ['repository'], message: 'Resource not accessible by integration' },
        ],
      },
      'forbidden by code',
    ],
    [
      'Shopify',
      {
        data: null,
        errors: [
          {
            message: 'Access denied for products field. Required access: `read_products` access scope.',
            extensions: { code: 'ACCESS_DENIED', requiredAccess: '`read_products` access scope.' },
            path: ['products'],
          },
        ],
      },
      'forbidden by code',
    ],
    [
      'WPGraphQL',
      {
        errors: [{ message: 'Sorry, you are not allowed to do that', extensions: {} }],
        data: { updatePost: null },
      },
      'forbidden by words',
    ],
    [
      'Hot Chocolate',
      {
        errors: [
          {
            message: 'The current user is not authorized to access this resource.',
            extensions: { code: 'AUTH_NOT_AUTHORIZED' },
          },
        ],
      },
      'forbidden by code',
    ],
    [
      'Spring for GraphQL',
      {
        errors: [{ message: 'Unauthorized', path: ['me'], extensions: { classification: 'UNAUTHORIZED' } }],
        data: { me: null },
      },
      'unauthenticated by code',
    ],
    [
      'Apollo wrapping what the resolver threw',
      {
        errors: [{ message: 'jwt expired', path: ['me'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
        data: { me: null },
      },
      'unauthenticated by words',
    ],
    [
      'Nest in Apollo',
      {
        errors: [
          {
            message: 'Unauthorized',
            extensions: {
              code: 'INTERNAL_SERVER_ERROR',
              originalError: { statusCode: 401, message: 'Unauthorized' },
            },
          },
        ],
        data: null,
      },
      'unauthenticated by code',
    ],
    [
      'a batch of GraphQL of which all fail',
      [
        {
          data: { a: null },
          errors: [{ message: 'x', path: ['a'], extensions: { code: 'UNAUTHENTICATED' } }],
        },
        {
          data: { b: null },
          errors: [{ message: 'x', path: ['b'], extensions: { code: 'UNAUTHENTICATED' } }],
        },
      ],
      'unauthenticated by code',
    ],
    ['Slack', { ok: false, error: 'invalid_auth' }, 'unauthenticated by code'],
    [
      'Slack, scope',
      { ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'identify' },
      'forbidden by code',
    ],
    ['a status in the body', { code: 401, msg: '认证失败，无法访问系统资源' }, 'unauthenticated by code'],
    ['a status as text', { status: '403', message: 'Forbidden', data: null }, 'forbidden by code'],
    [
      'an error with a code',
      { error: { code: 'TOKEN_EXPIRED', message: 'Token expired' } },
      'unauthenticated by code',
    ],
    ['success: false with words', { success: false, message: 'Invalid token' }, 'unauthenticated by words'],
    ['a sentence as error', { error: 'You do not have permission to do this' }, 'forbidden by words'],
    [
      'WeChat',
      { errcode: 42001, errmsg: 'access_token expired, session expired' },
      'unauthenticated by words',
    ],
    ['JSON:API', { errors: [{ status: '401', title: 'Unauthorized' }] }, 'unauthenticated by code'],
    [
      'tRPC in a batch',
      [
        {
          error: {
            json: { message: 'UNAUTHORIZED', code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 401 } },
          },
        },
      ],
      'unauthenticated by code',
    ],
    [
      'JSON-RPC',
      { jsonrpc: '2.0', id: 7, error: { code: -32001, message: 'Unauthorized request' } },
      'unauthenticated by words',
    ],
    [
      'Odoo',
      {
        jsonrpc: '2.0',
        id: 1,
        error: {
          code: 100,
          message: 'Odoo Session Expired',
          data: { name: 'odoo.http.SessionExpiredException' },
        },
      },
      'unauthenticated by code',
    ],
    [
      'Microsoft Graph in a batch',
      { responses: [{ id: '1', status: 401, body: {} }] },
      'unauthenticated by code',
    ],
    [
      'Bayeux',
      [{ channel: '/meta/handshake', successful: false, error: '403::Handshake denied' }],
      'forbidden by code',
    ],
    [
      'a stream that begins and ends with the error',
      'event: error\ndata: {"type":"error","error":{"type":"authentication_error","message":"invalid key"}}\n\n',
      'unauthenticated by code',
    ],
    [
      'incremental delivery',
      '\r\n---\r\ncontent-type: application/json\r\n\r\n{"errors":[{"message":"x","extensions":{"code":"FORBIDDEN"}}]}\r\n-----\r\n'.trimStart(),
      'forbidden by code',
    ],
    ['Flickr', { stat: 'fail', code: 98, message: 'Invalid auth token' }, 'unauthenticated by words'],
    ['a number of its own', { code: 40101, message: 'Token expired' }, 'unauthenticated by words'],
    ['Socket.IO', '44{"message":"jwt expired"}', 'unauthenticated by words'],
    [
      'Socket.IO in a namespace',
      '44/admin,{"message":"not authorized","data":{"code":403}}',
      'forbidden by code',
    ],
    ['Socket.IO 2', '28:44"Authentication error"', 'unauthenticated by words'],
    [
      'WS-Security',
      '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault><faultcode>wsse:FailedAuthentication</faultcode><faultstring>The security token could not be authenticated</faultstring></soap:Fault></soap:Body></soap:Envelope>',
      'unauthenticated by code',
    ],
  ])('%s', (_, body, expected) => {
    expect(means(body, 'https://api.app.test/v1/call')).toBe(expected);
  });

  it('stands in the trailer of gRPC-web', () => {
    const type = { 'content-type': 'application/grpc-web+proto' };
    expect(
      reading('', undefined, { ...type, 'grpc-status': '16', 'grpc-message': 'token expired' }),
    ).toMatchObject({
      means: 'unauthenticated',
      messages: ['token expired'],
    });
    expect(reading('\u0080\0\0\0\u000fgrpc-status:7\r\n', undefined, type)?.means).toBe('forbidden');
    const text = Buffer.from('\x80\0\0\0\x10grpc-status:16\r\n', 'latin1').toString('base64');
    expect(reading(text, undefined, { 'content-type': 'application/grpc-web-text+proto' })?.means).toBe(
      'unauthenticated',
    );
    expect(reading('\u0080\0\0\0\u000fgrpc-status:0\r\n', undefined, type)).toBeUndefined();
  });

  it('is quoted as it stands in the body', () => {
    expect(reading('{"success":false,"message":"Invalid token"}')).toMatchObject({
      mark: 'Invalid token',
      messages: ['Invalid token'],
    });
    expect(reading('{"ok":false,"error":"invalid_auth"}')?.mark).toBe('invalid_auth');
  });
});

describe('no error inside a success', () => {
  const code = (name: string) => ({ extensions: { code: name } });

  it.each<[string, unknown]>([
    ['an answer that says nobody is signed in', { data: { me: null } }],
    [
      'a page that asks for more than everybody sees',
      {
        data: { products: [{ id: 1 }], me: null },
        errors: [{ message: 'x', path: ['me'], ...code('UNAUTHENTICATED') }],
      },
    ],
    [
      'a fault in the query',
      { errors: [{ message: 'Cannot query field "unauthorized"', ...code('GRAPHQL_VALIDATION_FAILED') }] },
    ],
    [
      'a fault of the server',
      { data: null, errors: [{ message: 'connect ECONNREFUSED', ...code('INTERNAL_SERVER_ERROR') }] },
    ],
    [
      'an article',
      { title: 'Why 401 Unauthorized', body: 'An expired token is refused with invalid_token …' },
    ],
    [
      'a list of log entries',
      [
        { time: 1, status: 401, message: 'token expired' },
        { time: 2, status: 200, message: 'ok' },
      ],
    ],
    ['one log entry', { id: 17, user: 'mia', status: 403, path: '/admin', message: 'access denied' }],
    [
      'a list of error codes',
      {
        errors: [
          { code: 'UNAUTHENTICATED', message: 'No token' },
          { code: 'FORBIDDEN', message: 'No' },
          { code: 'NOT_FOUND', message: '…' },
        ],
      },
    ],
    ['texts of an app', { 'login.required': 'Please sign in', 'error.forbidden': 'Forbidden' }],
    ['a token introspected', { active: false }],
    ['a profile', { loggedIn: false, user: null, message: 'Welcome' }],
    [
      'a batch of which one passes',
      [{ data: { a: 1 } }, { errors: [{ message: 'x', ...code('UNAUTHENTICATED') }] }],
    ],
    ['data beside words', { success: true, data: [{ id: 1 }], message: 'Token expired tokens were removed' }],
    ['a success with a message', { success: true, message: 'Permission denied requests were reviewed' }],
    ['a validation error', { success: false, message: 'Please choose a shorter title' }],
    ['fields that are not filled', { errors: { token: ['The token field is required.'] } }],
    ['a Socket.IO message', '42["message","access denied"]'],
    [
      'a stream with an answer',
      'data: {"delta":"invalid_token means"}\n\ndata: {"error":"unauthorized"}\n\n',
    ],
    ['a success with a code', { code: 200, message: 'Your session expired soon; renewed' }],
    ['a namespace that does not exist', '44{"message":"Invalid namespace"}'],
    [
      'a SOAP answer that speaks of faults',
      '<Envelope><Body><Article>Fault: wsse:FailedAuthentication</Article></Body></Envelope>',
    ],
    ['a permission that was granted', { permission: 'granted', scope: 'read', error: null }],
    ['a number', 401],
    ['null', null],
    ['broken JSON', '{"error":"invalid_token"'],
  ])('%s', (_, body) => {
    expect(
      means(typeof body === 'string' ? body : JSON.stringify(body), 'https://api.app.test/v1/call'),
    ).toBe('nothing');
  });

  it('is looked for in what documents, logs and texts say', () => {
    const body = { status: 403, message: 'access denied' };
    expect(means(body, 'https://api.app.test/v1/call')).toBe('forbidden by code');
    expect(means(body, 'https://api.app.test/logs/17')).toBe('nothing');
  });

  it('counts for one of a batch where the status says that its parts fared differently', () => {
    const responseBody = JSON.stringify([
      { result: { data: ['lamps'] } },
      { error: { message: 'UNAUTHORIZED', code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 401 } } },
    ]);
    expect(hiddenError(exchange({ status: 207, responseBody }))?.means).toBe('unauthenticated');
    expect(hiddenError(exchange({ status: 200, responseBody }))).toBeUndefined();
  });

  it('is looked for in other statuses, navigations and binary bodies', () => {
    const responseBody = '{"errors":[{"message":"x","extensions":{"code":"UNAUTHENTICATED"}}]}';
    expect(hiddenError(exchange({ status: 401, responseBody }))).toBeUndefined();
    expect(hiddenError(exchange({ kind: 'navigation', responseBody }))).toBeUndefined();
    expect(hiddenError(exchange({ status: 0, responseBody }))).toBeUndefined();
  });

  it.each(MEGABYTES)('reads a megabyte of %s at once', (_, text) => {
    expectQuick(() => reading(`{"errors":"${text}"`));
    expectQuick(() => reading(`{"error":${JSON.stringify(text)}}`));
    expectQuick(() => reading(`44${text}`));
    expectQuick(() => reading(`<Fault>${text}`));
  });
});
