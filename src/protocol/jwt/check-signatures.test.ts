import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import type { Capture, Exchange } from '../../exchange/exchange.ts';
import { corpus, hasCorpus } from '../corpus.fixture.ts';
import { checkSignatures } from './check-signatures.ts';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

const ISSUER = 'https://idp.test/realms/shop';
const JWKS = `${ISSUER}/protocol/openid-connect/certs`;

let current: Keys;
let retired: Keys;
let page: Keys;

beforeAll(async () => {
  [current, retired, page] = await Promise.all([
    generateKeyPair('ES256', { extractable: true }),
    generateKeyPair('ES256', { extractable: true }),
    generateKeyPair('ES256', { extractable: true }),
  ]);
});

async function publicKey(keys: Keys, more: JWK = {}): Promise<JWK> {
  return { ...(await exportJWK(keys.publicKey)), use: 'sig', ...more };
}

function signed(keys: Keys, header: object = { kid: 'current' }, claims: object = {}): Promise<string> {
  return new SignJWT({ iss: ISSUER, ...claims })
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(keys.privateKey);
}

function keySet(keys: readonly JWK[], url = JWKS): Exchange {
  return exchange({ id: 'jwks', url, responseBody: JSON.stringify({ keys }) });
}

const refusedWith = (token: string, headers: Record<string, string> = {}, status = 401) =>
  exchange({ status, requestHeaders: { authorization: `Bearer ${token}`, ...headers } });

async function tokenResult(...exchanges: Exchange[]) {
  const { signatures } = await checkSignatures({ source: { kind: 'live' }, exchanges });
  return signatures?.[exchanges.at(-1)!.id]?.token;
}

describe('the signature of a refused token', () => {
  it('is verified against the key set below its issuer', async () => {
    const keys = keySet([await publicKey(current, { kid: 'current' })]);
    expect(await tokenResult(keys, refusedWith(await signed(current)))).toEqual({
      result: 'verified',
      keysFrom: 'jwks',
    });
  });

  it('fails where another key made it under that kid', async () => {
    const keys = keySet([await publicKey(current, { kid: 'current' })]);
    expect(await tokenResult(keys, refusedWith(await signed(retired)))).toMatchObject({ result: 'failed' });
  });

  it('fails where no key of a set without names made it', async () => {
    const keys = keySet([await publicKey(current)]);
    expect(await tokenResult(keys, refusedWith(await signed(retired, {})))).toMatchObject({
      result: 'failed',
    });
  });

  it('has no key where the set names others', async () => {
    const keys = keySet([await publicKey(current, { kid: 'current' })]);
    expect(await tokenResult(keys, refusedWith(await signed(retired, { kid: 'retired' })))).toMatchObject({
      result: 'key-not-found',
    });
  });

  it('has no key for its algorithm', async () => {
    const keys = keySet([await publicKey(current, { kid: 'current' })]);
    const token = await new SignJWT({ iss: ISSUER })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new Uint8Array(32));
    expect(await tokenResult(keys, refusedWith(token))).toMatchObject({ result: 'other-algorithm' });
  });

  it('is found where the discovery document points', async () => {
    const elsewhere = 'https://keys.test/shop';
    const discovery = exchange({
      id: 'discovery',
      url: `${ISSUER}/.well-known/openid-configuration`,
      responseBody: JSON.stringify({ issuer: ISSUER, jwks_uri: elsewhere }),
    });
    const keys = keySet([await publicKey(current, { kid: 'current' })], elsewhere);
    expect(await tokenResult(discovery, keys, refusedWith(await signed(retired)))).toMatchObject({
      result: 'failed',
    });
  });

  it.each([
    ['another realm of the same host', 'https://idp.test/realms/other/certs'],
    ['another host', 'https://other.test/certs'],
  ])('is not held against the keys of %s', async (_, url) => {
    const keys = keySet([await publicKey(current, { kid: 'current' })], url);
    expect(await tokenResult(keys, refusedWith(await signed(retired)))).toEqual({ result: 'no-keys' });
  });

  it('proves its maker, whoever published the key', async () => {
    const keys = keySet([await publicKey(current, { kid: 'current' })], 'https://other.test/certs');
    expect(await tokenResult(keys, refusedWith(await signed(current)))).toMatchObject({ result: 'verified' });
  });

  it('is left alone where a program cut it off', async () => {
    const keys = keySet([await publicKey(current, { kid: 'current' })]);
    const token = (await signed(current)).replace(/[^.]+$/, 'redacted');
    expect(await tokenResult(keys, refusedWith(token))).toEqual({ result: 'no-keys' });
  });

  it('takes no private or secret keys', async () => {
    const own = await exportJWK(current.privateKey);
    expect(await tokenResult(keySet([own]), refusedWith(await signed(current)))).toEqual({
      result: 'no-keys',
    });
  });

  it('is not checked where the request passed', async () => {
    const capture: Capture = {
      source: { kind: 'live' },
      exchanges: [refusedWith(await signed(current), {}, 200)],
    };
    expect(await checkSignatures(capture)).toBe(capture);
  });

  it('is not checked in a report, where tokens are disguised', async () => {
    const capture: Capture = {
      source: { kind: 'har', name: 'report.har', creator: 'Keyhole 0.1.0', credentials: 'whole' },
      exchanges: [keySet([await publicKey(current, { kid: 'current' })]), refusedWith(await signed(retired))],
    };
    expect(await checkSignatures(capture)).toBe(capture);
  });
});

describe('a DPoP proof', () => {
  async function proofOf(claims: object, keys = page): Promise<string> {
    return new SignJWT({ htm: 'GET', htu: 'https://api.app.test/me', ...claims })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(page.publicKey) })
      .setJti('1')
      .setIssuedAt()
      .sign(keys.privateKey);
  }

  async function faults(token: string, proof: string) {
    const exchanges = [refusedWith(token, { dpop: proof })];
    const { signatures } = await checkSignatures({ source: { kind: 'live' }, exchanges });
    return signatures?.[exchanges[0]!.id]?.proof;
  }

  async function boundTo(keys: Keys): Promise<string> {
    return signed(
      current,
      {},
      { cnf: { jkt: await calculateJwkThumbprint(await exportJWK(keys.publicKey)) } },
    );
  }

  const hashOf = async (text: string) =>
    Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('base64url');

  it('is sound', async () => {
    const token = await boundTo(page);
    expect(await faults(token, await proofOf({ ath: await hashOf(token) }))).toEqual([]);
  });

  it('is made for another token', async () => {
    const token = await boundTo(page);
    expect(await faults(token, await proofOf({ ath: await hashOf('another') }))).toEqual(['ath']);
  });

  it('is made with another key than the token is bound to', async () => {
    const token = await boundTo(retired);
    expect(await faults(token, await proofOf({ ath: await hashOf(token) }))).toEqual(['jkt']);
  });

  it('is signed by another key than it carries', async () => {
    const token = await boundTo(page);
    expect(await faults(token, await proofOf({ ath: await hashOf(token) }, retired))).toEqual(['signature']);
  });
});

interface Example {
  readonly proof?: string;
  readonly payload?: { readonly ath?: string };
}

const { cases } = corpus<{ readonly cases: readonly Example[] }>('jwt/rfc9449-dpop-proofs.json', {
  cases: [],
});

it.skipIf(!hasCorpus)('the proof of RFC 9449 §7.1 fits its token', async () => {
  const proof = cases.find(({ payload }) => payload?.ath !== undefined)?.proof ?? '';
  const token = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU';
  const exchanges = [
    exchange({ status: 401, requestHeaders: { authorization: `DPoP ${token}`, dpop: proof } }),
  ];
  const { signatures } = await checkSignatures({ source: { kind: 'live' }, exchanges });
  expect(signatures?.[exchanges[0]!.id]).toEqual({ proof: [] });
});
