import type { Body } from '../../exchange/exchange.ts';
import { cleanAssignments } from './assignments.ts';
import type { Cleaner } from './cleaner.ts';
import { cleanJson } from './json.ts';
import { cleanMarkup } from './markup.ts';
import { type Meaning, meaningOfMember } from './names.ts';
import { secretIn } from './tokens.ts';
import { cleanForm, cleanValue } from './url.ts';
import { cleanLoose, cleanNamed } from './values.ts';

/** JSON itself, a stream of it, or JSON behind a guard or a callback's name. */
const JSON_START =
  /^(?:[[{"]|(?:event|data|id|retry): ?|\)\]\}'|while ?\(1\);|for ?\(;;\);|(?:\/\*\*\/)?\s*[\w$.]{1,80}\(\s*[[{"])/;

/** A body's text by what it is: JSON, a form, parts, markup, a table or plain text. */
export function cleanBody(cleaner: Cleaner, { text, mimeType }: Body, sent: boolean): string {
  if (isBinary(text)) return withoutBytes(text);
  const start = text.slice(0, 200).trimStart();
  if (/^multipart\//i.test(mimeType) || start.startsWith('--')) return cleanMultipart(cleaner, text);
  if (/json/i.test(mimeType) || JSON_START.test(start)) {
    const cleaned = cleanJson(cleaner, text, {
      meaning: cleaner.meaningOf,
      secret: secretIn(cleaner),
      sent,
    });
    return /json/i.test(mimeType) ? cleaned : cleanAssignments(cleaner, cleaned, 0, isScript(mimeType));
  }
  if (/form-urlencoded/i.test(mimeType) || /^[\w.[\]%-]{1,60}=[^\s<>"]*$/.test(text.slice(0, 4_000)))
    return cleanForm(cleaner, text);
  if (start.startsWith('<')) return cleanMarkup(cleaner, text);
  if (/\bcsv\b|tab-separated/i.test(mimeType) || isDrawnTable(text)) return cleanTable(cleaner, text);
  if (/\byaml\b/i.test(mimeType)) return cleanAssignments(cleaner, cleanYaml(cleaner, text));
  return cleanAssignments(cleaner, text, 0, isScript(mimeType));
}

/** A scalar without quotes goes to the end of the line, a block as far as it is indented (YAML 1.2 §7.3.3, §8.1). */
function cleanYaml(cleaner: Cleaner, text: string): string {
  return cleanYamlPairs(cleaner, text).replace(
    /^([ \t]*(?:- )?)([\w.-]{1,60})(:[ \t]+)(?:([|>][+-]?\n)((?:\1[ \t]+[^\n]*\n?)+)|([^\s"'&*!#{[|>][^\n]*))/gm,
    (
      whole: string,
      indent: string,
      name: string,
      sign: string,
      mark?: string,
      block?: string,
      line?: string,
    ) => {
      const meaning = meaningOfMember(name);
      if (!isTold(meaning)) return whole;
      const value = (block ?? line ?? '').trim();
      if (value === '') return whole;
      const cleaned = cleanNamed(cleaner, value, meaning, 1);
      return indent + name + sign + (mark ?? '') + (block ?? line ?? '').replace(value, () => cleaned);
    },
  );
}

/** `- name: DB_PASSWORD`, then `value: …` */
function cleanYamlPairs(cleaner: Cleaner, text: string): string {
  return text.replace(
    /(\b(?:name|key): ?["']?([\w.-]{2,60})["']?\r?\n[ \t]+value: ?["']?)([^\s"'&*!|>{][^\n"']{0,400})/g,
    (whole: string, before: string, name: string, value: string) => {
      const meaning = meaningOfMember(name);
      return isTold(meaning) ? before + cleanNamed(cleaner, value.trimEnd(), meaning, 1) : whole;
    },
  );
}

function isScript(mimeType: string): boolean {
  return /javascript|ecmascript|typescript|graphql|css/i.test(mimeType);
}

const CONTROL = /(?![\t\n\v\f\r])\p{Cc}/u;

function isBinary(text: string): boolean {
  return CONTROL.test(text.slice(0, 100_000));
}

/** Bytes cannot be searched. The trailer of a gRPC message (gRPC-Web, "Message framing") is text and says the error. */
function withoutBytes(text: string): string {
  const trailer = /grpc-status:[\s\S]{0,1000}$/i.exec(text.slice(-2_000))?.[0] ?? '';
  return `(bytes)${trailer === '' ? '' : `\r\n${trailer}`}`;
}

/** RFC 2046 §5.1, RFC 7578. A file's content is not evidence and is left out. */
function cleanMultipart(cleaner: Cleaner, text: string): string {
  const end = text.indexOf('\n');
  const boundary = text.slice(0, end === -1 ? text.length : end).trimEnd();
  if (boundary.length < 3) return cleanAssignments(cleaner, text);
  return text
    .split(boundary)
    .map((part) => cleanPart(cleaner, part))
    .join(boundary);
}

function cleanPart(cleaner: Cleaner, part: string): string {
  const blank = /\r?\n\r?\n/.exec(part);
  if (!blank) return part;
  const head = part.slice(0, blank.index);
  const content = part.slice(blank.index + blank[0].length);
  const body = content.replace(/\r?\n$/, '');
  const [, quoted, bare] = /\bname=(?:"([^"]{0,200})"|([^\s;"]{1,200}))/i.exec(head) ?? [];
  const isFile = /\bfilename\*?=/i.test(head);
  // What a file says is secret is so wherever it stands again.
  if (isFile)
    cleanBody(cleaner, { text: body, mimeType: /^content-type: ?(.*)$/im.exec(head)?.[1] ?? '' }, true);
  const cleaned = isFile ? '(file)' : cleanValue(cleaner, quoted ?? bare ?? '', body);
  return `${head.replace(/(filename\*?=)("[^"]*"|[^;\r\n]*)/gi, '$1"file"')}${blank[0]}${cleaned}${content.slice(body.length)}`;
}

/** `| user | password |`, or the same with tabs, under a line that names what stands below. */
function isDrawnTable(text: string): boolean {
  const head = /^[^\n]{3,1000}(?=\r?\n)/.exec(text)?.[0] ?? '';
  if (!/[|\t]/.test(head)) return false;
  return head.split(/[|\t]/).some((name) => isTold(meaningOfMember(name.trim())));
}

function isTold(meaning: Meaning): boolean {
  return meaning === 'secret' || meaning === 'password' || meaning === 'person';
}

const SEPARATORS = ['\t', '|', ';', ','] as const;

/** RFC 4180: a column's name tells what stands below it. A cell ends with its line, even in quotes. */
function cleanTable(cleaner: Cleaner, text: string): string {
  const [head = '', ...rows] = text.split('\n');
  const separator = SEPARATORS.find((each) => head.includes(each)) ?? ',';
  const meanings = cellsOf(head, separator).map((name) => meaningOfMember(name.replace(/["\s]/g, '')));
  const cleanCell = (cell: string, index: number) => {
    const bare = cell.replace(/^\s*"|"\s*$/g, '').trim();
    const meaning = meanings[index] ?? 'unknown';
    if (bare === '' || meaning === 'identifier' || /^[-: ]+$/.test(bare)) return cell;
    const cleaned =
      meaning === 'unknown' ? cleanLoose(cleaner, bare, 1) : cleanNamed(cleaner, bare, meaning, 1);
    return cleaned === bare ? cell : cell.replace(bare, () => cleaned);
  };
  return [head, ...rows.map((row) => cellsOf(row, separator).map(cleanCell).join(separator))].join('\n');
}

function cellsOf(row: string, separator: string): string[] {
  if (!row.includes('"')) return row.split(separator);
  const cells: string[] = [];
  let cell = '';
  for (const piece of row.split(separator)) {
    cell = cell === '' ? piece : `${cell}${separator}${piece}`;
    // Quotes within quotes are doubled: an odd number is not closed yet.
    if ((cell.match(/"/g) ?? []).length % 2 === 1) continue;
    cells.push(cell);
    cell = '';
  }
  return cell === '' ? cells : [...cells, cell];
}
