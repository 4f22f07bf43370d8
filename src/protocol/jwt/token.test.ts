import fc from 'fast-check';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus } from '../corpus.fixture.ts';
import { expectQuick, MEGABYTES } from '../hostile.fixture.ts';
import { numericDate, readToken } from './token.ts';

const part = (value: unknown) =>
  btoa(JSON.stringify(value)).replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_');
const HEADER = part({ alg: 'RS256', typ: 'JWT' });

describe('a JWT', () => {
  it('is read into header and claims, whatever they hold', () => {
    const claims = { sub: 'u1', exp: 'tomorrow', nested: { a: [1] } };
    expect(readToken(`${HEADER}.${part(claims)}.c2ln`)).toEqual({
      kind: 'jws',
      header: { alg: 'RS256', typ: 'JWT' },
      claims,
      signatureLength: 4,
    });
  });

  it('keeps claims that are named like inherited members', () => {
    const reading = readToken(
      `${HEADER}.${btoa('{"__proto__":{"admin":true},"constructor":1}').replace(/=+$/, '')}.c2ln`,
    );
    expect(reading.kind === 'jws' && Object.keys(reading.claims)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('that is encrypted shows its header only', () => {
    expect(readToken(`${part({ alg: 'dir', enc: 'A256GCM' })}..aXY.dGV4dA.dGFn`)).toEqual({
      kind: 'jwe',
      header: { alg: 'dir', enc: 'A256GCM' },
    });
  });

  it.each<[string, string, string]>([
    ['a header alone', HEADER, 'truncated'],
    ['a header cut within', HEADER.slice(0, 15), 'truncated'],
    ['no signature part', `${HEADER}.${part({ sub: 'a' })}`, 'truncated'],
    ['an empty payload', `${HEADER}..c2ln`, 'truncated'],
    [
      'an encrypted one that lost its tag',
      `${part({ alg: 'dir', enc: 'A256GCM' })}..aXY.dGV4dA`,
      'truncated',
    ],
    ['a payload outside the alphabet', `${HEADER}.+/+/.c2ln`, 'not-base64url'],
    ['a fourth part', `${HEADER}.${part({})}.c2ln.c2ln`, 'not-base64url'],
    ['a payload of text', `${HEADER}.Zm9v.c2ln`, 'not-json'],
    ['a payload of null', `${HEADER}.bnVsbA.c2ln`, 'not-an-object'],
    ['a payload of a list', `${HEADER}.W10.c2ln`, 'not-an-object'],
    ['a header that is no JSON', `${btoa('{"alg":"RS256').replace(/=+$/, '')}.${part({})}.c2ln`, 'not-json'],
  ])('with %s is broken', (_, text, why) => {
    expect(readToken(text)).toMatchObject({ kind: 'broken', why });
  });
});

describe('an opaque token', () => {
  it.each([
    '',
    'abc',
    'a.b.c',
    'eyJ7S_zG.eyJH0-Z.HX4w-7v',
    'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU',
    'eyJ1c2VyIjoxfQ.ZxYwVQ.Kx0c1FzG',
  ])('%j is none that we read', (text) => {
    expect(readToken(text)).toEqual({ kind: 'opaque' });
  });
});

describe('a NumericDate', () => {
  it('is a number of seconds that a date can hold', () => {
    expect(numericDate({ exp: 1_790_000_000.5 }, 'exp')).toBe(1_790_000_000.5);
    expect(numericDate({ nbf: -1 }, 'nbf')).toBe(-1);
    for (const exp of ['1790000000', Number.NaN, Number.POSITIVE_INFINITY, 1e15, null, [], {}]) {
      expect(numericDate({ exp }, 'exp')).toBeUndefined();
    }
    expect(numericDate(Object.create({ exp: 1 }), 'exp')).toBeUndefined();
  });
});

interface Oracle {
  readonly header?: Record<string, unknown>;
  readonly headerError?: string;
  readonly payload?: Record<string, unknown>;
  readonly payloadError?: string;
}

const missing = { cases: [] };
const malformed = corpus<{ cases: readonly { input: string; joseOracle: Oracle }[] }>(
  'jwt/malformed.json',
  missing,
).cases;
const suites = corpus<{ cases: readonly { token: string; oracle: Oracle }[] }>(
  'jwt/tokens-from-suites.json',
  missing,
).cases;
const wycheproof = corpus<{ cases: readonly { id: string; jws: unknown }[] }>(
  'jwt/wycheproof-jws-flat.json',
  missing,
).cases;
const proofs = corpus<{ cases: readonly { proof?: string; header?: object; payload?: object }[] }>(
  'jwt/rfc9449-dpop-proofs.json',
  missing,
).cases;

function expectAsOracle(text: string, { header, payload }: Oracle): void {
  const reading = readToken(text);
  if (header && payload) expect(reading).toMatchObject({ kind: 'jws', header, claims: payload });
  else if (header && text.split('.').length === 5) expect(reading).toEqual({ kind: 'jwe', header });
  else if (header) expect(reading).toMatchObject({ kind: 'broken', header });
  else expect(['opaque', 'broken']).toContain(reading.kind);
}

describe.skipIf(!hasCorpus)('the tokens of public test suites', () => {
  it.each(malformed)('$input is read as jose reads it', ({ input, joseOracle }) =>
    expectAsOracle(input, joseOracle),
  );

  it.each(suites.map((each, index) => ({ ...each, index })))(
    'token $index of 18 suites is read as jose reads it',
    ({ token, oracle }) => expectAsOracle(token, oracle),
  );

  it('every Wycheproof case is read as jose reads it now', () => {
    for (const { jws } of wycheproof) {
      if (typeof jws !== 'string') continue;
      expectAsOracle(jws, {
        ...attempt('header', () => decodeProtectedHeader(jws)),
        ...attempt('payload', () => decodeJwt(jws)),
      });
    }
  });

  it.each(proofs.filter(({ proof }) => proof !== undefined))(
    'the proof $proof shows what it holds',
    ({ proof = '', header, payload }) => {
      expect(readToken(proof)).toMatchObject({ kind: 'jws', header, claims: payload });
    },
  );
});

function attempt(name: 'header' | 'payload', decode: () => object): Oracle {
  try {
    return { [name]: decode() };
  } catch {
    return {};
  }
}

describe('hostile text', () => {
  it('no text throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readToken(text)));
    fc.assert(
      fc.property(fc.json(), fc.json(), (header, payload) => {
        const encode = (json: string) => Buffer.from(json).toString('base64url');
        readToken(`${encode(header)}.${encode(payload)}.`);
      }),
    );
  });

  it.each(MEGABYTES)('a megabyte of %s is read at once', (_, text) => {
    for (const prefix of ['', `${HEADER}.`, `${HEADER}.e30.`, 'eyJhbGciOi'])
      expectQuick(() => readToken(prefix + text));
  });
});
