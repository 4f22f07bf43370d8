import { describe, expect, it } from 'vitest';
import { maskBody, maskHeader, maskUrl } from './secrets.ts';

const SECRET = 's3cr3t-0123456789-abcdefghij-0123456789-xyz';

describe('masking for reading', () => {
  it.each([
    ['Cookie', `sid=${SECRET}; theme=dark`],
    ['Set-Cookie', `sid=${SECRET}; Path=/; HttpOnly`],
    ['X-Api-Key', SECRET],
    ['X-Auth-Token', SECRET],
    ['x-amz-security-token', SECRET],
    ['X-CSRF-Token', SECRET],
    ['Location', `https://app.test/cb?code=${SECRET}&state=1`],
    ['DPoP', SECRET],
  ])('shows no whole secret of %s', (name, value) => {
    expect(maskHeader(name, value)).not.toContain(SECRET);
  });

  it('keeps names and attributes of cookies', () => {
    expect(maskHeader('set-cookie', `sid=${SECRET}; Path=/; HttpOnly`)).toMatch(
      /^sid=.*; Path=\/; HttpOnly$/,
    );
    expect(maskHeader('cookie', 'a=1; b=2')).toBe('a=…; b=…');
  });

  it('leaves headers alone that hold no secret', () => {
    for (const [name, value] of [
      ['Access-Control-Allow-Headers', 'authorization, x-api-key'],
      ['Content-Type', 'application/json'],
      ['WWW-Authenticate', 'Bearer error="invalid_token"'],
    ] as const) {
      expect(maskHeader(name, value)).toBe(value);
    }
  });

  it('masks tokens, codes and passwords of JSON and form bodies', () => {
    const json = maskBody(JSON.stringify({ access_token: SECRET, expires_in: 900, password: SECRET }));
    expect(json).not.toContain(SECRET);
    expect(json).toContain('"expires_in":900');
    expect(maskBody(`grant_type=authorization_code&code=${SECRET}&client_id=spa`)).toMatch(
      /^grant_type=authorization_code&code=s3cr3t….*&client_id=spa$/,
    );
  });

  it('keeps of a URL what tells requests apart', () => {
    expect(
      maskUrl(`https://mia:pw@idp.test/auth?redirect_uri=https%3A%2F%2Fapp.test%2Fcb&code=${SECRET}#x`),
    ).toMatch(/^https:\/\/…@idp\.test\/auth\?redirect_uri=https%3A%2F%2Fapp\.test%2Fcb&code=s3cr3t….{6}#x$/);
    expect(maskUrl('https://api.test/v1/orders?page=2')).toBe('https://api.test/v1/orders?page=2');
  });

  it('masks a JWT wherever it stands', () => {
    const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtaWEifQ.${'a'.repeat(43)}`;
    expect(maskBody(`{"data":["${jwt}"]}`)).not.toContain(jwt);
    expect(maskHeader('x-forwarded-user', jwt)).not.toContain(jwt);
  });

  it('reads a hostile megabyte at once', () => {
    for (const text of [
      '&token'.repeat(170_000),
      '"a-token" : '.repeat(90_000),
      'eyJ'.repeat(330_000),
      '-eyJ'.repeat(250_000),
      'a_'.repeat(500_000),
    ]) {
      const started = performance.now();
      maskBody(text);
      maskHeader('x-note', text);
      expect(performance.now() - started).toBeLessThan(400);
    }
  });
});
