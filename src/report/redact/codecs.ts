/** Text encodings that hide a value from a plain search. Each gives back `undefined` for what is not its own. */

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** Base64 or base64url of UTF-8 text. */
export function decodeBase64Text(text: string): string | undefined {
  const bytes = decodeBase64(text);
  // A byte that no character begins with is the usual case: an exception for each would cost.
  if (!bytes || (bytes[0]! >= 0x80 && bytes[0]! < 0xc2) || bytes[0]! > 0xf4) return undefined;
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** RFC 4648 §4 and §5, with or without padding. */
export function decodeBase64(text: string): Uint8Array | undefined {
  // No whole byte ends after the first character of four; asking `atob` would cost an exception.
  const length = text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
  if (length % 4 === 1 || !BASE64.test(text)) return undefined;
  try {
    const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return undefined;
  }
}

/** In the alphabet and with the padding of `like`, as far as it shows them. */
export function encodeBase64(text: string, like: string): string {
  const url = encodeBase64Url(text);
  if (/[-_]/.test(like)) return url;
  const base64 = url.replace(/-/g, '+').replace(/_/g, '/');
  return like.length % 4 === 0 ? base64.padEnd(Math.ceil(base64.length / 4) * 4, '=') : base64;
}

/** Base64url without padding, as the parts of a token are (RFC 7515 §2). */
export function encodeBase64Url(text: string): string {
  return encodeBytes(new TextEncoder().encode(text))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/** RFC 4648 §4, with padding. */
export function encodeBytes(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Percent-encoded text with something in it to decode; `undefined` where there is nothing, or it is broken. */
export function decodePercent(text: string): string | undefined {
  if (!/%[0-9A-Fa-f]{2}/.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The inside of a JSON string. */
export function unescapeJson(inside: string): string | undefined {
  if (!inside.includes('\\')) return inside;
  try {
    return JSON.parse(`"${inside}"`) as string;
  } catch {
    return undefined;
  }
}

export function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
