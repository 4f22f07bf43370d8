import { placeOf } from '../json-fault.ts';
import type { Repair } from './parse-json.ts';

export type DecodedText =
  | { readonly ok: true; readonly text: string; readonly repairs: readonly Repair[] }
  | { readonly ok: false; readonly problem: string };

/** Bytes as text: UTF-8, or UTF-16, which Windows shells redirect into. A mark at the start is left out. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-32') return { ok: false, problem: 'byte 0: UTF-32 text; save it as UTF-8' };
  try {
    return { ok: true, text: new TextDecoder(encoding, { fatal: true }).decode(bytes), repairs: [] };
  } catch {
    return decodeRoughly(bytes, encoding);
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32';

function encodingOf(bytes: Uint8Array): Encoding {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32' : 'utf-16le';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  // Without a mark: a file of ours begins in ASCII, so every second byte is 0 (RFC 4627 §3).
  if (a && b === 0 && c === 0 && d === 0) return 'utf-32';
  if (a && b === 0 && c && d === 0) return 'utf-16le';
  if (a === 0 && b && c === 0 && d) return 'utf-16be';
  return 'utf-8';
}

function decodeRoughly(bytes: Uint8Array, encoding: Exclude<Encoding, 'utf-32'>): DecodedText {
  try {
    const text = new TextDecoder(encoding).decode(bytes);
    const { line, column } = placeOf(text, text.indexOf(REPLACEMENT));
    return {
      ok: true,
      text,
      repairs: [
        [
          `line ${line}, column ${column}`,
          `not clean ${encoding.toUpperCase()}; what cannot be read is shown as ${REPLACEMENT}`,
        ],
      ],
    };
  } catch {
    return {
      ok: false,
      problem: `byte 0: larger than this program can read (${Math.round(bytes.length / 1e6)} MB)`,
    };
  }
}

const REPLACEMENT = '\ufffd';
