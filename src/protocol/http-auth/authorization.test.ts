import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus } from '../corpus.fixture.ts';
import { expectQuick, MEGABYTES } from '../hostile.fixture.ts';
import { type CredentialReading, readAuthorization } from './authorization.ts';

const part = (value: unknown) =>
  btoa(JSON.stringify(value)).replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_');
const JWT = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'u1', exp: 1_790_000_000 })}.${'s'.repeat(43)}`;

const faultsOf = (value: string) => {
  const reading = readAuthorization(value);
  return reading.form === 'bearer' ? reading.faults : reading.form;
};

describe('a Bearer token', () => {
  it('is read in any case of the scheme', () => {
    expect(readAuthorization(`bEARER ${JWT}`)).toEqual({
      form: 'bearer',
      schemeAsWritten: 'bEARER',
      token: JWT,
      faults: [],
    });
  });

  it('may be opaque', () => {
    expect(faultsOf('Bearer mF_9.B5f-4.1JqM')).toEqual([]);
    expect(faultsOf('Bearer ya29.a0AfH6SMBx')).toEqual([]);
    expect(faultsOf('Bearer my-token')).toEqual([]);
  });

  it('may be opaque and begin as base64 of JSON does', () => {
    expect(faultsOf(`Bearer ${btoa('{"iv":"AAAA","value":"BBBB","mac":"CCCC"}')}`)).toEqual([]);
    expect(faultsOf('Bearer eyJ7S_zG.eyJH0-Z.HX4w-7v')).toEqual([]);
    expect(faultsOf('Bearer eyJ1c2VyIjoxfQ.ZxYwVQ.Kx0c1FzG')).toEqual([]);
  });

  it('may be encrypted', () => {
    expect(faultsOf(`Bearer ${part({ alg: 'dir', enc: 'A128GCM' })}..aXY.dGV4dA.dGFn`)).toEqual([]);
  });

  it.each<[string, string, readonly string[]]>([
    ['stands in quotes', `Bearer "${JWT}"`, ['quoted']],
    ['stands in single quotes', `Bearer '${JWT}'`, ['quoted']],
    ['has lost one of its quotes', `Bearer "${JWT}`, ['quoted']],
    ['stands in quotes with its scheme', `"Bearer ${JWT}"`, ['quoted']],
    ['is percent-encoded', `Bearer abc%2Bdef%3D`, ['percent-encoded']],
    ['ends in an encoded blank', `Bearer ${JWT}%20`, ['percent-encoded']],
    ['is percent-encoded with its scheme', `Bearer%20${JWT}`, ['percent-encoded']],
    ['is a JWT in base64', `Bearer ${btoa(JWT)}`, ['double-encoded']],
    ['is a quoted JWT in base64', `Bearer ${btoa(JSON.stringify(JWT))}`, ['double-encoded']],
    ['is the whole JSON answer', `Bearer {"access_token":"${JWT}","expires_in":60}`, ['double-encoded']],
    [
      'is the JSON answer in base64',
      `Bearer ${btoa(JSON.stringify({ access_token: 'abc' }))}`,
      ['double-encoded'],
    ],
    ['has a line break inside', `Bearer ${JWT.slice(0, 30)}\n${JWT.slice(30)}`, ['whitespace']],
    ['has a blank at its end', `Bearer ${JWT} `, ['whitespace']],
    ['ends in an escaped line break', `Bearer ${JWT}\\n`, ['whitespace']],
    ['has a tab inside', 'Bearer abc\tdef', ['whitespace']],
    ['has no signature part', `Bearer ${JWT.slice(0, JWT.lastIndexOf('.'))}`, ['truncated']],
    ['has an empty signature', `Bearer ${JWT.slice(0, JWT.lastIndexOf('.') + 1)}`, ['truncated']],
    ['has lost the end of its signature', `Bearer ${JWT.slice(0, -5)}`, ['truncated']],
    ['was cut in its header', `Bearer ${JWT.slice(0, 22)}`, ['truncated']],
    ['was copied from where it is shown cut', `Bearer ${JWT.slice(0, 22)}...`, ['truncated']],
    [
      'has a payload outside the alphabet',
      `Bearer ${part({ alg: 'HS256' })}.a+b/.${'s'.repeat(43)}`,
      ['malformed'],
    ],
    [
      'has a payload that is no JSON',
      `Bearer ${part({ alg: 'HS256' })}.Zm9v.${'s'.repeat(43)}`,
      ['malformed'],
    ],
  ])('%s', (_, value, faults) => {
    expect(faultsOf(value)).toEqual(faults);
  });

  it('is whole without a signature where its algorithm is none', () => {
    expect(faultsOf(`Bearer ${part({ alg: 'none' })}.${part({ sub: 'a' })}.`)).toEqual([]);
  });
});

describe('a placeholder', () => {
  it.each([
    'undefined',
    'null',
    'NaN',
    '[object Object]',
    '[object Promise]',
    '"undefined"',
    '""',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the mistake itself
    '${TOKEN}',
    '$TOKEN',
    '<token>',
    '<your access token>',
    '<%= token %>',
    '{{token}}',
    '{token}',
    'YOUR_TOKEN',
    'YOUR_ACCESS_TOKEN_HERE',
    'your-token-here',
    'ACCESS_TOKEN',
  ])('%s is seen with and without a scheme', (placeholder) => {
    expect(readAuthorization(`Bearer ${placeholder}`)).toEqual({
      form: 'placeholder',
      scheme: 'Bearer',
      placeholder,
    });
    expect(readAuthorization(placeholder).form).toBe('placeholder');
  });

  it.each(['Bearer', 'Bearer ', 'bearer\t', 'Basic'])('%j carries nothing', (value) => {
    expect(readAuthorization(value)).toEqual({ form: 'placeholder', scheme: value.trim(), placeholder: '' });
  });

  it('is found behind a doubled scheme', () => {
    expect(readAuthorization('Bearer Bearer undefined')).toMatchObject({
      form: 'placeholder',
      placeholder: 'undefined',
    });
    expect(readAuthorization('Bearer Bearer')).toMatchObject({ form: 'placeholder', placeholder: '' });
  });

  it('is found inside Basic', () => {
    expect(readAuthorization(`Basic ${btoa('undefined:undefined')}`)).toMatchObject({ form: 'placeholder' });
    expect(readAuthorization(`Basic ${btoa('undefined:geheim')}`)).toMatchObject({ form: 'basic' });
  });

  it.each(['Bearer [REDACTED]', 'Bearer <redacted>', 'Bearer ***', 'Bearer {{masked}}', 'Bearer s3cr3t'])(
    '%s is not one: it was cut out of the record, or is a real key',
    (value) => {
      expect(readAuthorization(value).form).toBe('bearer');
    },
  );
});

describe('the scheme', () => {
  it('may be missing', () => {
    expect(readAuthorization(JWT)).toEqual({ form: 'bare-token', token: JWT, looksLike: 'jwt' });
    expect(readAuthorization('d41d8cd98f00b204')).toMatchObject({ form: 'bare-token', looksLike: 'opaque' });
  });

  it.each(['Bearer Bearer abc', 'Bearer bearer abc', 'Bearer Bearer Bearer abc', 'Bearer Bearer: abc'])(
    '%s is doubled',
    (value) => {
      expect(readAuthorization(value)).toEqual({ form: 'duplicated-scheme', scheme: 'Bearer', token: 'abc' });
    },
  );

  it('is not doubled where a token begins with its letters', () => {
    expect(readAuthorization('Bearer bearertoken').form).toBe('bearer');
  });

  it.each(['Baerer', 'Beare', 'Bearrer', 'Barer', 'Bearer:', 'Bear', 'Beaer', 'BearerToken'])(
    '%s is a misspelt Bearer',
    (scheme) => {
      expect(readAuthorization(`${scheme} ${JWT}`)).toEqual({
        form: 'other-scheme',
        scheme: scheme.toLowerCase(),
        schemeAsWritten: scheme,
        rest: JWT,
        misspeltBearer: true,
        carriesJwt: true,
      });
    },
  );

  it('never holds a part of the token that is glued to it', () => {
    for (const glue of ['', ':', '=']) {
      expect(readAuthorization(`Bearer${glue}${JWT}`)).toMatchObject({
        form: 'other-scheme',
        schemeAsWritten: `Bearer${glue}`,
        rest: JWT,
        misspeltBearer: true,
      });
    }
  });

  it.each([
    ['Digest username="a"', 'digest', false],
    ['DPoP Kz~8mXK1EalYznwH', 'dpop', false],
    ['Token abc', 'token', false],
    [`JWT ${JWT}`, 'jwt', true],
    [`Token ${JWT}`, 'token', true],
    ['AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu/s3/aws4_request', 'aws4-hmac-sha256', false],
    ['Negotiate YIIGhw==', 'negotiate', false],
  ])('%s is another one', (value, scheme, carriesJwt) => {
    expect(readAuthorization(value)).toMatchObject({
      form: 'other-scheme',
      scheme,
      carriesJwt,
      misspeltBearer: false,
    });
  });
});

describe('Basic', () => {
  it('shows the user and never the password', () => {
    const reading = readAuthorization('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
    expect(reading).toEqual({ form: 'basic', schemeAsWritten: 'Basic', user: 'Aladdin', hasPassword: true });
  });

  it('may have an empty password, and colons in it', () => {
    expect(readAuthorization(`Basic ${btoa('key_123:')}`)).toMatchObject({
      user: 'key_123',
      hasPassword: false,
    });
    expect(readAuthorization(`Basic ${btoa('a:b:c')}`)).toMatchObject({ user: 'a', hasPassword: true });
  });

  it('reads names in UTF-8', () => {
    expect(readAuthorization('Basic dGVzdDoxMjPCow==')).not.toHaveProperty('fault');
    expect(readAuthorization(`Basic ${btoa('J\u00c3\u00bcrgen:x')}`)).toMatchObject({ user: 'Jürgen' });
  });

  it.each<[string, string]>([
    ['Basic user:password', 'not-base64'],
    ['Basic YTpi YTpi', 'not-base64'],
    ['Basic YTp_-w==', 'not-base64'],
    [`Basic ${btoa('user')}`, 'no-colon'],
    [`Basic ${btoa('J\u00fcrgen:x')}`, 'charset'],
    [`Basic ${btoa('user:password\n')}`, 'charset'],
  ])('%s is malformed', (value, fault) => {
    expect(readAuthorization(value)).toMatchObject({ form: 'basic', fault });
    expect(JSON.stringify(readAuthorization(value))).not.toContain('password');
  });
});

interface CredentialCase {
  readonly id: string;
  readonly kind: string;
  readonly headers: readonly string[];
  readonly expected: readonly { scheme: string }[];
}

const credentials = corpus<{ cases: readonly CredentialCase[] }>('challenges.json', {
  cases: [],
}).cases.filter(({ kind }) => kind === 'authorization');

describe.skipIf(!hasCorpus)('the cases of public test suites', () => {
  it.each(credentials)('$id', ({ headers, expected }) => {
    expect(readAuthorization(headers[0] ?? '')).toMatchObject({ schemeAsWritten: expected[0]?.scheme });
  });
});

describe('hostile headers', () => {
  it('no value throws, and an empty one alone is empty', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', 'Bearer ', 'Basic ', 'Bearer "', 'DPoP '),
        (text, prefix) => {
          const reading: CredentialReading = readAuthorization(prefix + text);
          expect(reading.form === 'empty').toBe((prefix + text).trim() === '');
        },
      ),
    );
  });

  it.each(MEGABYTES)('a megabyte of %s is read at once', (_, text) => {
    for (const prefix of ['', 'Bearer ', 'Basic ', 'Bearer eyJhbGciOiJIUzI1NiJ9.', 'Token '])
      expectQuick(() => readAuthorization(prefix + text));
  });
});
