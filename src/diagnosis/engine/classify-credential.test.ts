import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { factsOver } from '../facts/facts.ts';
import { outcomeOf } from './classify.ts';

const outcome = (main: Exchange) =>
  outcomeOf(main, factsOver({ source: { kind: 'live' }, exchanges: [main] }));
const sent = (authorization: string, responseBody: string, status = 400) =>
  exchange({ status, requestHeaders: { authorization }, responseBody });
const signIn = (status: number, responseBody: string) =>
  exchange({
    status,
    method: 'POST',
    url: 'https://app.test/login',
    requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
    requestBody: 'username=mia&password=lamp-0815',
    responseBody,
  });
const orders = (status: number, responseBody: string) =>
  exchange({
    status,
    method: 'POST',
    url: 'https://app.test/orders',
    requestBody: '{"amount":1}',
    responseBody,
  });

describe('a 400 or 422 that is about the credential', () => {
  it.each<[string, Exchange]>([
    ['reads Basic as malformed', sent(`Basic ${btoa('mia')}`, '{"message":"Bad header internal syntax"}')],
    [
      'reads Bearer twice',
      sent('Bearer Bearer abc', '{"message":"Format is Authorization: Bearer [token]"}'),
    ],
    ['wants another scheme', sent('Token abc', '{"message":"Format is Authorization: Bearer [token]"}')],
    ['misses the header', orders(400, '{"message":"Missing Authorization header"}')],
    [
      'misses it as a parameter',
      orders(422, '{"detail":[{"loc":["header","authorization"],"msg":"Field required"}]}'),
    ],
    ['finds the headers too large', orders(400, 'Request Header Or Cookie Too Large')],
    ['finds them so by its status', orders(431, '')],
    ['refuses the token that was sent', sent('Bearer abc.def.ghi', '{"error":"jwt malformed"}')],
    [
      'does so with an error that nobody caught',
      sent('Bearer abc.def.ghi', 'JsonWebTokenError: invalid signature', 500),
    ],
    ['refuses a sign-in', signIn(400, '{"message":"Incorrect password"}')],
    [
      'refuses a sign-in as a validation',
      signIn(422, '{"message":"These credentials do not match our records."}'),
    ],
    [
      'refuses a sign-in inside a success',
      signIn(200, '{"success":false,"message":"Invalid email or password"}'),
    ],
  ])('%s', (_, main) => {
    expect(outcome(main)).toBe('refused');
  });
});

describe('a 400 or 422 that is not', () => {
  it.each<[string, Exchange]>([
    [
      'is about a body that is malformed',
      sent('Bearer abc.def.ghi', '{"message":"Malformed JSON in request body"}'),
    ],
    ['is about the API’s own token', sent('Bearer abc.def.ghi', '{"error":"Upstream token expired"}', 500)],
    ['is a form filled in wrongly', sent('Bearer abc', '{"message":"the header field amount is missing"}')],
    ['is one under a scheme of its own', sent('Token abc', '{"message":"token_count must be a number"}')],
    ['misses a token of another kind', orders(400, '{"message":"Reset token is required"}')],
    [
      'misses another header',
      orders(422, '{"detail":[{"loc":["header","x-tenant"],"msg":"Field required"}]}'),
    ],
    ['finds the body too large', orders(413, 'Request Entity Too Large')],
    ['misses a field of a sign-in', signIn(422, '{"message":"The username field is required."}')],
    ['has a rule for passwords', signIn(400, '{"message":"password must be at least 8 characters"}')],
    ['is a sign-in that worked', signIn(200, '{"token":"tGzv3JOkF0XG5Qx2TlKWIA"}')],
    ['is a sign-in that crashed', signIn(500, 'Invalid credentials')],
  ])('%s', (_, main) => {
    expect(outcome(main)).toBeUndefined();
  });
});
