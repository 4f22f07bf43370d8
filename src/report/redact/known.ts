import { decodeBase64, encodeBytes } from './codecs.ts';
import { looksRandom } from './looks.ts';
import { plainly } from './plain.ts';

/** A value to be found wherever it stands again. */
export interface Wanted {
  readonly value: string;
  readonly placeholder: string;
  /** Never in part, nor inside base64: what was rebuilt piece by piece shares pieces with its placeholder. */
  readonly whole: boolean;
  /** Told of each place. */
  readonly found: () => void;
}

/**
 * Finds known values in text, the longest at each place: escaped in any way, broken into lines, inside base64 at any
 * of its three alignments, in hexadecimal, and parts of random ones that were cut. Linear in the text, however many
 * values there are.
 */
export function createKnown(wanted: Iterable<Wanted>): (text: string) => string {
  const index = new Map<number, Anchor[]>();
  const starts = new Uint8Array(1 << HASH_BITS);
  for (const each of wanted) for (const form of formsOf(each)) addForm(index, starts, form);
  if (index.size === 0) return (text) => text;
  return (text) => replaceAll(text, index, starts);
}

/** All values are looked up by this many characters in a row. */
const GRAM = 5;
const HASH_BITS = 20;
/** Values shorter than this must stand by themselves. */
const ALONE_BELOW = 12;

interface Form {
  /** The characters that count, escapes undone. */
  readonly signs: string;
  /** So many of them in a row are enough. */
  readonly enough: number;
  readonly placeholder: string;
  /** As `signs`, of the placeholder, where it has as many; for parts. */
  readonly placeholderSigns: string | undefined;
  readonly alone: boolean;
  /** Only as it stands, or percent-encoded once: anything else is opened and cleaned by its parts. */
  readonly exact: boolean;
  readonly found: () => void;
}

interface Anchor {
  readonly form: Form;
  /** Of the anchored characters in the form. */
  readonly at: number;
}

function formsOf({ value, placeholder, whole, found }: Wanted): Form[] {
  const signs = signsOf(plainly(value).text);
  if (signs.length < GRAM) return [];
  const placeholderSigns = signsOf(placeholder);
  const partly = !whole && value.length >= ALONE_BELOW && looksRandom(value) && !holdsWords(value);
  const plain: Form = {
    signs,
    enough: partly
      ? Math.min(signs.length, Math.max(8, Math.min(12, Math.ceil(signs.length * 0.6))))
      : signs.length,
    placeholder,
    placeholderSigns: placeholderSigns.length === signs.length ? placeholderSigns : undefined,
    alone: value.length < ALONE_BELOW,
    exact: whole,
    found,
  };
  if (whole || value.length < SHORTEST_ENCODED || value.length > LONGEST_ENCODED) return [plain];
  const encoded = encodedForms(value).map((text): Form => {
    const inner = signsOf(text);
    return {
      signs: inner,
      enough: Math.min(inner.length, Math.max(8, Math.ceil(inner.length * 0.6))),
      placeholder: '',
      placeholderSigns: undefined,
      alone: false,
      exact: false,
      found,
    };
  });
  return [plain, ...encoded.filter((form) => form.signs.length >= 8)];
}

/** Base64 of words, as in a certificate or a packed message, shares pieces with base64 of the same words elsewhere. */
function holdsWords(value: string): boolean {
  const bytes = decodeBase64(value);
  return bytes !== undefined && /[ -~]{10,}/.test(String.fromCharCode(...bytes.subarray(0, 4_000)));
}

const SHORTEST_ENCODED = 6;
const LONGEST_ENCODED = 4_000;

/** What base64 makes of a value wherever it begins, without the characters that its neighbours have a part in. */
function encodedForms(value: string): string[] {
  const bytes = new TextEncoder().encode(value);
  const forms = new Set<string>();
  for (const before of [0, 1, 2]) {
    const shifted = new Uint8Array(before + bytes.length);
    shifted.set(bytes, before);
    const text = encodeBytes(shifted.subarray(0, shifted.length - (shifted.length % 3)));
    const inner = text.slice(before === 0 ? 0 : 4);
    forms.add(inner);
    forms.add(inner.replace(/\+/g, '-').replace(/\//g, '_'));
  }
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [...forms.add(hex).add(hex.toUpperCase())];
}

/** Blanks, line breaks, and what stands between groups of characters, are left out of every comparison. */
function isIdle(code: number): boolean {
  return code <= 0x20 || code === 0x2b || code === 0x2d || code === 0x3a;
}

function signsOf(text: string): string {
  return text.replace(/[\0- +:-]+/g, '');
}

function addForm(index: Map<number, Anchor[]>, starts: Uint8Array, form: Form): void {
  const { signs, enough } = form;
  const step = Math.max(1, enough - GRAM + 1);
  for (let at = 0; at + GRAM <= signs.length; at += step) {
    let hash = 0;
    for (let next = at; next < at + GRAM; next += 1) hash = rolled(hash, signs.charCodeAt(next));
    const same = index.get(hash);
    if (same) same.push({ form, at });
    else index.set(hash, [{ form, at }]);
    starts[bucketOf(hash)] = 1;
    if (enough === signs.length) return;
  }
}

/** Of the last five characters: those before are shifted out. */
function rolled(hash: number, code: number): number {
  return ((hash << 6) ^ (code * 0x9e5)) & 0x3fffffff;
}

function bucketOf(hash: number): number {
  return (hash ^ (hash >>> 11)) & ((1 << HASH_BITS) - 1);
}

interface Hit {
  readonly form: Form;
  /** In the text that was searched. */
  readonly from: number;
  readonly to: number;
  /** In the form. */
  readonly first: number;
  readonly last: number;
}

function replaceAll(
  source: string,
  index: ReadonlyMap<number, readonly Anchor[]>,
  starts: Uint8Array,
): string {
  const { text, starts: places } = plainly(source);
  let result = '';
  let copied = 0;
  let hash = 0;
  let counted = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isIdle(code)) continue;
    hash = rolled(hash, code);
    counted += 1;
    if (counted < GRAM || starts[bucketOf(hash)] === 0) continue;
    const hit = bestHit(text, at, index.get(hash), copied, places);
    if (!hit) continue;
    const from = places ? places[hit.from]! : hit.from;
    const to = places ? places[hit.to]! : hit.to;
    if (from < copied) continue;
    if (hit.form.exact && isDeeplyEscaped(source.slice(from, to))) continue;
    const original = source.slice(from, to);
    result +=
      source.slice(copied, from) +
      (isBareNumber(source, from, to) ? asNumber(hit, original) : written(hit, original));
    copied = to;
    at = hit.to - 1;
    hash = 0;
    counted = 0;
    hit.form.found();
  }
  return copied === 0 ? source : result + source.slice(copied);
}

/** Of JSON: words in its place would make the whole unreadable. */
function isBareNumber(source: string, from: number, to: number): boolean {
  return (
    /^\d+$/.test(source.slice(from, to)) &&
    /[:,[]\s*$/.test(source.slice(Math.max(0, from - 3), from)) &&
    /^\s*[,\]}]/.test(source.slice(to, to + 3))
  );
}

function asNumber({ form }: Hit, original: string): string {
  return /^\d+$/.test(form.placeholder) ? form.placeholder : original.replace(/\d/g, '9');
}

function isDeeplyEscaped(written: string): boolean {
  return /[\\&]|%25/.test(written);
}

function bestHit(
  text: string,
  at: number,
  anchors: readonly Anchor[] | undefined,
  copied: number,
  places: Uint32Array | undefined,
): Hit | undefined {
  let best: Hit | undefined;
  for (const anchor of anchors ?? []) {
    const hit = hitAt(text, at, anchor);
    if (!hit || (best && hit.last - hit.first <= best.last - best.first)) continue;
    if ((places ? places[hit.from]! : hit.from) < copied) continue;
    best = hit;
  }
  return best;
}

/** The anchored characters end at `at`; compares what stands around them. */
function hitAt(text: string, at: number, { form, at: offset }: Anchor): Hit | undefined {
  const { signs } = form;
  let from = at + 1;
  let first = offset + GRAM;
  for (let back = at; back >= 0 && first > 0; back -= 1) {
    const code = text.charCodeAt(back);
    if (isIdle(code)) continue;
    if (code !== signs.charCodeAt(first - 1)) break;
    first -= 1;
    from = back;
  }
  if (first > offset) return undefined;
  let to = at + 1;
  let last = offset + GRAM;
  for (let next = at + 1; next < text.length && last < signs.length; next += 1) {
    const code = text.charCodeAt(next);
    if (isIdle(code)) continue;
    if (code !== signs.charCodeAt(last)) break;
    last += 1;
    to = next + 1;
  }
  if (last - first < form.enough) return undefined;
  if (form.alone && (isWord(text, from - 1) || isWord(text, to))) return undefined;
  return { form, from, to, first, last };
}

function isWord(text: string, at: number): boolean {
  return /[A-Za-z0-9]/.test(text[at] ?? '');
}

function written({ form, first, last }: Hit, original: string): string {
  const { placeholder, placeholderSigns, signs } = form;
  // Inside base64 or hexadecimal anything of that alphabet does.
  if (placeholder === '')
    return original.replace(/[A-Za-z0-9]/g, (char) =>
      /\d/.test(char) ? '0' : /[a-f]/.test(char) ? 'a' : /[A-F]/.test(char) ? 'A' : char < 'a' ? 'X' : 'x',
    );
  if (last - first < signs.length)
    return (
      placeholderSigns?.slice(first, last).replace(/[^A-Za-z0-9]/g, '.') ??
      placeholder.replace(/[^A-Za-z0-9@.-]/g, '.')
    );
  if (!/[%\\&]/.test(original)) return placeholder;
  if (/^(?:[^%\\&]|%(?!25)[0-9A-Fa-f]{2})*$/.test(original)) return encodeURIComponent(placeholder);
  return placeholder.replace(/[^A-Za-z0-9@._-]/g, '.');
}
