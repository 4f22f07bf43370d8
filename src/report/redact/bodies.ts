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
    const meaning = sent && /:\s?\$\w/.test(text) ? withVariables(text) : cleaner.meaningOf;
    const cleaned = cleanJson(cleaner, text, { meaning, secret: secretIn(cleaner), sent });
    return /json/i.test(mimeType) ? cleaned : cleanAssignments(cleaner, cleaned, 0, isScript(mimeType));
  }
  if (/form-urlencoded/i.test(mimeType) || /^[\w.[\]%-]{1,60}=[^\s<>"]*$/.test(text.slice(0, 4_000)))
    return cleanForm(cleaner, text);
  if (start.startsWith('<')) return cleanMarkup(cleaner, text);
  if (/\bcsv\b/i.test(mimeType)) return cleanTable(cleaner, text);
  if (/\byaml\b/i.test(mimeType)) return cleanAssignments(cleaner, cleanYaml(cleaner, text));
  return cleanAssignments(cleaner, text, 0, isScript(mimeType));
}

/** In GraphQL the argument tells what its variable holds: `login(password: $p)`. */
function withVariables(text: string): (name: string) => Meaning {
  const argumentOf = new Map<string, string>();
  for (const [, argument = '', variable = ''] of text.matchAll(/\b(\w{1,60}):\s?\$(\w{1,60})/g))
    argumentOf.set(variable, argument);
  return (name) => {
    const own = meaningOfMember(name);
    const argument = own === 'unknown' ? argumentOf.get(name) : undefined;
    return argument === undefined ? own : meaningOfMember(argument);
  };
}

/** A scalar without quotes goes to the end of the line, a block as far as it is indented (YAML 1.2 §7.3.3, §8.1). */
function cleanYaml(cleaner: Cleaner, text: string): string {
  return text.replace(
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
      if (meaning !== 'secret' && meaning !== 'password' && meaning !== 'person') return whole;
      const value = (block ?? line ?? '').trim();
      if (value === '') return whole;
      const cleaned = cleanNamed(cleaner, value, meaning, 1);
      return indent + name + sign + (mark ?? '') + (block ?? line ?? '').replace(value, () => cleaned);
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
  const cleaned = /\bfilename\*?=/i.test(head) ? '(file)' : cleanValue(cleaner, quoted ?? bare ?? '', body);
  return `${head.replace(/(filename\*?=)("[^"]*"|[^;\r\n]*)/gi, '$1"file"')}${blank[0]}${cleaned}${content.slice(body.length)}`;
}

/** RFC 4180, simple rows: a column's name tells what stands below it. */
function cleanTable(cleaner: Cleaner, text: string): string {
  const [head = '', ...rows] = text.split('\n');
  const separator = head.includes(';') ? ';' : ',';
  const meanings = head.split(separator).map((name) => meaningOfMember(name));
  const cleanCell = (cell: string, index: number) => {
    const bare = cell.replace(/^\s*"|"\s*$/g, '').trim();
    const meaning = meanings[index] ?? 'unknown';
    if (bare === '' || meaning === 'identifier') return cell;
    const cleaned =
      meaning === 'unknown' ? cleanLoose(cleaner, bare, 1) : cleanNamed(cleaner, bare, meaning, 1);
    return cleaned === bare ? cell : cell.replace(bare, () => cleaned);
  };
  return [head, ...rows.map((row) => row.split(separator).map(cleanCell).join(separator))].join('\n');
}
