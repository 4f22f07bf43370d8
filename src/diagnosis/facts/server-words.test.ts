import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { headerValues } from '../../exchange/headers.ts';
import { corpus, hasCorpus, NO_CORPUS } from '../../protocol/corpus.fixture.ts';
import { expectQuick, MEGABYTES } from '../../protocol/hostile.fixture.ts';
import { parseChallenges } from '../../protocol/http-auth/challenges.ts';
import type { Meaning } from '../dialects/index.ts';
import { type ServerWord, wordReader } from './server-words.ts';

interface Answer {
  readonly vendor: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly meaning: string;
}

function wordsIn(headers: Answer['headers'], body: string, status = 401): readonly ServerWord[] {
  const answer = exchange({ status, responseHeaders: headers, responseBody: body });
  return wordReader()(
    answer,
    parseChallenges(headerValues(answer.response?.headers ?? [], 'www-authenticate')),
  );
}

function meaningsOf(body: string): readonly Meaning[] {
  return wordsIn({}, body).map(({ meaning }) => meaning);
}

/** What the rows of the corpus mean, in our names. Rows that are not here give no reason, or one we have no name for. */
const MEANINGS: readonly (readonly [RegExp, ...Meaning[]])[] = [
  [/^(?:nbf after exp|no exp)/, 'invalid-token'],
  [/^timeout|^expired\/invalid session/, 'session'],
  [/^expired\b/, 'expired'],
  [/^(?:wrong aud|claim missing|token of another project|JWT authorizer: aud)/, 'audience'],
  [/^(?:wrong iss|iss)\b/, 'issuer'],
  [/^nbf/, 'not-yet-valid'],
  [/^(?:kid not|wrong JWT secret\/kid)/, 'key-not-found'],
  [/^(?:bad signature|unsigned)/, 'signature'],
  [/^(?:HMAC mismatch|clock skew|Bearer token sent to a SigV4|access key unknown)/, 'request-signature'],
  [/^STS credentials expired/, 'expired'],
  [
    /^(?:not a JWT|not three|undecodable|token has illegal|garbage|malformed \/ not|token sent twice)/,
    'malformed',
  ],
  [/^Bearer and DPoP both/, 'malformed'],
  [/^alg\b/, 'algorithm'],
  [
    /^(?:no token$|no token \(|no JWT|API key missing|cookie mode, no cookie|not logged in \/|token not sent at all)/,
    'missing-credential',
  ],
  [/^auth failure inside/, 'missing-credential'],
  [/^CSRF token missing|^SessionAuthentication CSRF|^cookie mode, X-CSRF/, 'csrf-missing'],
  [/^CSRF token wrong/, 'csrf-missing', 'csrf-mismatch'],
  [/^CSRF (?:mismatch|\/ expired)/, 'csrf-mismatch'],
  [/^CSRF cookie\/token\/origin/, 'csrf'],
  [/^(?:wrong scheme|malformed header)/, 'scheme'],
  [/^blocklisted/, 'revoked'],
  [/^banned/, 'locked'],
  [/^(?:scope missing \(|insufficient scope)/, 'scope'],
  [/^(?:refresh token sent|anon\/service key)/, 'token-kind'],
  [/^DPoP proof wrong/, 'dpop-proof'],
  [/^proof key/, 'sender-constrained', 'dpop-proof'],
  [/^needs fresh login/, 'step-up'],
  [/^subscription key wrong/, 'api-key'],
  [/^(?:policy\/gate denied|consumer not in allowed group|needs service role)/, 'role'],
  [
    /^(?:Lambda authorizer returned Deny|policy does not allow|security rules denied|API not enabled|ACL denied|token not SSO)/,
    'policy',
  ],
  [/^(?:JWKS unreachable|Lambda authorizer threw)/, 'provider-down'],
];

/** Answers of the corpus that say no more than no, or nothing: each for its reason. */
const SAY_NO_REASON: readonly (readonly [RegExp, string])[] = [
  [/^basic login required|^proxy login required/, 'the same page answers a missing and a wrong password'],
  [/^any (?:failure|JWT failure)/, 'one message for every failure'],
  [/^(?:bad\/expired token|invalid\/expired token|bad SSWS)/, 'one message for invalid and expired'],
  [/^scope missing or Lambda/, 'a bare Forbidden'],
  [/^no token(?: \/ nothing to report)?$/, 'a bare challenge'],
  [/^API key unknown/, 'a bare Unauthorized'],
  [/^not allowed$/, 'a bare FORBIDDEN'],
  [/^forbidden$/, 'Okta’s E0000006 means a permission, read as role'],
  [/^user deleted/, 'the token no longer names anybody'],
  [/^not logged in: fetch/, 'a redirect: it has neither challenge nor body'],
  [/^status, headers and body/, 'no answer of its own'],
];

const SAYS_NO_MORE_THAN_NO: ReadonlySet<Meaning> = new Set(['invalid-token', 'forbidden']);
/** Their answers hold no text beyond the status. */
const SILENT = /^\s*$|^\{"message":"Unauthorized"\}$/;

const rows = corpus<{ readonly rows: readonly Answer[] }>('error-responses.json', { rows: [] }).rows.flatMap(
  (row) => (Number.isInteger(row.status) ? [row] : []),
);

describe('what servers say', () => {
  it.each(rows)('$vendor: $meaning', ({ status, headers, body, meaning }) => {
    const reasons = wordsIn(headers, body, status)
      .map((word) => word.meaning)
      .filter((each) => !SAYS_NO_MORE_THAN_NO.has(each));
    const silent = SILENT.test(body) && !/error/i.test(JSON.stringify(headers));
    const expected = silent ? undefined : MEANINGS.find(([pattern]) => pattern.test(meaning))?.slice(1);
    if (expected && !expected.every((each) => SAYS_NO_MORE_THAN_NO.has(each as Meaning))) {
      expect(expected).toContain(reasons[0]);
      expect(reasons.filter((each) => !expected.includes(each))).toEqual([]);
    } else if (!expected && !silent) {
      expect(SAY_NO_REASON.some(([pattern]) => pattern.test(meaning))).toBe(true);
    } else {
      expect(reasons).toEqual([]);
    }
  });

  it.skipIf(!hasCorpus)(`is tried on all of the corpus${hasCorpus ? '' : ` (skipped: ${NO_CORPUS})`}`, () => {
    expect(rows.length).toBeGreaterThan(115);
  });

  it.each<[string, string, Meaning]>([
    ['a token without exp for an expired one', "Missing 'exp' claim", 'invalid-token'],
    ['the same in the words of PyJWT', 'Token is missing the "exp" claim', 'invalid-token'],
    [
      'a key for a user’s token for a missing role',
      '{"msg":"invalid claim: missing sub claim"}',
      'token-kind',
    ],
    ['a stale sign-in for a missing one', '{"msg":"Fresh token required"}', 'step-up'],
    ['a refresh token for a fresh one', '{"message":"refresh token expired"}', 'expired'],
    [
      'nobody for somebody without a permission',
      '{"kind":"Status","message":"forbidden: User \\"system:anonymous\\" cannot get path \\"/\\"","code":403}',
      'missing-credential',
    ],
    [
      'the signature of a request for an expired token',
      'Signature expired: 20260101T000000Z is now earlier',
      'request-signature',
    ],
  ])('does not take %s', (_, text, meaning) => {
    expect(meaningsOf(text)).toEqual([meaning]);
  });

  it('reads HTML and JSON without their escapes, and XML with its tags', () => {
    expect(meaningsOf('<html><pre>Missing &#39;exp&#39; claim</pre></html>')).toEqual(['invalid-token']);
    expect(meaningsOf('{"message" : "Can\\u0027t verify CSRF token authenticity."}')).toEqual(['csrf']);
    expect(meaningsOf('<?xml version="1.0"?>\n<Error><Code>ExpiredToken</Code></Error>')).toEqual([
      'expired',
    ]);
  });

  it('reads headers that tell a reason', () => {
    expect(wordsIn({ 'x-sb-error-code': 'insufficient_aal' }, '')).toMatchObject([
      {
        meaning: 'step-up',
        vendor: 'Supabase Auth',
        at: { part: 'response-header', name: 'x-sb-error-code' },
      },
    ]);
  });

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
    expect(wordReader()(binary, [])).toEqual([]);
  });

  it.each(MEGABYTES)('reads a megabyte of %s at once', (_, text) => {
    expectQuick(() => wordsIn({ 'www-authenticate': `Bearer error_description="${text}"` }, text));
  });
});
