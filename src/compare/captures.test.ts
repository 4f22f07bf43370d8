import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnosis/index.ts';
import { readHar } from '../har/from-har.ts';
import { compareCaptures } from './compare.ts';

/** Healthy and faulty recordings of the same kind of application, made apart from each other. */
const CAPTURES = new URL('../../../shared/data/captures/', import.meta.url);

const PAIRS: readonly (readonly [string, string, string])[] = [
  ['acao-multiple-nginx-express', 'healthy-cookie-cross-site-express', 'cors Access-Control-Allow-Origin'],
  [
    'acao-wildcard-credentials-express',
    'healthy-cookie-cross-site-express',
    'cors Access-Control-Allow-Origin',
  ],
  ['basic-wrong-password-nginx', 'healthy-basic-nginx', 'credential Basic credentials'],
  ['bearer-dropped-on-redirect-nginx', 'healthy-bearer-express-oauth2', 'redirect Hop 1'],
  ['clock-skew-server-ahead-drf', 'healthy-refresh-sequence-drf', 'claim Token at that moment'],
  ['cookie-expired-express', 'healthy-anonymous-probe-then-login', 'cookie Cookie connect.sid: lifetime'],
  ['cookie-samesite-default-lax-flask', 'healthy-anonymous-probe-then-login', 'environment Page and API'],
  [
    'cookie-samesite-lax-cross-site-express',
    'healthy-cookie-cross-site-express',
    'cookie Cookie connect.sid: SameSite',
  ],
  [
    'cookie-samesite-none-insecure-express',
    'healthy-cookie-cross-site-express',
    'cookie Cookie connect.sid: Secure',
  ],
  ['cookie-secure-not-sent-http-express', 'healthy-cookie-cross-site-express', 'environment Scheme'],
  ['cookie-wrong-domain-express', 'healthy-anonymous-probe-then-login', 'cookie Cookie connect.sid: Domain'],
  ['double-bearer-express-oauth2', 'healthy-bearer-express-oauth2', 'credential Form of the credential'],
  ['dpop-proof-missing', 'healthy-bearer-express-oauth2', 'credential Scheme'],
  ['dpop-token-as-bearer', 'healthy-bearer-express-oauth2', 'claim Claim cnf'],
  ['jwt-alg-mismatch-express-oauth2', 'healthy-bearer-express-oauth2', 'token-header Token header alg'],
  ['jwt-expired-express-oauth2', 'healthy-bearer-express-oauth2', 'claim Token at that moment'],
  ['jwt-issuer-prod-vs-local-express-oauth2', 'healthy-bearer-express-oauth2', 'claim Claim iss'],
  ['jwt-nbf-future-drf', 'healthy-refresh-sequence-drf', 'claim Token at that moment'],
  ['jwt-unknown-kid-express-oauth2', 'healthy-bearer-express-oauth2', 'token-header Token header kid'],
];

function opened(name: string) {
  const har = readHar(readFileSync(new URL(`${name}.devtools.har`, CAPTURES), 'utf8'), name);
  if (!har.ok) throw new Error(har.problem);
  return { capture: har.capture, diagnosis: diagnose(har.capture) };
}

describe.runIf(existsSync(CAPTURES))('faulty beside healthy', () => {
  it.each(PAIRS)('%s beside %s: %s', (bad, good, expected) => {
    const { comparisons } = compareCaptures(opened(good), opened(bad));
    const first = comparisons[0]?.differences[0];
    expect(first && `${first.role} ${first.label}`).toBe(expected);
  });
});
