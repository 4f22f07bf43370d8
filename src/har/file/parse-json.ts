import { endOfValue, findJsonFault, type JsonFault, placeOf } from '../json-fault.ts';

/** Where something was mended, and how. */
export type Repair = readonly [place: string, text: string];

export type ParsedJson =
  | {
      readonly ok: true;
      /** One, but for files into which several were written one after the other. */
      readonly values: readonly unknown[];
      readonly repairs: readonly Repair[];
    }
  | { readonly ok: false; readonly problem: string };

/** JSON, or what is nearly that and leaves no doubt; else one line that says where it stops being it. */
export function parseJson(text: string): ParsedJson {
  const value = parsed(text);
  if (value) return { ok: true, values: [value.value], repairs: [] };
  const fault = findJsonFault(text);
  if (!fault) return { ok: false, problem: 'line 1, column 1: JSON too large to read here' };
  const repaired =
    fault.reason === 'unexpected' && (readSeveral(text) ?? readMended(text, fault) ?? readCall(text));
  return repaired || { ok: false, problem: sayFault(text, fault) };
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** What may stand between values that were written one after the other: RFC 7464's mark, byte order marks, commas. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the mark is one.
const BETWEEN = /[\s,\u001e\ufeff]*/y;
const MOST_VALUES = 200_000;

/** One value after the other, or one and something behind it that is none. */
function readSeveral(text: string): ParsedJson | undefined {
  const values: unknown[] = [];
  const repairs: Repair[] = [];
  let at = 0;
  while (at < text.length && values.length < MOST_VALUES) {
    const end = endOfValue(text, at);
    const value = parsed(text.slice(at, end));
    if (!value && values.length === 0) return undefined;
    if (!value) {
      const fault = findJsonFault(text, at);
      if (OPENS.has(text[at] ?? '')) return { ok: false, problem: fault ? sayFault(text, fault) : '' };
      repairs.push([sayPlace(text, at), 'something behind the end of the JSON; left out']);
      break;
    }
    if (values.length === 1)
      repairs.push([sayPlace(text, at), 'a second log begins here; read as one with the first']);
    values.push(value.value);
    if (end === undefined) break;
    BETWEEN.lastIndex = end;
    BETWEEN.test(text);
    at = BETWEEN.lastIndex;
  }
  return { ok: true, values, repairs };
}

function sayPlace(text: string, offset: number): string {
  const { line, column } = placeOf(text, offset);
  return `line ${line}, column ${column}`;
}

const OPENS: ReadonlySet<string> = new Set(['{', '[']);

// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 §7 forbids exactly these in a string.
const CONTROL = /[\u0000-\u001f]/g;
const CANDIDATE = /["\\,]|-?\b(?:NaN|Infinity|undefined)\b/g;
const BEFORE_CLOSING = /\s*[}\]]/y;
const IN_STRING = /[^"\\]*/y;

/** Commas before a closing bracket, JavaScript's words for no number, line breaks inside of strings. */
function readMended(text: string, fault: JsonFault): ParsedJson | undefined {
  const value = parsed(mended(text));
  if (!value) return undefined;
  const place = `line ${fault.line}, column ${fault.column}`;
  return { ok: true, values: [value.value], repairs: [[place, 'not quite JSON here; read as it was meant']] };
}

/** Goes through the text once; strings are taken whole, so that no comma inside them is touched. */
function mended(text: string): string {
  const pieces: string[] = [];
  let copied = 0;
  CANDIDATE.lastIndex = 0;
  for (let found = CANDIDATE.exec(text); found; found = CANDIDATE.exec(text)) {
    const [mark] = found;
    const end = mark === '"' ? endOfString(text, found.index) : CANDIDATE.lastIndex;
    if (end === undefined) break;
    const instead = insteadOf(text, mark, found.index, end);
    if (instead !== undefined) {
      pieces.push(text.slice(copied, found.index), instead);
      copied = end;
    }
    CANDIDATE.lastIndex = end;
  }
  pieces.push(text.slice(copied));
  return pieces.join('');
}

function insteadOf(text: string, mark: string, at: number, end: number): string | undefined {
  if (mark === ',') {
    BEFORE_CLOSING.lastIndex = end;
    return BEFORE_CLOSING.test(text) ? '' : undefined;
  }
  if (mark === '\\') return undefined;
  if (mark !== '"') return 'null';
  const string = text.slice(at, end);
  return string.search(CONTROL) === -1 ? undefined : string.replace(CONTROL, escaped);
}

function endOfString(text: string, start: number): number | undefined {
  let at = start + 1;
  while (at < text.length) {
    IN_STRING.lastIndex = at;
    IN_STRING.test(text);
    at = IN_STRING.lastIndex;
    if (text[at] === '"') return at + 1;
    at += 2;
  }
  return undefined;
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const CALL = /^\s*[\w$.]{1,80}\s*\(/;
const CALL_END = /\)[\s;]{0,20}$/;

/** `onInputData({ … })`: a HAR written as a script (HARP). */
function readCall(text: string): ParsedJson | undefined {
  const start = CALL.exec(text)?.[0];
  const end = CALL_END.exec(text)?.[0];
  if (start === undefined || end === undefined) return undefined;
  const value = parsed(text.slice(start.length, text.length - end.length));
  return (
    value && {
      ok: true,
      values: [value.value],
      repairs: [['line 1, column 1', 'a call around the JSON; read without it']],
    }
  );
}

function sayFault(text: string, fault: JsonFault): string {
  const place = `line ${fault.line}, column ${fault.column}`;
  if (fault.reason === 'unexpected')
    return `${place}: not JSON here, unexpected ${nameOf(text, fault.offset)}`;
  const bytes = new TextEncoder().encode(text).length;
  const entries = countEntries(text);
  return `${place}: the file ends in the middle (byte ${bytes}${entries > 0 ? `, in or after log.entries[${entries - 1}]` : ''}); it was cut off`;
}

/** A letter or digit might be a piece of a secret: its place is enough. */
function nameOf(text: string, offset: number): string {
  const code = text.codePointAt(offset)!;
  if (code < 0x20 || code === 0x7f)
    return `control character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const char = String.fromCodePoint(code);
  return /[\p{L}\p{N}]/u.test(char) ? 'text' : `“${char}”`;
}

/** Every entry has one; good enough to say how far the file goes. */
function countEntries(text: string): number {
  const count = occurrences(text, '"startedDateTime"');
  const pages = text.lastIndexOf('"pageTimings"');
  return pages === -1 ? count : Math.max(0, count - occurrences(text, '"pageTimings"'));
}

function occurrences(text: string, wanted: string): number {
  let count = 0;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) count += 1;
  return count;
}
