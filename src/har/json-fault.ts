/**
 * Where a text stops being JSON (RFC 8259), independent of the wording of any engine's `JSON.parse` error.
 *
 * Only called after `JSON.parse` has refused the text.
 */
export interface JsonFault {
  /** In UTF-16 units from the start. */
  readonly offset: number;
  /** First line is 1. */
  readonly line: number;
  /** First column is 1. */
  readonly column: number;
  /** `end`: the text stopped in the middle of a value. */
  readonly reason: 'end' | 'unexpected';
}

/** `undefined` where the text from there on is JSON after all. Linear in its length; nesting costs no call stack. */
export function findJsonFault(text: string, from = 0): JsonFault | undefined {
  const fault = firstFault(text, from);
  return fault && { offset: fault.at, ...placeOf(text, fault.at), reason: fault.reason };
}

/** Line and column, the first being 1. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

/** Where the value that starts there ends; `undefined` where it is faulty itself or nothing stands behind it. */
export function endOfValue(text: string, from: number): number | undefined {
  const fault = firstFault(text, from);
  return fault?.afterValue ? fault.at : undefined;
}

interface Fault {
  readonly at: number;
  readonly reason: 'end' | 'unexpected';
  readonly afterValue?: true;
}

type Expected = 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'comma-or-close';

const WHITESPACE = /[ \t\n\r]*/y;

function firstFault(text: string, from: number): Fault | undefined {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = from;
  for (;;) {
    at = skip(WHITESPACE, text, at);
    const char = text[at];
    if (char === undefined) return { at, reason: 'end' };

    if ((expected === 'comma-or-close' || expected.endsWith('-or-close')) && closes(open, char)) {
      open.pop();
      at += 1;
      expected = 'comma-or-close';
    } else if (expected === 'colon' || expected === 'comma-or-close') {
      if (char !== (expected === 'colon' ? ':' : ',')) return { at, reason: 'unexpected' };
      expected = expected === 'comma-or-close' && open.at(-1) === '{' ? 'key' : 'value';
      at += 1;
    } else if (expected.startsWith('value') && (char === '{' || char === '[')) {
      open.push(char);
      expected = char === '{' ? 'key-or-close' : 'value-or-close';
      at += 1;
    } else {
      const isKey = expected.startsWith('key');
      const token = isKey || char === '"' ? readString(text, at) : readScalar(text, at);
      if (typeof token !== 'number') return token;
      at = token;
      expected = isKey ? 'colon' : 'comma-or-close';
    }
    if (open.length === 0 && expected === 'comma-or-close') return faultAfterValue(text, at);
  }
}

function faultAfterValue(text: string, end: number): Fault | undefined {
  const at = skip(WHITESPACE, text, end);
  return at === text.length ? undefined : { at, reason: 'unexpected', afterValue: true };
}

function closes(open: readonly string[], char: string): boolean {
  return (char === '}' && open.at(-1) === '{') || (char === ']' && open.at(-1) === '[');
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD_OR_NUMBER = /[-+.\w]*/y;

/** The end of a number, `true`, `false` or `null`. */
function readScalar(text: string, at: number): number | Fault {
  const end = skip(WORD_OR_NUMBER, text, at);
  const written = text.slice(at, Math.min(end, at + 40));
  if (written === 'true' || written === 'false' || written === 'null') return end;
  if (written !== '' && skip(NUMBER, text, at) === end) return end;
  const cut = end === text.length && /^(?:-?\d[-+.\deE]*|-|t|tr|tru|f|fa|fal|fals|n|nu|nul)$/.test(written);
  return cut ? { at: end, reason: 'end' } : { at, reason: 'unexpected' };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 §7 forbids exactly these in a string.
const STRING_PIECE = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const ESCAPE_CUT = /\\(?:u[0-9a-fA-F]{0,3})?$/y;

/** The end of the string that starts here. */
function readString(text: string, start: number): number | Fault {
  if (text[start] !== '"') return { at: start, reason: 'unexpected' };
  let at = start + 1;
  for (;;) {
    at = skip(STRING_PIECE, text, at);
    if (at === text.length) return { at, reason: 'end' };
    if (text[at] === '"') return at + 1;
    const escaped = skip(ESCAPE, text, at);
    if (escaped === at) {
      return skip(ESCAPE_CUT, text, at) > at
        ? { at: text.length, reason: 'end' }
        : { at, reason: 'unexpected' };
    }
    at = escaped;
  }
}

function skip(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : at;
}
