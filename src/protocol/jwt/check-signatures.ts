import { calculateJwkThumbprint, compactVerify, importJWK, type JWK } from 'jose';
import type {
  Capture,
  Exchange,
  ExchangeId,
  ProofFault,
  SignatureCheck,
  TokenSignature,
} from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import { embeddedKey, readProof } from '../dpop/proof.ts';
import { readAuthorization, tokenIn } from '../http-auth/authorization.ts';
import { type KeyDirectory, type KeySet, keyDirectoryOf, keySetOf } from './key-sets.ts';
import { readToken, type TokenReading } from './token.ts';

type Jws = Extract<TokenReading, { kind: 'jws' }>;

/** More tokens than these are no session of one page. */
const TOKENS_AT_MOST = 200;

/**
 * The capture with what keys tell of the credentials of its failing requests: the token's signature (RFC 7515 §5.2)
 * against the key sets among its own answers, the DPoP proof (RFC 9449 §4.3) against the key inside. The same capture
 * where there is nothing to check, or where it was redacted after a check. Never rejects.
 */
export async function checkSignatures(capture: Capture): Promise<Capture> {
  if (capture.signatures || isOwnReport(capture)) return capture;
  const suspects = capture.exchanges.filter(wasRefused).filter(carriesSomethingToCheck);
  if (suspects.length === 0) return capture;
  const directory = keyDirectoryOf(capture);
  const known = new Map<string, Promise<TokenSignature | undefined>>();
  const checks: [ExchangeId, SignatureCheck][] = [];
  for (const exchange of suspects.slice(-TOKENS_AT_MOST)) {
    const text = tokenOf(exchange) ?? '';
    const reading = readToken(text);
    const checked = known.get(text) ?? checkToken(text, reading, directory);
    known.set(text, checked);
    const token = await checked;
    const proof = await checkProof(exchange, text, reading);
    if (token || proof) checks.push([exchange.id, { ...(token && { token }), ...(proof && { proof }) }]);
  }
  return checks.length === 0 ? capture : { ...capture, signatures: Object.fromEntries(checks) };
}

/** The secrets of a report were replaced, signatures among them. */
function isOwnReport({ source }: Capture): boolean {
  return source.kind === 'har' && source.creator.startsWith('Keyhole');
}

function wasRefused({ kind, response }: Exchange): boolean {
  return kind !== 'preflight' && response !== undefined && response.status >= 400 && response.status < 500;
}

function carriesSomethingToCheck({ request }: Exchange): boolean {
  return request.headers.some(({ name }) => /^(?:authorization|dpop)$/i.test(name));
}

function tokenOf({ request }: Exchange): string | undefined {
  const value = headerValue(request.headers, 'authorization');
  return value === undefined ? undefined : tokenIn(readAuthorization(value));
}

async function checkToken(
  text: string,
  reading: TokenReading,
  directory: KeyDirectory,
): Promise<TokenSignature | undefined> {
  if (reading.kind !== 'jws') return undefined;
  const { alg } = reading.header;
  if (typeof alg !== 'string' || alg.toLowerCase() === 'none') return undefined;
  const own = keySetOf(reading.claims['iss'], directory);
  if (own) {
    const result = await checkAgainst(text, reading, alg, own);
    if (result) return { result, keysFrom: own.exchangeId };
  }
  // Whoever publishes the key: a signature that fits it was made by its owner.
  for (const set of directory.sets) {
    if ((await checkAgainst(text, reading, alg, set)) === 'verified')
      return { result: 'verified', keysFrom: set.exchangeId };
  }
  return { result: 'no-keys' };
}

type Result = Exclude<TokenSignature['result'], 'no-keys'>;

/** `undefined` where a key cannot be used here, so that a failure would say nothing. */
async function checkAgainst(
  text: string,
  { header, signatureLength }: Jws,
  alg: string,
  { keys }: KeySet,
): Promise<Result | undefined> {
  if (!KNOWN_ALGORITHM.test(alg)) return undefined;
  const suited = keys.filter((key) => suits(key, alg));
  if (suited.length === 0) return 'other-algorithm';
  const { kid } = header;
  const named = typeof kid === 'string' && suited.some((key) => key.kid !== undefined);
  const candidates = named ? suited.filter((key) => key.kid === kid) : suited;
  if (candidates.length === 0) return 'key-not-found';
  if (!isWholeSignature(alg, signatureLength)) return undefined;
  let usable = true;
  for (const key of candidates) {
    const verified = await verify(text, key, alg);
    if (verified) return 'verified';
    usable &&= verified !== undefined;
  }
  return usable ? 'failed' : undefined;
}

/** Of other algorithms nothing can be said here. */
const KNOWN_ALGORITHM = /^(?:[HRPE]S(?:256|384|512)|EdDSA|Ed25519)$/;

/** RFC 7518 §3.1, RFC 8037 §3.1. */
function suits({ kty, crv, alg: own }: JWK, alg: string): boolean {
  if (own !== undefined && own !== alg && !(alg === 'EdDSA' && own === 'Ed25519')) return false;
  if (/^[RP]S(?:256|384|512)$/.test(alg)) return kty === 'RSA';
  const curve = CURVES.get(alg);
  return curve !== undefined && crv === curve;
}

const CURVES: ReadonlyMap<string, string> = new Map([
  ['ES256', 'P-256'],
  ['ES384', 'P-384'],
  ['ES512', 'P-521'],
  ['EdDSA', 'Ed25519'],
  ['Ed25519', 'Ed25519'],
]);

/** Characters of base64url (RFC 7518 §3.4, RFC 8037 §3.1). */
const SIGNATURE_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['ES256', 86],
  ['ES384', 128],
  ['ES512', 176],
  ['EdDSA', 86],
  ['Ed25519', 86],
]);

/** Programs that clean files cut signatures off or put a word in their place; the server saw another one. */
function isWholeSignature(alg: string, length: number): boolean {
  const expected = SIGNATURE_LENGTHS.get(alg);
  return expected === undefined ? length >= 342 : length === expected;
}

/** `undefined`: this key cannot be used here. */
async function verify(text: string, key: JWK, alg: string): Promise<boolean | undefined> {
  try {
    await compactVerify(text, await importJWK(key, alg), { algorithms: [alg] });
    return true;
  } catch (error) {
    return isSignatureFailure(error) ? false : undefined;
  }
}

function isSignatureFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED';
}

/** What of the proof needs hashes and keys (RFC 9449 §4.3, steps 7, 12); the rest can be read. */
async function checkProof(
  { request }: Exchange,
  token: string,
  reading: TokenReading,
): Promise<readonly ProofFault[] | undefined> {
  const value = headerValue(request.headers, 'dpop');
  const proof = value === undefined ? undefined : readProof(value);
  if (value === undefined || !proof) return undefined;
  const faults: ProofFault[] = [];
  const key = embeddedKey(proof);
  const { alg } = proof.header;
  if (key && typeof alg === 'string' && (await verify(value.trim(), key, alg)) === false)
    faults.push('signature');
  const { ath } = proof.claims;
  if (token !== '' && typeof ath === 'string' && ath !== (await sha256(token))) faults.push('ath');
  const bound = reading.kind === 'jws' ? confirmedThumbprint(reading.claims) : undefined;
  if (key && bound !== undefined && (await thumbprint(key)) !== bound) faults.push('jkt');
  return faults;
}

/** RFC 9449 §6.1. */
function confirmedThumbprint(claims: Readonly<Record<string, unknown>>): string | undefined {
  const { cnf } = claims;
  const jkt = typeof cnf === 'object' && cnf !== null && 'jkt' in cnf ? cnf.jkt : undefined;
  return typeof jkt === 'string' ? jkt : undefined;
}

async function thumbprint(key: JWK): Promise<string | undefined> {
  try {
    return await calculateJwkThumbprint(key, 'sha256');
  } catch {
    return undefined;
  }
}

/** In base64url (RFC 9449 §4.2). */
async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...digest))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
