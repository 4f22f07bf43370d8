/**
 * A keyed hash that needs no promise: two HalfSipHash-2-4 (Aumasson and Bernstein, the 32-bit sibling of
 * SipHash) under independent halves of a 128-bit key, together 128 bits of output.
 *
 * It only has to hide which value a placeholder stands for from somebody without the key, and to give the same
 * placeholder for the same value within a report. The key is random for each report and thrown away.
 */
export type Words = readonly [number, number, number, number];

/** A fresh key for one report. */
export function randomKey(): Words {
  const [a = 0, b = 0, c = 0, d = 0] = crypto.getRandomValues(new Uint32Array(4));
  return [a, b, c, d];
}

/** The value's 128 bits under this key, as four unsigned 32-bit words. */
export function keyedHash(key: Words, value: string): Words {
  const bytes = new TextEncoder().encode(value);
  return [...halfSipHash(key[0], key[1], bytes), ...halfSipHash(key[2], key[3], bytes)];
}

function halfSipHash(k0: number, k1: number, bytes: Uint8Array): [number, number] {
  // The final 0xee asks for 64 bits of output, as in the reference's description.
  const v: State = [k0, k1 ^ 0xee, 0x6c796765 ^ k0, 0x74656462 ^ k1];
  const whole = bytes.length - (bytes.length % 4);
  for (let at = 0; at < whole; at += 4) {
    absorb(v, bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
  }
  let last = bytes.length << 24;
  for (let at = whole; at < bytes.length; at += 1) last |= bytes[at]! << (8 * (at - whole));
  absorb(v, last);
  v[2] ^= 0xee;
  rounds(v, 4);
  const first = (v[1] ^ v[3]) >>> 0;
  v[1] ^= 0xdd;
  rounds(v, 4);
  return [first, (v[1] ^ v[3]) >>> 0];
}

type State = [number, number, number, number];

function absorb(v: State, word: number): void {
  v[3] ^= word;
  rounds(v, 2);
  v[0] ^= word;
}

function rounds(v: State, times: number): void {
  for (let round = 0; round < times; round += 1) {
    v[0] = (v[0] + v[1]) | 0;
    v[1] = rotate(v[1], 5) ^ v[0];
    v[0] = rotate(v[0], 16);
    v[2] = (v[2] + v[3]) | 0;
    v[3] = rotate(v[3], 8) ^ v[2];
    v[0] = (v[0] + v[3]) | 0;
    v[3] = rotate(v[3], 7) ^ v[0];
    v[2] = (v[2] + v[1]) | 0;
    v[1] = rotate(v[1], 13) ^ v[2];
    v[2] = rotate(v[2], 16);
  }
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** An endless row of numbers below 2³² from four words (Doty-Humphrey's sfc32): fills long placeholders. */
export function numbersFrom([a0, b0, c0, d0]: Words): () => number {
  let a = a0;
  let b = b0;
  let c = c0;
  let counter = d0;
  return () => {
    const next = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (rotate(c, 21) + next) | 0;
    return next >>> 0;
  };
}
