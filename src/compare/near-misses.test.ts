import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { diagnose } from '../diagnosis/index.ts';
import { readHar } from '../har/from-har.ts';
import { compareCaptures } from './compare.ts';
import type { Unpaired } from './pairing.ts';

/** Pairs of recordings of real servers: the same situation but for one fact. */
const RECORDINGS = join(import.meta.dirname, '../../recordings');

/** A recording, its near miss, and the fact that sets them apart: role and label of what must come first. */
const PAIRS: readonly (readonly [string, string, string])[] = [
  ['proxy-strips-authorization-nginx', 'proxy-strips-near-miss-nginx', 'credential Credential'],
  ['proxy-strips-authorization-nginx', 'healthy-bearer-nginx', 'outcome Outcome'],
  ['cached-auth-error-nginx', 'cached-auth-error-near-miss-nginx', 'server Cache'],
  ['waf-blocked-modsecurity', 'explicit-deny-network-apache', 'server Answered by'],
  ['third-party-cookies-blocked-express', 'cookie-samesite-lax-near-miss-none', 'cookie Cookie sid: kept'],
  [
    'cookie-samesite-strict-cross-site-express',
    'cookie-samesite-strict-near-miss-same-site',
    'environment Page and API',
  ],
  [
    'cookie-samesite-strict-link-express',
    'cookie-samesite-strict-near-miss-same-site',
    'environment Page and API',
  ],
  [
    'cookie-samesite-none-insecure-express',
    'cookie-samesite-none-near-miss-express',
    'cookie Cookie sid: Secure',
  ],
  ['cookie-domain-mismatch-express', 'cookie-domain-near-miss-parent', 'cookie Cookie sid: Domain'],
  ['cookie-path-mismatch-express', 'cookie-path-near-miss-express', 'cookie Cookie sid: Path'],
  ['cookie-expired-express', 'cookie-expired-near-miss-express', 'cookie Cookie sid: lifetime'],
  ['cookie-prefix-invalid-express', 'cookie-prefix-near-miss-express', 'cookie Cookie sid: Domain'],
  ['cookie-invalid-too-large-express', 'cookie-invalid-near-miss-express', 'cookie Cookie sid: kept'],
  ['session-cleared-express', 'session-cleared-near-miss-express', 'cookie Cookie sid: lifetime'],
  ['preflight-unauthorized-express', 'preflight-unauthorized-near-miss-express', 'cors Preflight'],
  ['preflight-status-405-express', 'preflight-status-near-miss-express', 'cors Preflight'],
  [
    'preflight-status-near-miss-express',
    'preflight-method-near-miss-express',
    'cors Access-Control-Allow-Methods of the preflight',
  ],
  ['preflight-redirect-express', 'preflight-redirect-near-miss-express', 'cors Preflight'],
  [
    'preflight-origin-missing-express',
    'preflight-origin-missing-near-miss-express',
    'cors Access-Control-Allow-Origin of the preflight',
  ],
  [
    'preflight-headers-not-allowed-express',
    'preflight-headers-near-miss-express',
    'cors Access-Control-Allow-Headers of the preflight',
  ],
  [
    'wildcard-headers-express',
    'wildcard-headers-near-miss-express',
    'cors The preflight asks for the headers',
  ],
  ['cors-origin-missing-express', 'cors-origin-missing-near-miss-same-origin', 'environment Page and API'],
  [
    'cors-multiple-origins-express',
    'cors-multiple-origins-near-miss-express',
    'cors Access-Control-Allow-Origin',
  ],
  ['cors-wildcard-with-credentials-express', 'cors-wildcard-near-miss-express', 'cors Credentials mode'],
  ['cors-credentials-missing-express', 'cors-credentials-near-miss-express', 'cors Credentials mode'],
  ['error-response-lacks-cors-express', 'error-response-near-miss-crash', 'cors Access-Control-Allow-Origin'],
  ['cors-redirect-other-host-express', 'cors-redirect-near-miss-express', 'redirect Hop 1'],
  ['cors-redirect-origin-null-express', 'cors-redirect-near-miss-express', 'redirect Hop 1'],
  ['blocked-by-policy-corp', 'blocked-by-policy-near-miss-csp', 'environment Page and API'],
  [
    'authorization-missing-express-oauth2',
    'authorization-missing-near-miss-express-oauth2',
    'credential Credential',
  ],
  ['bearer-prefix-missing-express-oauth2', 'bearer-prefix-near-miss-lower-case', 'credential Scheme'],
  ['wrong-scheme-bearer-at-basic', 'wrong-scheme-near-miss-basic', 'credential Scheme'],
  ['token-quoted-express-jwt', 'token-quoted-near-miss-express-jwt', 'credential Form of the credential'],
  [
    'token-malformed-express-oauth2',
    'token-malformed-near-miss-express-oauth2',
    'credential Form of the credential',
  ],
  [
    'basic-malformed-no-colon-express',
    'basic-malformed-near-miss-express',
    'credential Form of the credential',
  ],
  ['wrong-scheme-near-miss-basic', 'healthy-basic-express', 'credential Basic credentials'],
  ['basic-malformed-near-miss-express', 'healthy-basic-express', 'credential Basic credentials'],
  [
    'login-rejected-passport-local',
    'login-rejected-near-miss-validation',
    'request Member password of the body',
  ],
  ['authorization-dropped-on-redirect-express', 'authorization-dropped-near-miss-express', 'redirect Hop 1'],
  ['header-too-large-node', 'header-too-large-near-miss-node', 'header Size of the request headers'],
  [
    'oauth-redirect-uri-mismatch-oidc-provider',
    'oauth-invalid-client-unknown-oidc-provider',
    'request Parameter redirect_uri',
  ],
  [
    'oauth-pkce-mismatch-oidc-provider',
    'oauth-invalid-grant-oidc-provider',
    'request Parameter code_verifier',
  ],
  ['oauth-code-reused-oidc-provider', 'oauth-code-expired-oidc-provider', 'request Parameter code'],
  [
    'oauth-refresh-reused-oidc-provider',
    'oauth-refresh-near-miss-oidc-provider',
    'request Parameter refresh_token',
  ],
  ['oauth-state-mismatch-page', 'oauth-state-near-miss-page', 'request Parameter state'],
  ['insufficient-scope-express-oauth2', 'insufficient-scope-near-miss-express-oauth2', 'claim Claim scope'],
  ['step-up-near-miss-express', 'insufficient-scope-near-miss-express-oauth2', 'claim Claim scope'],
  ['role-missing-express', 'role-missing-near-miss-express', 'server Answered by'],
  ['csrf-token-missing-csrf-csrf', 'csrf-healthy-csrf-csrf', 'header CSRF token'],
  ['error-hidden-in-success-apollo', 'error-hidden-near-miss-apollo', 'credential Credential'],
  [
    'login-page-instead-of-401-express',
    'login-page-near-miss-navigation',
    'header Request header sec-fetch-mode',
  ],
  ['token-expired-drf', 'token-rejected-drf', 'claim Token at that moment'],
  ['token-rejected-flask', 'wrong-scheme-flask', 'credential Scheme'],
  ['cookie-samesite-default-flask', 'healthy-session-flask', 'environment Page and API'],
  ['bearer-prefix-missing-fastapi', 'token-rejected-fastapi', 'credential Scheme'],
  ['refresh-missing-express', 'refresh-near-miss-express', 'claim Token at that moment'],
  ['refresh-missing-express', 'refresh-failed-express', 'claim Token at that moment'],
  ['step-up-required-express', 'step-up-near-miss-express', 'outcome Status'],
  ['saml-expired-passport', 'healthy-saml-passport', 'request Lifetime of the assertion'],
  ['saml-expired-passport', 'saml-audience-mismatch-passport', 'request Lifetime of the assertion'],
  [
    'saml-audience-mismatch-passport',
    'saml-status-certificate-passport',
    'request Audience of the assertion',
  ],
  [
    'authorization-dropped-near-miss-express',
    'token-expired-near-miss-express-oauth2',
    'claim Token at that moment',
  ],
  ['token-expired-express-oauth2', 'token-expired-near-miss-express-oauth2', 'claim Token at that moment'],
  [
    'token-not-yet-valid-express-oauth2',
    'token-not-yet-valid-near-miss-express-oauth2',
    'claim Token at that moment',
  ],
  ['issuer-mismatch-express-jwt', 'issuer-mismatch-near-miss-express-jwt', 'claim Claim iss'],
  [
    'token-quoted-near-miss-express-jwt',
    'signature-invalid-near-miss-express-jwt',
    'token-header Token header alg',
  ],
  ['signature-invalid-express-jwt', 'signature-invalid-near-miss-express-jwt', 'claim Token at that moment'],
  [
    'algorithm-none-near-miss-express-jwt',
    'signature-invalid-near-miss-express-jwt',
    'claim Token at that moment',
  ],
  ['key-not-found-express-oauth2', 'key-not-found-near-miss-express-oauth2', 'token-header Token header kid'],
  ['algorithm-none-express-jwt', 'algorithm-none-near-miss-express-jwt', 'token-header Token header alg'],
  ['audience-mismatch-fastify', 'audience-mismatch-near-miss-fastify', 'claim Claim aud'],
  [
    'id-token-as-access-token-express-oauth2',
    'id-token-as-access-token-near-miss-express-oauth2',
    'claim Claim aud',
  ],
  ['token-revoked-after-logout', 'token-revoked-near-miss', 'credential Token'],
];

/** Pairs whose one fact is not in the requests. */
const NOT_IN_THE_REQUEST: Readonly<Record<string, string>> = {
  'healthy-bearer-nginx': 'the proxy takes the header off behind what a browser sees',
  'role-missing-near-miss-express': 'one token, and two APIs that refuse it in their own words',
  'step-up-near-miss-express': 'one token, and two APIs that refuse it in their own words',
  'explicit-deny-network-apache': 'a firewall and an access rule: who answers is the fact',
};

/** Near misses of another shape, which have no route in common with what they come near to. */
const UNPAIRED: readonly (readonly [string, string, Unpaired])[] = [
  ['preflight-no-response-node', 'preflight-no-response-near-miss-node', 'other-method'],
  ['preflight-origin-missing-near-miss-express', 'cors-origin-missing-near-miss-same-origin', 'other-method'],
  ['oauth-frame-blocked-oidc-provider', 'oauth-frame-near-miss-oidc-provider', 'no-such-route'],
  ['error-hidden-in-success-apollo', 'error-hidden-near-miss-data', 'no-such-route'],
  ['error-hidden-in-success-apollo', 'socketio-near-miss', 'no-such-route'],
  ['resource-forbidden-drf', 'healthy-bearer-drf', 'no-such-route'],
];

interface Recording {
  readonly id: string;
  readonly cause: string | null;
  readonly stack: string;
  readonly nearMissOf?: string;
}

const index = JSON.parse(readFileSync(join(RECORDINGS, 'INDEX.json'), 'utf8')) as readonly Recording[];

function opened(id: string) {
  const har = readHar(readFileSync(join(RECORDINGS, 'har', `${id}.har`), 'utf8'), id);
  if (!har.ok) throw new Error(har.problem);
  return { capture: har.capture, diagnosis: diagnose(har.capture) };
}

function firstOf(bad: string, good: string): string | undefined {
  const { comparisons } = compareCaptures(opened(good), opened(bad));
  const { cause } = index.find(({ id }) => id === bad)!;
  const comparison = comparisons.find((each) => each.cause === cause) ?? comparisons[0];
  const first = comparison?.differences[0];
  return first && `${first.role} ${first.label}`;
}

/** The recording that a near miss comes nearest to: of the same servers, and named alike. */
function mostAlike(nearMiss: Recording): Recording | undefined {
  const words = new Set(nearMiss.id.split('-'));
  const likeness = ({ id, stack }: Recording) =>
    (stack === nearMiss.stack ? 10 : 0) + id.split('-').filter((word) => words.has(word)).length;
  return index
    .filter(({ cause }) => cause === nearMiss.nearMissOf)
    .toSorted((one, other) => likeness(other) - likeness(one))[0];
}

describe('near misses', () => {
  it.each(PAIRS)('%s beside %s: %s', (bad, good, first) => {
    expect(firstOf(bad, good)).toBe(first);
  });

  it.each(UNPAIRED)('%s beside %s: %s', (bad, good, reason) => {
    const { unpaired } = compareCaptures(opened(good), opened(bad));
    expect(unpaired.map((each) => each.reason)).toContain(reason);
  });

  test('of those not listed, three of four that can be laid side by side begin with a fact of the request', () => {
    const known = new Set([...PAIRS, ...UNPAIRED].map(([, good]) => good));
    const firsts = index
      .filter(({ id, nearMissOf }) => nearMissOf !== undefined && !known.has(id))
      .flatMap((nearMiss) => {
        const bad = mostAlike(nearMiss);
        return (bad && firstOf(bad.id, nearMiss.id)) ?? [];
      });
    const told = firsts.filter((first) => !/^(?:outcome|server)/.test(first));
    expect(firsts.length).toBeGreaterThan(30);
    expect(told.length / firsts.length).toBeGreaterThan(0.75);
  });

  test('more than nine of ten that can be laid side by side begin with a fact of the request', () => {
    const told = PAIRS.filter(
      ([, good, first]) => !(good in NOT_IN_THE_REQUEST) && !/^(?:outcome|server Answered)/.test(first),
    );
    expect(told.length / PAIRS.length).toBeGreaterThan(0.9);
  });

  test.each(index.map(({ id }) => id))('%s beside itself differs in nothing', (id) => {
    expect(compareCaptures(opened(id), opened(id)).comparisons).toEqual([]);
  });
});
