import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { headerValues } from '../../exchange/headers.ts';
import { corpus, hasCorpus, NO_CORPUS } from '../../protocol/corpus.fixture.ts';
import { expectQuick, MEGABYTES } from '../../protocol/hostile.fixture.ts';
import { parseChallenges } from '../../protocol/http-auth/challenges.ts';
import type { Meaning } from '../dialects/index.ts';
import { type ServerWord, serverWords } from './server-words.ts';

interface Answer {
  readonly vendor: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly meaning: string;
}

function wordsIn(headers: Answer['headers'], body: string): readonly ServerWord[] {
  const answer = exchange({ status: 401, responseHeaders: headers, responseBody: body });
  return serverWords(
    answer,
    parseChallenges(headerValues(answer.response?.headers ?? [], 'www-authenticate')),
  );
}

function meaningsOf(body: string): readonly Meaning[] {
  return wordsIn({}, body).map(({ meaning }) => meaning);
}

/** What the rows of the corpus mean, in our names. Rows that are not here give no reason, or one we have no name for. */
const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  [/^(?:expired(?! or|\/)|timeout)/, 'expired'],
  [/^(?:wrong aud|claim missing|token of another project|JWT authorizer: aud)/, 'audience'],
  [/^(?:wrong iss|iss)\b/, 'issuer'],
  [/^nbf(?! after)/, 'not-yet-valid'],
  [/^(?:kid not|wrong JWT secret\/kid)/, 'key-not-found'],
  [/^(?:bad signature|unsigned|HMAC)/, 'signature'],
  [/^(?:not a JWT|not three|undecodable|token has illegal|garbage|malformed \/ not)/, 'malformed'],
  [/^alg\b/, 'algorithm'],
  [/^(?:no token|no JWT|API key missing|cookie mode, no cookie|not logged in \/)/, 'missing-credential'],
  [/^CSRF (?:mismatch|\/ expired)/, 'csrf-mismatch'],
  [/^(?:CSRF token|SessionAuthentication CSRF|cookie mode, X-CSRF)/, 'csrf-missing'],
  [/CSRF/, 'csrf'],
  [/^(?:wrong scheme|malformed header)/, 'scheme'],
  [/^blocklisted/, 'revoked'],
  [/^banned/, 'locked'],
  [/^scope missing \(/, 'scope'],
  [/^refresh token sent/, 'token-kind'],
  [/^DPoP proof wrong/, 'dpop-proof'],
  [/^proof key/, 'sender-constrained'],
];

const SAYS_NO_MORE_THAN_NO: ReadonlySet<Meaning> = new Set(['invalid-token', 'forbidden']);
/** Their answers hold no text beyond the status. */
const SILENT = /^\s*$|^\{"message":"Unauthorized"\}$/;

const rows = corpus<{ readonly rows: readonly Answer[] }>('error-responses.json', { rows: [] }).rows.flatMap(
  (row) => {
    const expected = MEANINGS.find(([pattern]) => pattern.test(row.meaning))?.[1];
    const silent = SILENT.test(row.body) && !/error/.test(Object.values(row.headers).join());
    return expected && !silent && row.meaning !== 'expired/invalid session (body is an array)'
      ? [{ ...row, expected }]
      : [];
  },
);

describe('what servers say', () => {
  it.each(rows)('$vendor: $meaning', ({ headers, body, expected }) => {
    const reasons = wordsIn(headers, body)
      .map(({ meaning }) => meaning)
      .filter((meaning) => !SAYS_NO_MORE_THAN_NO.has(meaning));
    expect(new Set(reasons)).toEqual(new Set([expected]));
  });

  it.skipIf(!hasCorpus)(
    `is tried on most of the corpus${hasCorpus ? '' : ` (skipped: ${NO_CORPUS})`}`,
    () => {
      expect(rows.length).toBeGreaterThan(60);
    },
  );

  it('does not take an invalid token for an ID token', () => {
    expect(meaningsOf('{"errorCode":"E0000011","errorSummary":"Invalid token provided"}')).toEqual([
      'invalid-token',
    ]);
    expect(meaningsOf('{"detail":"Invalid token."}')).toEqual(['invalid-token']);
    expect(meaningsOf('{"message":"ID token used as access token"}')).toEqual(['token-kind']);
  });

  it('does not take the common preamble of simplejwt for a reason', () => {
    expect(
      meaningsOf('{"detail":"Given token not valid for any token type","code":"token_not_valid"}'),
    ).toEqual(['invalid-token']);
  });

  it('takes invalid or expired for no reason at all', () => {
    expect(meaningsOf('{"message":"Token is invalid or expired"}')).toEqual(['invalid-token']);
  });

  it('reads pages between their tags, and not their style sheets', () => {
    expect(meaningsOf('<html><style>.token-expired{}</style><h1>Not authenticated</h1></html>')).toEqual([
      'missing-credential',
    ]);
  });

  it('stands in the order of the telling: description, error, body', () => {
    const words = wordsIn(
      { 'www-authenticate': 'Bearer error="invalid_token", error_description="The token is expired"' },
      '{"message":"Invalid signature"}',
    );
    expect(words.map(({ meaning, at }) => [meaning, at.part])).toEqual([
      ['expired', 'response-header'],
      ['invalid-token', 'response-header'],
      ['signature', 'response-body'],
    ]);
  });

  it('says nothing where the body is not text', () => {
    const answer = exchange({ status: 401, responseBody: 'dG9rZW4gZXhwaXJlZA==' });
    const body = { text: 'token expired', mimeType: 'image/png', encoding: 'base64' } as const;
    const binary = { ...answer, response: { status: 401, headers: [], body } };
    expect(serverWords(binary, [])).toEqual([]);
  });

  it.each(MEGABYTES)('reads a megabyte of %s at once', (_, text) => {
    expectQuick(() => wordsIn({ 'www-authenticate': `Bearer error_description="${text}"` }, text));
  });
});
