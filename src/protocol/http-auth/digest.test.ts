import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectQuick, MEGABYTES } from '../hostile.fixture.ts';
import { parseChallenges } from './challenges.ts';
import { digestFaults, readDigest } from './digest.ts';

/** The example of RFC 7616 §3.9.1. */
const CREDENTIAL =
  'username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
const offer = (parameters: string) => parseChallenges([`Digest ${parameters}`]);
const SHA = 'realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="x"';
const faults = (challenge: string, credential = CREDENTIAL, target: string | undefined = '/dir/index.html') =>
  digestFaults(readDigest(credential), offer(challenge), target);

describe('a Digest credential', () => {
  it('is read by its parameters, without the response', () => {
    const read = readDigest(CREDENTIAL);
    expect(read).toMatchObject({
      realm: 'http-auth@example.org',
      uri: '/dir/index.html',
      algorithm: 'SHA-256',
      qop: 'auth',
      nc: '00000001',
      missing: [],
    });
    expect(JSON.stringify(read)).not.toContain('753927fa');
  });

  it('needs nonce count and client nonce only with qop', () => {
    expect(readDigest('username="mia", realm="a", nonce="b", uri="/", response="c"').missing).toEqual([]);
    expect(
      readDigest('username="mia", realm="a", nonce="b", uri="/", qop=auth, response="c"').missing,
    ).toEqual(['nc', 'cnonce']);
  });

  it('is read whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(readDigest(text).missing)));
  });

  it.each(MEGABYTES)('is read quickly: %s', (_, text) => {
    expectQuick(() => readDigest(text));
  });
});

describe('its faults', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['none can be seen', [SHA], []],
    ['the nonce is stale, which outweighs the rest', [`${SHA}, stale=TRUE`], ['stale']],
    ['stale=false says nothing', [`${SHA}, stale=false`], []],
    ['another realm', ['realm="Orders", qop="auth", algorithm=SHA-256, nonce="x"'], ['realm']],
    [
      'another algorithm; MD5 where none is named',
      ['realm="http-auth@example.org", nonce="x"'],
      ['algorithm'],
    ],
    ['a quality that is not offered', [SHA.replace('"auth, auth-int"', '"auth-int"')], ['qop']],
    ['made for another address', [SHA, CREDENTIAL, '/dir/index.html?page=2'], ['uri']],
    ['made for the whole URL', [SHA, CREDENTIAL.replace('"/dir', '"https://api.test/dir')], []],
    ['no response', [SHA, CREDENTIAL.replace(/response="[^"]*", /, '')], ['incomplete']],
  ])('%s', (_, [challenge = '', credential, target], expected) => {
    expect(faults(challenge, credential, target)).toEqual(expected);
  });

  it('are those against the challenge that fits best: servers offer one for each algorithm', () => {
    const both = parseChallenges([`Digest realm="http-auth@example.org", nonce="x"`, `Digest ${SHA}`]);
    expect(digestFaults(readDigest(CREDENTIAL), both, '/dir/index.html')).toEqual([]);
  });
});
