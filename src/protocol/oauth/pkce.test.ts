import { describe, expect, it } from 'vitest';
import { pkceFit } from './pkce.ts';

/** RFC 7636, Appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const HEX = '13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3';

describe('pkceFit', () => {
  it.each([
    ['fits', VERIFIER, CHALLENGE, 'S256'],
    ['fits', VERIFIER, VERIFIER, 'plain'],
    ['fits', VERIFIER, VERIFIER, undefined],
    ['hashed-as-plain', VERIFIER, CHALLENGE, undefined],
    ['plain-as-hashed', VERIFIER, VERIFIER, 'S256'],
    ['other-encoding', VERIFIER, `${CHALLENGE}=`, 'S256'],
    ['other-encoding', VERIFIER, CHALLENGE.replace('-', '+'), 'S256'],
    ['other-encoding', VERIFIER, HEX, 'S256'],
    ['differs', `${VERIFIER}0`, CHALLENGE, 'S256'],
    ['differs', '', CHALLENGE, undefined],
    ['unknown', VERIFIER, CHALLENGE, 's256'],
    ['unknown', 'x'.repeat(5_000), CHALLENGE, 'S256'],
  ])('%s', (fit, verifier, challenge, method) => {
    expect(pkceFit(verifier, challenge, method)).toBe(fit);
  });
});
