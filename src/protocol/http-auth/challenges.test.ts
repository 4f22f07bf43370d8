import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus } from '../corpus.fixture.ts';
import { expectQuick, MEGABYTES } from '../hostile.fixture.ts';
import { parseChallenges } from './challenges.ts';

interface Case {
  readonly id: string;
  readonly headers: readonly string[];
  readonly expectedError: boolean;
  readonly expected:
    | readonly {
        scheme: string;
        token68: string | null;
        params: readonly (readonly [string, string | null])[];
      }[]
    | null;
  readonly strength: 'spec' | 'spec-param-rule' | 'impl';
}

const { cases } = corpus<{ cases: readonly Case[] }>('challenges.json', { cases: [] });

const plain = (values: readonly string[]) =>
  parseChallenges(values).map(({ scheme, token68, parameters }) => ({
    scheme,
    token68: token68 ?? null,
    params: Object.fromEntries(parameters),
  }));

describe.skipIf(!hasCorpus)('the cases of public test suites', () => {
  it.each(cases.filter((each) => each.strength !== 'impl' && !each.expectedError))(
    '$id is read as the grammar says',
    (each) => {
      expect(plain(each.headers)).toEqual(
        each.expected?.map(({ scheme, token68, params }) => ({
          scheme: scheme.toLowerCase(),
          token68,
          params: Object.fromEntries(params.map(([name, value]) => [name.toLowerCase(), value])),
        })),
      );
      expect(parseChallenges(each.headers).flatMap(({ faults }) => faults)).toEqual([]);
    },
  );

  it.each(cases.filter((each) => each.strength === 'spec' && each.expectedError))(
    '$id is read with a fault',
    (each) => {
      const read = parseChallenges(each.headers);
      if (each.headers.join('') === '') expect(read).toEqual([]);
      else expect(read.flatMap(({ faults }) => faults)).not.toEqual([]);
    },
  );

  it.each(cases.filter((each) => each.strength === 'impl'))('$id does not crash', (each) => {
    expect(parseChallenges(each.headers).length).toBeGreaterThan(0);
  });
});

describe('challenges as real servers write them', () => {
  it('reads parameters that lack their commas, and says so', () => {
    const [challenge] = parseChallenges([
      'Bearer scope="" error="invalid_token" error_description="the token has expired"',
    ]);
    expect([...(challenge?.parameters ?? [])]).toEqual([
      ['scope', ''],
      ['error', 'invalid_token'],
      ['error_description', 'the token has expired'],
    ]);
    expect(challenge?.faults).toEqual(['a comma is missing']);
  });

  it('keeps the words of a value that lacks its quotes together', () => {
    const [challenge, ...others] = parseChallenges([
      'Bearer error=invalid_token, error_description=The token expired, scope="a b"',
    ]);
    expect(others).toEqual([]);
    expect(challenge?.parameters.get('error_description')).toBe('The token expired');
    expect(challenge?.parameters.get('scope')).toBe('a b');
    expect(challenge?.faults).toEqual(['a value needs quotes']);
  });

  it('starts another challenge at a well-known scheme even where the comma is missing', () => {
    expect(plain(['Negotiate Basic realm=Site Bearer']).map(({ scheme }) => scheme)).toEqual([
      'negotiate',
      'basic',
      'bearer',
    ]);
  });

  it('keeps an address that stands without quotes', () => {
    const [challenge] = parseChallenges(['Bearer authorization_uri=https://login.test/a?b=c, error="x"']);
    expect(challenge?.parameters.get('authorization_uri')).toBe('https://login.test/a?b=c');
    expect(challenge?.parameters.get('error')).toBe('x');
  });

  it('reads parameters without a scheme as a challenge without a name', () => {
    expect(parseChallenges(['error="invalid_token"'])).toMatchObject([
      { scheme: '', faults: ['parameters stand without a scheme'] },
    ]);
  });

  it('takes the first of two parameters of one name', () => {
    const [challenge] = parseChallenges(['Basic realm="a", REALM="b"']);
    expect(challenge?.parameters.get('realm')).toBe('a');
    expect(challenge?.faults).toEqual(['a parameter stands twice']);
  });

  it('is not led astray by names that objects inherit', () => {
    const [challenge] = parseChallenges(['Bearer __proto__="a", constructor="b"']);
    expect([...(challenge?.parameters.keys() ?? [])]).toEqual(['__proto__', 'constructor']);
  });
});

describe('hostile headers', () => {
  it('any text is read', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), (values) => void parseChallenges(values)));
  });

  it.each(MEGABYTES)('a megabyte of %s is read at once', (_, text) => {
    expectQuick(() =>
      parseChallenges([text, `Bearer ${text}`, `Bearer realm="${text}`, `Bearer realm=${text}`]),
    );
  });
});
