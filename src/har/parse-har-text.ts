import { type ParsedJson, parseJson, type Repair } from './file/parse-json.ts';
import { convertForeign } from './foreign/index.ts';
import { type Fields, fieldsOf } from './narrow.ts';
import type { ReadableLog } from './readable-log.ts';

export type ParsedText =
  | { readonly ok: true; readonly log: ReadableLog }
  | { readonly ok: false; readonly problem: string };

/** The text as an object with `log.entries`, or one line that says where it stops being one. */
export function parseHarText(text: string): ParsedText {
  const json = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  const other = looksLikeOtherText(json);
  if (other !== undefined) return refused(other);
  const parsed = parseJson(json);
  return parsed.ok ? recognise(parsed) : parsed;
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

function recognise({ values, repairs }: Extract<ParsedJson, { ok: true }>): ParsedText {
  const [only] = values;
  const several = values.length > 1 ? values : isListOfLogs(only) ? only : undefined;
  const value = several ? joined(several) : only;
  const foreign = convertForeign(value);
  if (foreign?.ok)
    return { ok: true, log: { ...foreign.log, repairs: [...repairs, ...foreign.log.repairs] } };
  if (foreign) return foreign;
  const [har, ...more] = asHar(value) ?? [];
  return har ? { ok: true, log: { har, repairs: [...repairs, ...more] } } : refused(sayWhatItIs(value));
}

function isListOfLogs(value: unknown): value is readonly unknown[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((each) => fieldsOf(fieldsOf(each)?.['log']) !== undefined)
  );
}

/** Several logs as one, and several entries as a list of them; the first value where they are something else. */
function joined(values: readonly unknown[]): unknown {
  if (values.every(isEntry)) return values;
  const logs = values.map((value) => asHar(value)?.[0]);
  const entries = logs.flatMap((har) => (har ? (fieldsOf(har['log'])!['entries'] as unknown[]) : []));
  return logs.includes(undefined) ? values[0] : { log: { ...fieldsOf(logs[0]!['log']), entries } };
}

/** A HAR that is one, or nearly: with what was mended. */
function asHar(value: unknown): readonly [Fields, ...Repair[]] | undefined {
  const fields = fieldsOf(value);
  const log = fieldsOf(fields?.['log']);
  if (log) return withEntries(log, fields!);
  if (Array.isArray(fields?.['entries'])) return [{ log: fields }];
  if (isEntry(value)) return [{ log: { entries: [value] } }, ['log', 'missing; a single entry is read']];
  if (!Array.isArray(value) || value.length === 0 || !value.every(isEntry)) return undefined;
  return [{ log: { entries: value } }, ['log', 'missing; the list of entries is read']];
}

function withEntries(log: Fields, har: Fields): readonly [Fields, ...Repair[]] | undefined {
  const entries = log['entries'];
  if (Array.isArray(entries)) return [har];
  const table = fieldsOf(entries);
  if (!table) return undefined;
  if (isEntry(table))
    return [
      { log: { ...log, entries: [table] } },
      ['log.entries', 'an entry instead of a list; read as its only one'],
    ];
  const numbered = Object.entries(table);
  if (numbered.length === 0 || !numbered.every(([name]) => /^\d+$/.test(name))) return undefined;
  return [
    { log: { ...log, entries: numbered.map(([, entry]) => entry) } },
    ['log.entries', 'an object instead of a list; read by number'],
  ];
}

function isEntry(value: unknown): boolean {
  const entry = fieldsOf(value);
  return (
    typeof fieldsOf(entry?.['request'])?.['url'] === 'string' && fieldsOf(entry?.['response']) !== undefined
  );
}

/** JSON that is no HAR, told by the members its kind always has. */
const OTHER_FILES: readonly (readonly [readonly string[], string])[] = [
  [['schemaVersion', 'failures'], 'a Keyhole JSON report'],
  [
    ['constants', 'events'],
    'a Chromium net log (chrome://net-export), not a HAR: it holds no bodies and few headers. In DevTools, Network: Export HAR (with sensitive data)',
  ],
  [['traceEvents'], 'a performance trace'],
  [['openapi'], 'an OpenAPI description'],
  [['swagger'], 'a Swagger description'],
  [['requests', 'folders_order'], 'a Postman collection of version 1, not a HAR: export it as version 2.1'],
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
  if (kind === undefined) return 'log: missing; this JSON is not a HAR';
  return `log: missing; this looks like ${kind}${kind.includes('not a HAR') ? '' : ', not a HAR'}`;
}

function sayLog(log: unknown): string {
  const fields = fieldsOf(log);
  if (!fields) return 'log: not an object, so this is not a HAR';
  return Object.hasOwn(fields, 'entries') ? 'log.entries: not a list' : 'log.entries: missing';
}
