import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { posts, responseXml, sendsToSignIn } from '../causes/oauth/saml.fixture.ts';
import { factsOver } from './facts.ts';

const over = (...exchanges: readonly Exchange[]) => factsOver({ source: { kind: 'live' }, exchanges });
const refusalOf = (main: Exchange) => over(main).samlRefusal(main)?.by;

describe('a message of SAML', () => {
  it('is posted in a form, or stands in the URL', () => {
    const answer = posts(responseXml());
    const request = sendsToSignIn();
    expect(over(answer).saml(answer)).toMatchObject({ kind: 'response', by: 'form' });
    expect(over(request).saml(request)).toMatchObject({ kind: 'request', by: 'query' });
  });

  it('is known from the redirect that sends the browser on, too', () => {
    const location = sendsToSignIn().request.url;
    const hop = exchange({ url: 'https://app.test/login', status: 302, responseHeaders: { location } });
    expect(over(hop).authnRequests()).toMatchObject([[{ id: 'main' }, { acsUrl: 'https://app.test/acs' }]]);
  });

  it.each([
    'https://app.test/search?q=SAMLResponse',
    'https://app.test/?SAMLResponse=abc',
    'https://app.test/?SAMLRequest=%E0%A4%A',
  ])('is not %s', (url) => {
    const other = exchange({ url });
    expect(over(other).saml(other)).toBeUndefined();
  });
});

describe('a refusal of SAML', () => {
  it.each<[string, Exchange, string | undefined]>([
    [
      'an answer that was taken',
      posts(responseXml(), { status: 302, responseHeaders: { location: '/' } }),
      undefined,
    ],
    ['an answer that was refused', posts(responseXml(), { status: 403 }), 'service-provider'],
    ['an answer that met a crash', posts(responseXml(), { status: 500 }), 'service-provider'],
    ['an answer that met nobody', posts(responseXml(), { status: 503 }), undefined],
    [
      'an answer that led to a page about errors',
      posts(responseXml(), { status: 302, responseHeaders: { location: '/saml/error' } }),
      'service-provider',
    ],
    [
      'an answer that led to a page about terrors',
      posts(responseXml(), { status: 302, responseHeaders: { location: '/terrors' } }),
      undefined,
    ],
    [
      'a status of failure, whatever became of it',
      posts(responseXml({ status: ['Responder'] }), { status: 200 }),
      'status',
    ],
    ['a request that shows a sign-in page', sendsToSignIn(), undefined],
    ['a request that shows an error', sendsToSignIn({ status: 404 }), 'identity-provider'],
  ])('%s', (_, main, by) => expect(refusalOf(main)).toBe(by));
});
