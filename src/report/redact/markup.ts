import { cleanAssignments } from './assignments.ts';
import type { Cleaner } from './cleaner.ts';
import type { Meaning } from './names.ts';
import { cleanUrl, cleanValue } from './url.ts';
import { cleanLoose, cleanNamed } from './values.ts';

/**
 * XML and HTML. Names, times, audiences and states stay; people, signatures, certificates, and what stands in an
 * element, attribute or field of a telling name go.
 */
export function cleanMarkup(cleaner: Cleaner, text: string, depth = 0): string {
  const reader: Reader = {
    cleaner,
    depth,
    open: '',
    attribute: '',
    label: '',
    field: '',
    said: '',
    saidBy: '',
    columns: [],
    column: -1,
    called: '',
    signsIn: false,
    embedded: '',
  };
  let result = '';
  for (const { kind, piece } of piecesOf(text)) {
    if (kind === 'tag') result += cleanTag(reader, piece);
    else if (kind === 'comment') result += `<!--${cleanLoose(cleaner, piece.slice(4), depth + 1)}`;
    else if (kind === 'cdata')
      result += `<![CDATA[${cleanText(reader, piece.slice(9, piece.endsWith(']]>') ? -3 : undefined))}${piece.endsWith(']]>') ? ']]>' : ''}`;
    else result += reader.embedded === '' ? cleanWritten(reader, piece) : cleanEmbedded(reader, piece);
  }
  return result;
}

interface Reader {
  readonly cleaner: Cleaner;
  readonly depth: number;
  /** Local name of the element just opened. */
  open: string;
  /** Of the SAML attribute whose values follow. */
  attribute: string;
  /** What `<key>` or `<name>` said: names the value that follows. */
  label: string;
  /** The text before: `Password` in the cell before the value's, `Your code is` before what is set in bold. */
  said: string;
  /** The element it stood in. */
  saidBy: string;
  /** The headings of the table so far, and the place in its row. */
  columns: string[];
  column: number;
  /** What the class or a label of the element just opened says of its text. */
  called: string;
  /** In a call that signs somebody in (XML-RPC): its arguments have no names. */
  signsIn: boolean;
  /** Of the form field just opened. */
  field: string;
  /** The type of the script that follows. */
  embedded: string;
}

interface Piece {
  readonly kind: 'tag' | 'text' | 'comment' | 'cdata';
  readonly piece: string;
}

/** Linear also where nothing is closed. */
function* piecesOf(text: string): Generator<Piece> {
  const missing = new Set<string>();
  const endOf = (mark: string, from: number): number => {
    if (missing.has(mark)) return -1;
    const at = text.indexOf(mark, from);
    if (at === -1) missing.add(mark);
    return at === -1 ? -1 : at + mark.length;
  };
  let at = 0;
  let raw = '';
  while (at < text.length) {
    if (text[at] !== '<' || raw !== '') {
      const next = raw === '' ? text.indexOf('<', at) : rawEnd(text, at, raw, missing);
      const end = next === -1 ? text.length : next;
      raw = '';
      if (end > at) yield { kind: 'text', piece: text.slice(at, end) };
      at = end;
      continue;
    }
    const kind = text.startsWith('<!--', at) ? 'comment' : text.startsWith('<![CDATA[', at) ? 'cdata' : 'tag';
    const end =
      kind === 'comment' ? endOf('-->', at) : kind === 'cdata' ? endOf(']]>', at) : tagEnd(text, at, missing);
    const stop = end === -1 ? text.length : end;
    const piece = text.slice(at, stop);
    yield { kind, piece };
    raw = kind === 'tag' && !piece.endsWith('/>') ? (/^<(script|style)\b/i.exec(piece)?.[1] ?? '') : '';
    at = stop;
  }
}

function rawEnd(text: string, from: number, name: string, missing: Set<string>): number {
  const mark = `</${name}`;
  if (missing.has(mark)) return -1;
  const at = text.indexOf(mark, from);
  if (at === -1) missing.add(mark);
  return at;
}

/** Attribute values may hold `>`; quotes may be missing. */
function tagEnd(text: string, from: number, missing: Set<string>): number {
  if (missing.has('>')) return -1;
  const limit = Math.min(text.length, from + LONGEST_TAG);
  let quote = '';
  for (let at = from + 1; at < limit; at += 1) {
    const char = text[at]!;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if ((char === '"' || char === "'") && text[at - 1] === '=') quote = char;
    else if (char === '>') return at + 1;
    else if (char === '<') return at;
  }
  const end = text.indexOf('>', from);
  if (end === -1) missing.add('>');
  return end === -1 ? -1 : end + 1;
}

const LONGEST_TAG = 20_000;

const ATTRIBUTE = /([^\s"'<>/=]{1,100})(\s{0,4}=\s{0,4})("[^"]*"|'[^']*'|[^\s"'<>`]+)/g;

function cleanTag(reader: Reader, tag: string): string {
  const name = /^<([^\s<>/]{1,100})/.exec(tag)?.[1];
  if (name === undefined) {
    reader.open = '';
    reader.embedded = '';
    return tag;
  }
  const local = name.replace(/^.*:/, '');
  noteCell(reader, local.toLowerCase());
  if (!tag.includes('=')) {
    reader.field = '';
    reader.called = '';
    if (local !== 'AttributeValue') reader.attribute = '';
    reader.open = local;
    reader.embedded = /^script$/i.test(local) ? 'script' : '';
    return tag;
  }
  const attributes = new Map<string, string>();
  for (const [, key = '', , value = ''] of tag.matchAll(ATTRIBUTE))
    attributes.set(key.toLowerCase(), unquoted(value));
  reader.open = local;
  if (local === 'Attribute') reader.attribute = attributes.get('name') ?? '';
  else if (local !== 'AttributeValue') reader.attribute = '';
  reader.embedded = /^script$/i.test(local) ? (attributes.get('type') ?? 'script') : '';
  const field = fieldOf(reader, attributes);
  reader.field = FIELDS.test(local) ? field : '';
  reader.called = calledBy(reader.cleaner, attributes);
  const isPassword =
    attributes.get('type')?.toLowerCase() === 'password' ||
    /^(?:current-password|new-password|one-time-code|cc-(?:number|csc))$/i.test(
      attributes.get('autocomplete') ?? '',
    );
  const signsIn = [...attributes.keys()].some((key) => reader.cleaner.meaningOf(key) === 'password');
  return tag.replace(ATTRIBUTE, (_, key: string, sign: string, written: string) => {
    const quote = /^["']/.exec(written)?.[0] ?? '';
    const value = unescapeMarkup(unquoted(written));
    const bare = key.replace(/^.*:/, '');
    const cleaned =
      signsIn && /^(?:user|name|login)$/i.test(bare)
        ? reader.cleaner.alone(value, 'user name')
        : cleanAttribute(reader, bare, value, isPassword ? 'password' : field, local);
    if (cleaned === value) return key + sign + written;
    const escaped = escapeMarkup(cleaned);
    return key + sign + quote + (quote === '' ? escaped.replace(/[\s<>"'`]/g, '.') : escaped) + quote;
  });
}

function fieldOf({ cleaner, said, saidBy }: Reader, attributes: ReadonlyMap<string, string>): string {
  const own =
    attributes.get('name') ??
    attributes.get('id') ??
    attributes.get('property') ??
    attributes.get('key') ??
    '';
  // A field that its page's script reads may have no telling name, but says to people what it holds.
  return (saidBy === 'label' || said.endsWith(':')) &&
    toldBy(cleaner, own) === 'unknown' &&
    toldBy(cleaner, said) !== 'unknown'
    ? said
    : own;
}

/** `<tr><th>User<th>Password<tr><td>…<td>…` */
function noteCell(reader: Reader, element: string): void {
  if (element === 'table') reader.columns = [];
  if (element === 'tr') reader.column = -1;
  if (element === 'th' || element === 'td') reader.column += 1;
}

/** `<td data-label="Password">`, `<span class="user-email">` */
function calledBy(cleaner: Cleaner, attributes: ReadonlyMap<string, string>): string {
  const label = ['data-label', 'data-title', 'data-field', 'itemprop']
    .map((key) => attributes.get(key) ?? '')
    .find((value) => toldBy(cleaner, value) !== 'unknown');
  if (label !== undefined) return label;
  const words = attributes.get('class')?.split(/\s+/) ?? [];
  return words.find((word) => CALLING_CLASS.test(word)) ?? '';
}

const CALLING_CLASS =
  /^(?:js-|c-|x-)?(?:user-?name|user-?email|full-?name|display-?name|(?:user|customer)-(?:name|phone|email)|(?:otp|one-time|verification|recovery|backup|security|access|invite)-?codes?|(?:api|access|secret|license)-?(?:key|token)|(?:temp|temporary|new|initial)-?password|pin-?code)$/i;

const FIELDS =
  /^(?:input|meta|button|textarea|option|output|select|param|add|entry|property|setting|item|field|data|variable|env)$/i;

function unquoted(written: string): string {
  return /^["']/.test(written) ? written.slice(1, -1) : written;
}

/** Random by the standards that use them (SAML core §1.3.4), whatever they look like. */
const RANDOM_ATTRIBUTE = /^(?:ID|InResponseTo|SessionIndex|AssertionID|ResponseID|URI)$/;
const ADDRESS_ATTRIBUTE =
  /^(?:href|src|action|formaction|poster|cite|data|background|manifest|location|destination|recipient|assertionconsumerserviceurl)$/i;

function cleanAttribute(
  { cleaner, depth }: Reader,
  key: string,
  value: string,
  field: string,
  element: string,
): string {
  if (/^content$/i.test(key) && /^\d{1,6};\s?url=/i.test(value))
    return value.replace(
      /(url=)(.*)$/is,
      (_, sign: string, url: string) => sign + cleanUrl(cleaner, url, depth),
    );
  if (value.length < 3)
    return field === 'password' && key === 'value' ? cleaner.replace(value, 'password') : value;
  if (RANDOM_ATTRIBUTE.test(key) && value.length >= 8 && !/^https?:/.test(value))
    return value.startsWith('#')
      ? `#${cleaner.replace(value.slice(1), 'secret')}`
      : cleaner.replace(value, 'secret');
  if (key === 'Address' && /^[\d.:a-f]+$/i.test(value)) return cleaner.replace(value, 'IP address');
  if (/^(?:value|content|initial)$/i.test(key) && field !== '')
    return cleanField(cleaner, field, value, depth);
  if (ADDRESS_ATTRIBUTE.test(key)) return cleanUrl(cleaner, value, depth + 1);
  if (
    /^(?:name|type|id|class|for|xmlns|Format|Method|Algorithm|Version)$/i.test(key) ||
    /^xmlns$/i.test(element)
  )
    return value;
  const meaning = cleaner.meaningOf(key.replace(/^data-/i, ''));
  if (meaning === 'identifier' || meaning === 'harmless') return cleanLoose(cleaner, value, depth + 1);
  if (meaning !== 'person' || !/^(?:name|user|address|profile|owner|author|title)$/i.test(key))
    return cleanNamed(cleaner, value, meaning, depth + 1);
  return cleanLoose(cleaner, value, depth + 1);
}

/** Hidden fields and meta tags carry tokens from page to request. */
function cleanField(cleaner: Cleaner, field: string, value: string, depth: number): string {
  // `<meta name="author">` is the site's own.
  return /^(?:author|owner|name)$/i.test(field)
    ? cleanLoose(cleaner, value, depth + 1)
    : cleanValue(cleaner, field, value, depth + 1);
}

const PERSONAL_ELEMENTS = /^(?:NameID|NameIdentifier|BaseID|AttributeValue|SubjectName|X509SubjectName)$/;
const SECRET_ELEMENTS =
  /^(?:SignatureValue|DigestValue|X509Certificate|CipherValue|Artifact|BinarySecret|BinarySecurityToken|Password|SessionIndex|Nonce)$/;
/** Values of attributes with these names decide about permission. */
const DECIDING_ATTRIBUTE = /role|group|permission|scope/i;
/** Hold the value that the element before them named. */
const VALUE_ELEMENTS = /^(?:string|value|data|integer|int|i4|val|real)$/i;

/** `<field name="pin">…</field>` */
const NAMED_ELEMENTS = /^(?:field|param|property|setting|entry|item|variable|env|add|attribute)$/i;
const SIGNING_IN = /^(?:wp|metaWeblog|blogger|mt)\.|(?:^|[._])(?:log_?in|sign_?in|authenticate)$/i;

/** Text between tags, entities undone and written again. */
function cleanWritten(reader: Reader, piece: string): string {
  if (piece.trim() === '') return piece;
  const text = unescapeMarkup(piece);
  const cleaned = cleanText(reader, text);
  return cleaned === text ? piece : escapeMarkup(cleaned);
}

function cleanText(reader: Reader, text: string): string {
  const { cleaner, open, attribute, label, field, depth } = reader;
  const value = text.trim();
  if (value === '') return text;
  const put = (cleaned: string) => (cleaned === value ? text : text.replace(value, () => cleaned));
  if (SECRET_ELEMENTS.test(open))
    return put(cleanNamed(cleaner, value, open === 'Password' ? 'password' : 'secret', depth));
  if (PERSONAL_ELEMENTS.test(open))
    return DECIDING_ATTRIBUTE.test(attribute)
      ? put(cleanLoose(cleaner, value, depth))
      : put(cleanNamed(cleaner, value, 'person', depth));
  if (/^(?:key|name)$/i.test(open) && value.length <= 60) {
    reader.label = value;
    return text;
  }
  if (VALUE_ELEMENTS.test(open) && label !== '') {
    reader.label = '';
    return put(cleanNamed(cleaner, value, toldBy(cleaner, label), depth));
  }
  if (/^methodName$/.test(open)) reader.signsIn = SIGNING_IN.test(value);
  if (reader.signsIn && /^string$/i.test(open)) return put(cleanNamed(cleaner, value, 'password', depth));
  if (NAMED_ELEMENTS.test(open) && toldBy(cleaner, field) !== 'unknown')
    return put(cleanNamed(cleaner, value, toldBy(cleaner, field), depth));
  if (/^textarea$/i.test(open) && field !== '') return put(cleanField(cleaner, field, value, depth));
  const shown = cleanShownText(reader, value);
  if (shown !== undefined) return put(shown);
  const meaning = HTML_ELEMENTS.test(open) ? 'unknown' : toldBy(cleaner, open);
  return put(
    meaning === 'unknown'
      ? cleanAssignments(cleaner, cleanLoose(cleaner, value, depth + 1), depth)
      : cleanNamed(cleaner, value, meaning, depth),
  );
}

function cleanShownText(reader: Reader, value: string): string | undefined {
  const { cleaner, open, said, saidBy, columns, column } = reader;
  const isCell = /^t[dh]$/i.test(open);
  const called = reader.called === '' ? undefined : cleanShown(cleaner, reader.called, value, 'dd');
  if (called !== undefined) return called;
  if (/^th$/i.test(open)) columns[column] = value;
  reader.said = value.length <= 200 ? value : '';
  reader.saidBy = open.toLowerCase();
  if (!SHOWING_ELEMENTS.test(open) && !(open === '' && said.endsWith(':'))) return undefined;
  // Beside a label, or after a colon, stands nothing but the value.
  const isAlone = saidBy === 'label' || /:$/.test(said);
  const shown = cleanShown(cleaner, said, value, isAlone ? 'dd' : open);
  const heading = columns[column];
  return shown ?? (isCell && heading !== undefined ? cleanShown(cleaner, heading, value, open) : undefined);
}

/** Cells, and what sets a value apart from the words before it. */
const SHOWING_ELEMENTS = /^(?:td|dd|pre|code|kbd|samp|tt|b|strong|em|span|mark|output)$/i;
const CELLS = /^(?:td|dd|pre|code|kbd|samp|tt)$/i;

/** A value that the text before it names, as in tables of settings, dumps of requests and mails. */
function cleanShown(cleaner: Cleaner, said: string, value: string, open: string): string | undefined {
  if (said === '' || value.length < 4) return undefined;
  const [quote = '', inside = value] = /^(["'])(.+)\1$/s.exec(value)?.slice(1) ?? [];
  const put = (cleaned: string) => quote + cleaned + quote;
  const isOneWord = quote !== '' || !/\s/.test(inside);
  if (/\b(?:signed|logged) in as:?$|\b(?:welcome back|hello|dear),?$/i.test(said))
    return /^\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2}$/u.test(inside)
      ? cleanNamed(cleaner, inside, 'person')
      : undefined;
  if (/\buser ?name:?$/i.test(said) && /^[\w.@+-]{3,60}$/.test(inside))
    return put(cleaner.alone(inside, 'user name'));
  if (TELLING_END.test(said) && isOneWord && /\d/.test(inside))
    return put(cleaner.replace(inside, 'password'));
  const variable = /^\$_(?:COOKIE|SESSION)\[/.test(said) ? 'secret' : undefined;
  const name = said.replace(/\s*:$/, '').replace(/^\$?_?\w+\[['"]([\w.-]{1,60})['"]\]$/, '$1');
  if (!/^[\w.$-]{2,60}(?: [\w-]{2,30}){0,2}$/.test(name)) return undefined;
  const meaning = variable ?? toldBy(cleaner, name);
  if (meaning === 'unknown') return undefined;
  if (meaning === 'person')
    return /^(?:td|dd)$/i.test(open) ? put(cleanNamed(cleaner, inside, meaning)) : undefined;
  if (
    !isOneWord ||
    /^(?:required|none|null|true|false|yes|no|not|optional|missing|empty|array.*|\W+)$/i.test(inside)
  )
    return undefined;
  // Menus and headings stand beside each other, too.
  return CELLS.test(open) || /\d/.test(inside) ? put(cleanNamed(cleaner, inside, meaning)) : undefined;
}

const TELLING_END =
  /(?:\b(?:password|passcode|passphrase|pin|otp)|\b(?:your|one-time|verification|security|login|sign-in|access|sms|confirmation|temporary|activation|recovery)(?: [\w-]{2,20})? code)(?: is| was)?:?$/i;

/** Elements of pages whose names mean other things elsewhere. */
const HTML_ELEMENTS =
  /^(?:address|code|data|title|label|output|time|summary|details|cite|q|s|u|i|b|p|a|object)$/i;

function toldBy(cleaner: Cleaner, name: string): Meaning {
  const meaning = cleaner.meaningOf(name);
  return meaning === 'secret' || meaning === 'password' || meaning === 'person' ? meaning : 'unknown';
}

function cleanEmbedded({ cleaner, embedded, depth }: Reader, script: string): string {
  return /json/i.test(embedded)
    ? cleanLoose(cleaner, script, depth + 1)
    : cleanAssignments(cleaner, script, depth + 1, true);
}

const ENTITY: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&#x27;': "'",
};

function unescapeMarkup(text: string): string {
  return text.includes('&')
    ? text.replace(/&(?:amp|lt|gt|quot|apos|#39|#x27);/g, (entity) => ENTITY[entity]!)
    : text;
}

function escapeMarkup(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
