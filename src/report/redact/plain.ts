/**
 * Text as it reads once every escape is undone, and where each character of it came from. A value is found in it in
 * whatever mixture of percent-encoding, JSON, JavaScript, HTML and quoted-printable it stands there.
 */
export interface Plain {
  readonly text: string;
  /** Of each character the first of those it was written with, and of the end; absent where nothing was escaped. */
  readonly starts?: Uint32Array;
}

const DEEPEST = 6;
/** `%41`, `\u0041`, `\x41`, `\n`, `&#65;`, `&#x41;`, `&amp;` */
const ESCAPE =
  /(?:%[0-9A-Fa-f]{2})+|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|\r?\n|[^ux])|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos|nbsp|commat|colon|sol|num|equals|plus);/g;
/** RFC 2045 §6.7. Its own, because `a=41` mostly says something else. */
const QUOTED_PRINTABLE = /(?:=[0-9A-F]{2})+|=\r?\n/g;

/** Between two pieces of one text in a script. */
const JOINT = /["'`]\s{0,20}\+\s{0,20}["'`]/g;

export function plainly(text: string): Plain {
  let plain: Plain = { text };
  if (/=\r?\n/.test(text)) plain = undone(plain, QUOTED_PRINTABLE);
  for (let depth = 0; depth < DEEPEST && /[%\\&]/.test(plain.text); depth += 1) {
    const next = undone(plain, ESCAPE);
    if (next === plain) break;
    plain = next;
  }
  return plain.text.includes('+') ? undone(plain, JOINT) : plain;
}

function undone(plain: Plain, pattern: RegExp): Plain {
  const { text, starts } = plain;
  const pieces: string[] = [];
  let places: Uint32Array | undefined;
  let length = 0;
  let copied = 0;
  const copy = (to: number) => {
    pieces.push(text.slice(copied, to));
    for (let at = copied; at < to; at += 1) places![length++] = starts?.[at] ?? at;
  };
  for (const match of text.matchAll(pattern)) {
    const decoded = decode(match[0]);
    if (decoded === match[0]) continue;
    places ??= new Uint32Array(text.length + 1);
    copy(match.index);
    pieces.push(decoded);
    for (let at = 0; at < decoded.length; at += 1) {
      const from = match.index + Math.floor((at * match[0].length) / decoded.length);
      places[length++] = starts?.[from] ?? from;
    }
    copied = match.index + match[0].length;
  }
  if (!places) return plain;
  copy(text.length);
  places[length] = starts?.[text.length] ?? text.length;
  return { text: pieces.join(''), starts: places.subarray(0, length + 1) };
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  commat: '@',
  colon: ':',
  sol: '/',
  num: '#',
  equals: '=',
  plus: '+',
};
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '0': '\0' };

function decode(written: string): string {
  if (/^["'`]/.test(written)) return '';
  if (written.startsWith('%') || /^=[0-9A-F]/.test(written))
    return UTF8.decode(
      Uint8Array.from(written.match(/[0-9A-Fa-f]{2}/g)!, (pair) => Number.parseInt(pair, 16)),
    );
  if (written.startsWith('=')) return '';
  if (written.startsWith('\\')) {
    const kind = written[1]!;
    if (kind === 'u' || kind === 'x') return String.fromCharCode(Number.parseInt(written.slice(2), 16));
    return CONTROLS[kind] ?? (/[\r\n]/.test(kind) ? '' : written.slice(1));
  }
  const name = written.slice(1, -1);
  if (!name.startsWith('#')) return NAMED[name] ?? written;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
