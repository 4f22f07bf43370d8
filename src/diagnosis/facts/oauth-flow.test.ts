import { describe, expect, it } from 'vitest';
import { exchange, NOON } from '../../exchange/exchange.fixture.ts';
import type { Capture, CredentialsInFile, Exchange } from '../../exchange/exchange.ts';
import {
  asks,
  CODE_FORM,
  comesBack,
  INVALID_GRANT,
  isTurnedAway,
  redeems,
} from '../causes/oauth/flow.fixture.ts';
import { diagnose } from '../index.ts';
import { factsOver } from './facts.ts';
import { refusedCallback } from './oauth-flow.ts';

const capture = (
  exchanges: readonly Exchange[],
  creator?: string,
  credentials: CredentialsInFile = 'whole',
): Capture => ({
  source: creator === undefined ? { kind: 'live' } : { kind: 'har', name: 'a.har', creator, credentials },
  exchanges,
});

describe('refusedCallback', () => {
  const read = (callback: Exchange) => refusedCallback(callback, factsOver(capture([asks(), callback])));

  it.each([
    ['an answer 400', isTurnedAway('<h1>Sorry</h1>'), true],
    ['a crash that speaks of the state', isTurnedAway('Correlation failed.', {}, { status: 500 }), true],
    ['a crash that says nothing', isTurnedAway('<h1>Sorry</h1>', {}, { status: 500 }), false],
    ['a page that is not there', isTurnedAway('<h1>Sorry</h1>', {}, { status: 404 }), false],
    [
      'a redirect to a page about an error',
      isTurnedAway(
        undefined,
        {},
        { status: 302, responseHeaders: { location: '/sign-in?error=OAuthCallback' } },
      ),
      true,
    ],
    [
      'a redirect to the application',
      isTurnedAway(undefined, {}, { status: 302, responseHeaders: { location: '/orders' } }),
      false,
    ],
    [
      'an error of the authorization server',
      isTurnedAway('<h1>Sorry</h1>', { code: undefined, error: 'access_denied' }),
      false,
    ],
  ])('%s', (_, callback, isRefused) => expect(read(callback) !== undefined).toBe(isRefused));
});

describe('a verifier in a file', () => {
  const exchanges = [
    asks(),
    comesBack(),
    redeems(
      { ...CODE_FORM, code_verifier: 'a-verifier-that-took-the-place-of-another-one' },
      400,
      INVALID_GRANT,
    ),
  ];
  const told = (creator: string, credentials?: CredentialsInFile) =>
    diagnose(capture(exchanges, creator, credentials)).failures[0];

  it.each(['WebInspector 537.36', 'Keyhole 0.1.0'])('of %s is held against its challenge', (creator) => {
    expect(told(creator)?.findings[0]?.code).toBe('oauth-pkce-mismatch');
  });

  it('is held against it where only headers were left out', () => {
    expect(told('WebInspector 537.36', 'cut')?.findings[0]?.code).toBe('oauth-pkce-mismatch');
  });

  it('is not where a cleaner may have written placeholders for both', () => {
    const failure = told('WebInspector 537.36', 'masked');
    expect(failure?.findings.map(({ code }) => code)).toEqual(['oauth-invalid-grant']);
    expect(failure?.cannotTell.map(({ code }) => code)).toContain('oauth-pkce-mismatch');
  });
});

describe('many sign-ins', () => {
  it('are followed in time that grows with their number', () => {
    const many = Array.from({ length: 4_000 }, (_, number) => [
      asks(
        { client_id: `client-${number}`, redirect_uri: `https://app.test/${number}` },
        { id: `asks-${number}`, startedAt: NOON + 10 * number },
      ),
      exchange({
        id: `back-${number}`,
        kind: 'navigation',
        url: `https://app.test/${number}?code=c-${number}&state=s`,
        startedAt: NOON + 10 * number + 5,
      }),
    ]).flat();
    const started = performance.now();
    expect(diagnose(capture(many)).failures).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
