import type { Body } from '../exchange/exchange.ts';
import { type Fields, fieldsOf, listOf, textOf } from './narrow.ts';

/** `postData`: its text, or its parameters written as a form (HAR 1.2 allows either). */
export function readPostData(value: unknown): Body | undefined {
  const postData = fieldsOf(value);
  if (!postData) return undefined;
  const mimeType = textOf(postData['mimeType']) ?? '';
  const text = textOf(postData['text']);
  if (text !== undefined) return bodyOf(text, mimeType, textOf(postData['encoding']));
  const pairs = listOf(postData['params']).flatMap((each) => {
    const param = fieldsOf(each);
    return typeof param?.['name'] === 'string' ? [[param['name'], String(param['value'] ?? '')]] : [];
  });
  if (pairs.length === 0) return undefined;
  return { text: new URLSearchParams(pairs).toString(), mimeType: 'application/x-www-form-urlencoded' };
}

/** `content`. Pictures, fonts and the like decide nothing here and are not kept. */
export function readResponseBody(content: Fields | undefined): Body | undefined {
  const text = textOf(content?.['text']);
  if (text === undefined) return undefined;
  const mimeType = textOf(content?.['mimeType']) ?? '';
  if (MEDIA.test(mimeType) && !mimeType.includes('svg')) return undefined;
  return bodyOf(text, mimeType, textOf(content?.['encoding']));
}

const MEDIA = /^(?:image|audio|video|font)\//i;

/** Chromium writes a body without Content-Type as base64, though it may well be text. */
function bodyOf(text: string, mimeType: string, encoding: string | undefined): Body {
  if (encoding?.toLowerCase() !== 'base64') return { text, mimeType };
  const decoded = decodeText(text);
  return decoded === undefined ? { text, mimeType, encoding: 'base64' } : { text: decoded, mimeType };
}

const MOST_DECODED = 2_000_000;
const CONTROL = /(?![\t\n\v\f\r])\p{Cc}/u;

/** Base64 of UTF-8 text; `undefined` where it is something else. */
function decodeText(base64: string): string | undefined {
  if (base64.length > MOST_DECODED) return undefined;
  try {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return CONTROL.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
