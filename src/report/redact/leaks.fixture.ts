import { gunzipSync, inflateRawSync } from 'node:zlib';
import { b64, b64url, hex, html, inString, pct } from './planted.fixture.ts';

/**
 * Does the secret, or a telling part of it, stand in a text in any form? Gives back the form, or nothing.
 *
 * A part tells from 12 characters on, or from 60 % of the secret. A short secret of letters or digits counts where it
 * stands by itself.
 */
export function leakOf(texts: Unwrapped, secret: string): string | undefined {
  for (const needle of formsOf(secret)) if (texts.has(needle)) return needle;
  return undefined;
}

/** Texts with everything that is encoded in them, searchable. */
export interface Unwrapped {
  readonly has: (needle: string) => boolean;
}

export function unwrap(texts: readonly string[], depth = 4): Unwrapped {
  const all = new Set<string>();
  for (const text of texts) peel(text, depth, all);
  const joined = [...all].join('\n');
  return {
    has: (needle) =>
      needle.length < 8 && /^\w+$/.test(needle)
        ? new RegExp(`(?<![A-Za-z0-9.])${needle}(?![A-Za-z0-9]|\\.\\d)`).test(joined)
        : joined.includes(needle),
  };
}

function formsOf(secret: string): Set<string> {
  const forms = new Set<string>([secret]);
  const add = (form: string) => forms.add(form);
  for (const bytes of [0, 1, 2]) {
    const whole = b64(`${'\0'.repeat(bytes)}${secret}`);
    const inner = whole.slice(bytes === 0 ? 0 : 4).replace(/.{0,3}=*$/, '');
    if (inner.length < 8) continue;
    add(inner);
    add(inner.replace(/\+/g, '-').replace(/\//g, '_'));
  }
  if (secret.length >= 6) {
    add(hex(secret));
    add(hex(secret).toUpperCase());
    add(b64(secret).replace(/=+$/, ''));
    add(b64url(secret));
  }
  const size = secret.length <= 8 ? secret.length : Math.min(12, Math.ceil(secret.length * 0.6));
  for (let at = 0; at + size <= secret.length; at += 1) {
    const part = secret.slice(at, at + size);
    // Blanks and signs alone are nobody's.
    if ((part.match(/[\p{L}\p{N}]/gu) ?? []).length < Math.min(size, 6)) continue;
    for (const form of [
      part,
      safePct(part),
      safePct(safePct(part)),
      inString(part),
      inString(inString(part)),
      html(part),
    ])
      add(form);
    add(safePct(part).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
    add(safePct(part).replace(/%20/g, '+'));
  }
  return forms;
}

function safePct(text: string): string {
  return pct(text.replace(/\p{Cs}/gu, ''));
}

function peel(text: string, depth: number, into: Set<string>): void {
  if (text === '' || into.has(text)) return;
  into.add(text);
  if (depth === 0) return;
  const next = (inner: string | undefined) => {
    if (inner !== undefined && inner !== text) peel(inner, depth - 1, into);
  };
  next(
    text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (codes) =>
      Buffer.from(codes.replace(/%/g, ''), 'hex').toString('utf8'),
    ),
  );
  next(
    text.replace(
      /\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(["\\/]))/g,
      (_, wide?: string, narrow?: string, plain?: string) =>
        plain ?? String.fromCharCode(Number.parseInt(wide ?? narrow ?? '', 16)),
    ),
  );
  next(
    text.replace(
      /&(?:#x([0-9A-Fa-f]+)|#(\d+)|(amp|lt|gt|quot));/g,
      (_, hexes?: string, digits?: string, name?: string) =>
        name
          ? ({ amp: '&', lt: '<', gt: '>', quot: '"' } as Record<string, string>)[name]!
          : String.fromCodePoint(Math.min(0x10ffff, hexes ? Number.parseInt(hexes, 16) : Number(digits))),
    ),
  );
  const decoded: string[] = [];
  for (const word of text
    .replace(/(?:\\r)?\\n/g, '')
    .match(/(?:[A-Za-z0-9+/_-]|[\r\n](?=[A-Za-z0-9+/_=-])){16,}={0,2}/g) ?? []) {
    const bytes = Buffer.from(word.replace(/[\r\n]/g, ''), 'base64');
    decoded.push(bytes.toString('utf8'), bytes.toString('latin1').replace(/\0/g, ''));
    for (const open of [inflateRawSync, gunzipSync]) {
      try {
        decoded.push(open(bytes).toString('utf8'));
      } catch {
        // Not compressed after all.
      }
    }
  }
  for (const word of text.match(/(?:[0-9A-Fa-f]{2}:?){8,}/g) ?? [])
    decoded.push(Buffer.from(word.replace(/:/g, ''), 'hex').toString('utf8'));
  if (decoded.length > 0) next(decoded.join('\n'));
}
