import { expect, it } from 'vitest';
import { bytesOfBase64 } from './base64.ts';

/** RFC 4648 §10, and both alphabets. */
it.each([
  ['Zm9vYmFy', 'foobar'],
  ['Zm9vYg==', 'foob'],
  ['Zm9vYg', 'foob'],
  ['+/+/', '\u00fb\u00ff\u00bf'],
  ['-_-_', '\u00fb\u00ff\u00bf'],
  ['Zm8=Zm9v', 'fofoo'],
  ['', ''],
])('%s is %s', (base64, text) => {
  expect(String.fromCharCode(...bytesOfBase64(base64))).toBe(text);
});
