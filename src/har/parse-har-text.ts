import { findJsonFault, type JsonFault } from './json-fault.ts';
import { type Fields, fieldsOf } from './narrow.ts';

export type ParsedText =
  | { readonly ok: true; readonly value: Fields }
  | { readonly ok: false; readonly problem: string };

/** The text as an object with `log.entries`, or one line that says where it stops being one. */
export function parseHarText(text: string): ParsedText {
  const json = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  const other = looksLikeOtherText(json);
  if (other !== undefined) return refused(other);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return refused(sayFault(json, findJsonFault(json)));
  }
  const log = fieldsOf(fieldsOf(value)?.['log']);
  if (log && Array.isArray(log['entries'])) return { ok: true, value: value as Fields };
  if (Array.isArray(fieldsOf(value)?.['entries'])) return { ok: true, value: { log: value } };
  return refused(sayWhatItIs(value));
}

const BYTE_ORDER_MARK = 0xfeff;

function refused(problem: string): ParsedText {
  return { ok: false, problem };
}

/** What can be told from the first characters; `undefined` where it may be JSON. */
function looksLikeOtherText(text: string): string | undefined {
  const start = text.slice(0, 2_000).trimStart();
  if (start === '' && text.trim() === '') return 'line 1, column 1: the file is empty';
  if (start.startsWith('\u001f') || start.startsWith('\u001f\u008b'))
    return 'byte 0: not text but gzip; unpack it first';
  if (start.startsWith('PK\u0003\u0004')) return 'byte 0: not text but a ZIP archive; unpack it first';
  if (start.includes('\u0000')) return 'byte 0: not UTF-8 text';
  if (start.startsWith('<')) return 'line 1, column 1: not JSON but HTML or XML';
  return undefined;
}

function sayFault(text: string, fault: JsonFault | undefined): string {
  if (!fault) return 'line 1, column 1: JSON too large to read here';
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
  let count = 0;
  for (let at = text.indexOf('"startedDateTime"'); at !== -1; at = text.indexOf('"startedDateTime"', at + 1))
    count += 1;
  const pages = text.lastIndexOf('"pageTimings"');
  return pages === -1 ? count : Math.max(0, count - occurrences(text, '"pageTimings"'));
}

function occurrences(text: string, wanted: string): number {
  let count = 0;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) count += 1;
  return count;
}

/** JSON that is no HAR, told by the members its kind always has. */
const OTHER_FILES: readonly (readonly [readonly string[], string])[] = [
  [['schemaVersion', 'failures'], 'a Keyhole JSON report'],
  [['constants', 'events'], 'a Chromium net log'],
  [['traceEvents'], 'a performance trace'],
  [['openapi'], 'an OpenAPI description'],
  [['swagger'], 'a Swagger description'],
  [['info', 'item'], 'a Postman collection'],
  [['keys'], 'a JSON Web Key Set'],
  [['issuer'], 'an OpenID provider configuration'],
  [['mappings', 'sources'], 'a source map'],
  [['requests', 'timestamp'], 'a SAML-tracer export'],
  [['request', 'response'], 'a single HAR entry, without the log around it'],
];

function sayWhatItIs(value: unknown): string {
  if (Array.isArray(value)) return 'log: missing; the file is a list, not a HAR';
  const fields = fieldsOf(value);
  if (!fields) return `log: missing; the file is ${value === null ? 'null' : `a ${typeof value}`}, not a HAR`;
  if (Object.hasOwn(fields, 'log')) return sayLog(fields['log']);
  const kind = OTHER_FILES.find(([names]) => names.every((name) => Object.hasOwn(fields, name)))?.[1];
  return `log: missing; ${kind === undefined ? 'this JSON is not a HAR' : `this looks like ${kind}, not a HAR`}`;
}

function sayLog(log: unknown): string {
  const fields = fieldsOf(log);
  if (!fields) return 'log: not an object, so this is not a HAR';
  return Object.hasOwn(fields, 'entries') ? 'log.entries: not a list' : 'log.entries: missing';
}
