import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus } from '../corpus.fixture.ts';
import { expectQuick, MEGABYTES } from '../hostile.fixture.ts';
import { embeddedKey, isSameTarget, proofMismatches, readProof } from './proof.ts';

interface Example {
  readonly proof?: string;
  readonly payload?: { readonly htm: string; readonly htu: string; readonly ath?: string };
}

const examples = corpus<{ readonly cases: readonly Example[] }>('jwt/rfc9449-dpop-proofs.json', {
  cases: [],
}).cases.filter(({ proof, payload }) => proof !== undefined && payload?.htm !== undefined);

describe.skipIf(!hasCorpus)('the proofs of RFC 9449', () => {
  it.each(examples)('$proof fits its request', ({ proof = '', payload }) => {
    const read = readProof(proof)!;
    const request = {
      method: payload!.htm,
      url: `${payload!.htu}?page=2#top`,
      carriesToken: payload!.ath !== undefined,
    };
    expect(embeddedKey(read)).toBeDefined();
    expect(proofMismatches(read, request)).toEqual([]);
  });
});

const KEY = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' };
const SOUND = {
  header: { typ: 'dpop+jwt', alg: 'ES256', jwk: KEY },
  claims: { jti: '1', htm: 'GET', htu: 'https://api.test/me', iat: 1, ath: 'hash' },
};
const REQUEST = { method: 'GET', url: 'https://api.test/me', carriesToken: true };

const mismatches = (header: object, claims: object) =>
  proofMismatches(
    { header: { ...SOUND.header, ...header }, claims: { ...SOUND.claims, ...claims } },
    REQUEST,
  ).map(({ what, how }) => `${what} ${how}`);

describe('a proof and its request', () => {
  it.each<[string, object, object, readonly string[]]>([
    ['fit', {}, {}, []],
    ['differ in the method', {}, { htm: 'get' }, ['htm wrong']],
    ['differ in the host', {}, { htu: 'https://other.test/me' }, ['htu wrong']],
    ['differ in the type', { typ: 'JWT' }, {}, ['typ wrong']],
    ['need a key pair', { alg: 'HS256' }, {}, ['alg wrong']],
    ['need a public key', { jwk: { ...KEY, d: 'c' } }, {}, ['jwk wrong']],
    ['need every part', {}, { jti: undefined, iat: undefined }, ['jti missing', 'iat missing']],
    ['need the hash of the token', {}, { ath: undefined }, ['ath missing']],
  ])('%s', (_, header, claims, expected) => {
    expect(mismatches(header, claims)).toEqual(expected);
  });

  it('need no hash where no token is sent', () => {
    const { ath: _, ...claims } = SOUND.claims;
    expect(proofMismatches({ ...SOUND, claims }, { ...REQUEST, carriesToken: false })).toEqual([]);
  });

  it.each([
    ['https://api.test/me?x=1#y', 'https://api.test/me', true],
    ['https://API.test:443/me', 'https://api.test/me', true],
    ['https://api.test/%7Eme', 'https://api.test/~me', true],
    ['https://api.test/a%2fb', 'https://api.test/a%2Fb', true],
    ['https://api.test/me/', 'https://api.test/me', false],
    ['http://api.test/me', 'https://api.test/me', false],
    ['api.test/me', 'https://api.test/me', false],
  ])('%s and %s: the same target is %s', (htu, url, same) => {
    expect(isSameTarget(htu, url)).toBe(same);
  });

  it('are read from anything', () => {
    fc.assert(fc.property(fc.object(), fc.object(), (header, claims) => void mismatches(header, claims)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readProof(text)));
  });

  it.each(MEGABYTES)('are compared at once with a megabyte of %s', (_, text) => {
    expectQuick(() => void readProof(text));
  });
});
