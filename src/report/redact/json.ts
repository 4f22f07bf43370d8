import type { Cleaner } from './cleaner.ts';
import { escapeJson, unescapeJson } from './codecs.ts';
import { isShortKey, looksRandom } from './looks.ts';
import { isOneTimeName, type Meaning, meaningOfHeader } from './names.ts';
import { cleanAuthorization } from './tokens.ts';
import { cleanNamed } from './values.ts';

/** Strings, with the colon that makes one a name, numbers, and what opens and closes. Also of JSON that was cut off. */
const PIECE =
  /"([^"\\]*(?:\\.[^"\\]*)*)("\s*:|"|$)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[{}[\]]|\b(?:true|false|null)\b/gs;

export type CleanSecret = (value: string, depth: number) => string;

export interface JsonWay {
  /** Of a member by its name. */
  readonly meaning: (name: string) => Meaning;
  /** What to do with a secret value. */
  readonly secret: CleanSecret;
  /** Sent by a client: `code` is a one-time code there and an error's number in an answer. */
  readonly sent?: boolean;
  readonly depth?: number;
}

interface Scope {
  readonly list: boolean;
  /** What the name over the object says of members without a telling name of their own. */
  readonly inherited: Meaning;
  name: string;
  current: Meaning;
  /** What says something about members, rather than holding them: `errors: {"password": ["… is wrong."]}`. */
  readonly says: boolean;
  /** The name over the object. */
  readonly over: string;
  /** In an object of secrets by their names: `secrets: {database: …}`. */
  readonly inSecrets: boolean;
  /** Arguments of a method that signs somebody in: `"method": "login", "params": ["bob", "…"]`. */
  signsIn: boolean;
  /** Strings of a list so far. */
  count: number;
  /** Values of a list so far. */
  place: number;
  /** What the columns of the rows that stand beside them, or in this row, mean; `columns: [...], rows: [[...]]`. */
  columns: Meaning[] | undefined;
  /** The strings of a first list in a list. */
  readonly head: string[] | undefined;
  /** The last string of a list, or what `name`, `key`, … of an object says: names the value beside it. */
  label: string;
}

/**
 * Replaces values in JSON text in place: order, blanks, doubled members and a missing end stay as they were. A
 * value is judged by the name it stands under, by the one beside it (`"name": "password", "value": …`) and, in
 * lists, by the list's.
 */
export function cleanJson(cleaner: Cleaner, text: string, way: JsonWay): string {
  const { depth = 0 } = way;
  const meaning = VARIABLE.test(text) ? withVariables(text, way.meaning) : way.meaning;
  const outer: Scope = {
    list: true,
    inherited: meaning(''),
    name: '',
    current: meaning(''),
    says: false,
    over: '',
    inSecrets: false,
    signsIn: false,
    count: 0,
    place: 0,
    columns: undefined,
    head: undefined,
    label: '',
  };
  const scopes: Scope[] = [outer];
  let scope = outer;
  return text.replace(
    PIECE,
    (whole: string, inside: string | undefined, end: string | undefined, at: number) => {
      if (inside === undefined) {
        if (whole === '{' || whole === '[') {
          scope = opened(scope, whole === '[', meaning);
          scopes.push(scope);
          return whole;
        }
        if (whole === '}' || whole === ']') {
          if (scopes.length > 1) scopes.pop();
          if (scope.head) takeHead(scope, scopes.at(-1)!, meaning);
          scope = scopes.at(-1)!;
          if (scope.list) scope.place += 1;
          return whole;
        }
        if (scope.list) scope.place += 1;
        if (/^[tfn]/.test(whole)) return whole;
        return cleanNumber(
          cleaner,
          whole,
          currentMeaning(scope, text, at + whole.length, way),
          way.sent === true,
        );
      }
      if (end?.endsWith(':')) {
        scope.name = unescapeJson(inside) ?? inside;
        const own = meaning(scope.name);
        scope.current = own === 'unknown' ? inheritedFor(scope) : own;
        return whole;
      }
      const value = unescapeJson(inside) ?? inside;
      if (scope.list) scope.place += 1;
      const told = currentMeaning(scope, text, at + whole.length, way);
      const current = scope.says && isSentence(value) ? 'unknown' : told;
      const label = scope.label;
      noteLabel(scope, value);
      noteColumn(scopes, value, meaning);
      const cleaned = cleanMember(cleaner, { name: scope.name, label, value, current }, { ...way, depth });
      return cleaned === value ? whole : `"${escapeJson(cleaned)}${end ?? ''}`;
    },
  );
}

/** GraphQL: `login(password: $p)` beside `variables: {p: …}`. */
const VARIABLE = /"query"[\s\S]*:\s?\$\w/;

/** The argument tells what its variable holds. */
function withVariables(text: string, meaning: (name: string) => Meaning): (name: string) => Meaning {
  const argumentOf = new Map<string, string>();
  for (const [, argument = '', variable = ''] of text.matchAll(/\b(\w{1,60}):\s?\$(\w{1,60})/g))
    argumentOf.set(variable, argument);
  return (name) => {
    const own = meaning(name);
    const argument = own === 'unknown' ? argumentOf.get(name) : undefined;
    return argument === undefined ? own : meaning(argument);
  };
}

function opened(
  { current: told, name, over, says, signsIn: signedIn, columns, ...outer }: Scope,
  list: boolean,
  meaning: (name: string) => Meaning,
): Scope {
  const signsIn = signedIn && /^(?:params|args|arguments)?$/i.test(name);
  const current = list && signsIn ? 'password' : told;
  const inherited = handsDown(name, current) || list ? current : meaning('');
  return {
    says: says || SAYING_NAME.test(name),
    signsIn: signsIn && !list,
    over: outer.list ? over : name,
    inSecrets: /^(?:secrets|passwords|secret_?values)$/i.test(name),
    list,
    inherited,
    name: list ? name : '',
    current: list ? current : inherited,
    count: 0,
    place: 0,
    columns: list && (outer.list || ROWS_NAME.test(name)) ? columns : undefined,
    head: list && outer.list && outer.place === 0 && !columns ? [] : undefined,
    label: '',
  };
}

const COLUMNS_NAME = /^(?:columns?|fields?|headers?|cols|(?:column|field)_?names)$/i;
const ROWS_NAME = /^(?:rows?|data|values?|records?|results?|items|dataset|tuples)$/i;

/** `columns: ["id", "password"]` or `fields: [{"name": "password"}]`, told to the object that holds the rows, too. */
function noteColumn(scopes: readonly Scope[], value: string, meaning: (name: string) => Meaning): void {
  const scope = scopes.at(-1)!;
  if (scope.list) scope.head?.push(value);
  else if (!/^(?:name|field|id|key|title)$/i.test(scope.name)) return;
  const list = scopes.at(scope.list ? -1 : -2);
  const holder = scopes.at(scope.list ? -2 : -3);
  if (!list?.list || !holder || holder.list || !COLUMNS_NAME.test(holder.name)) return;
  holder.columns ??= [];
  const at = list.place - (scope.list ? 1 : 0);
  if (at < MOST_COLUMNS) holder.columns[at] ??= meaningOfLabel(value, meaning);
}

const MOST_COLUMNS = 500;

/** The first of many lists names what stands in the others: `[["id", "password"], [1, "…"]]`. */
function takeHead({ head, place }: Scope, over: Scope, meaning: (name: string) => Meaning): void {
  if (
    !head ||
    head.length < 2 ||
    head.length !== place ||
    !head.every((name) => /^[\w .-]{2,40}$/.test(name))
  )
    return;
  const meanings = head.map((name) => meaningOfLabel(name, meaning));
  // Pairs of a name and its value begin in the same way.
  if (head.length === 2 && meanings[0] !== 'unknown') return;
  if (meanings.some((each) => each !== 'unknown')) over.columns = meanings;
}

const SAYING_NAME =
  /^(?:errors?|messages?|violations|details?|issues|validation\w{0,20}|invalid\w{0,20}|model_?state)$/i;

/** Four words or more. */
function isSentence(value: string): boolean {
  return /^\S{1,40}(?: \S{1,40}){3}/.test(value);
}

/** `password: {value: …}`, `billingAddress: {street: …}`, but not `user: {role: …}`. */
function handsDown(name: string, meaning: Meaning): boolean {
  if (meaning === 'person') return /(?:name|address|birth|phone|street)s?$/i.test(name);
  return meaning === 'password' || meaning === 'secret';
}

/** Under a secret's name only what holds a value is one; `token: {"error": "expired"}` holds none. */
function inheritedFor({ inherited, inSecrets, name }: Scope): Meaning {
  if (inherited !== 'secret' || inSecrets) return inherited;
  return VALUE_NAME.test(name) ? 'secret' : 'unknown';
}

const VALUE_NAME =
  /^(?:value|values|val|v|raw|text|plain|plaintext|content|data|default|defaultvalue|answer|stringvalue|string|secret|key|id|input|current|new|old|p|pw)$/i;
const LABEL_NAME = /^(?:name|key|field|id|property|param|parameter|header|label|type|k|n|path)$/i;

const SIGNING_IN =
  /^(?:[\w./]{1,40}[./_])?(?:log_?in|sign_?in|auth|authenticate|(?:change|set|reset)_?password)$/i;

function noteLabel(scope: Scope, value: string): void {
  if (scope.list) {
    scope.count += 1;
    scope.label = scope.count === 1 ? value : '';
  } else if (scope.name === 'method') scope.signsIn = SIGNING_IN.test(value);
  // What follows a question is its answer.
  else if (/^question$/i.test(scope.name)) scope.label = 'security answer';
  else if (LABEL_NAME.test(scope.name) && value.length <= 60 && scope.label === '') scope.label = value;
}

/** What the value that ends at `end` means. */
function currentMeaning(scope: Scope, text: string, end: number, { meaning, sent }: JsonWay): Meaning {
  const { current, list, label, name, count, place, columns } = scope;
  if (list) {
    const column = columns?.[place - 1];
    if (column !== undefined && column !== 'unknown') return column;
    if (current !== 'unknown' || count !== 1 || !/^[\w-]{2,40}$/.test(label)) return current;
    return /^\s*\]/.test(text.slice(end, end + 20)) ? meaningOfLabel(label, meaning) : current;
  }
  if (current === 'unknown' && VALUE_NAME.test(name))
    return meaningOfLabel(label || labelAfter(text, end), meaning);
  if (sent && current === 'unknown' && /^(?:code|key)$/i.test(name)) return 'secret';
  if (current === 'unknown' && isOneTimeName(scope.over) && /^(?:code|value|token|answer)$/i.test(name))
    return 'password';
  // Of pages there are first and last ones, too.
  if (current === 'unknown' && /^(?:first|last|middle)$/i.test(name) && PEOPLE_NAME.test(scope.over))
    return 'person';
  return current;
}

function meaningOfLabel(label: string, meaning: (name: string) => Meaning): Meaning {
  const meant = meaning(label);
  return meant === 'secret' || meant === 'password' || meant === 'person' ? meant : 'unknown';
}

const PEOPLE_NAME =
  /(?:user|customer|person|name|contact|owner|member|patient|employee|guest|author|holder|profile|sender|recipient|passenger|student)s?$/i;

/** `{"value": …, "name": "password"}` */
function labelAfter(text: string, end: number): string {
  const rest = /^[^{}[\]]{0,200}/.exec(text.slice(end, end + 200))![0];
  if (/"question"\s{0,4}:/i.test(rest)) return 'security answer';
  return (
    /"(?:name|key|field|id|property|param|header|label)"\s{0,4}:\s{0,4}"([^"\\]{1,60})"/i.exec(rest)?.[1] ??
    ''
  );
}

interface Member {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly current: Meaning;
}

type DeepWay = JsonWay & { readonly depth: number };

function cleanMember(cleaner: Cleaner, member: Member, way: DeepWay): string {
  const { name, value, current } = member;
  if (value === '') return value;
  if (current !== 'unknown' && current !== 'harmless') return cleanMeant(cleaner, member, way);
  return cleaner.once(`${current} ${way.depth} ${name}`, value, () => cleanMeant(cleaner, member, way));
}

function cleanMeant(cleaner: Cleaner, { name, label, value, current }: Member, way: DeepWay): string {
  const { secret, depth } = way;
  if (/^\s*[[{]/.test(value) && depth < 6) return cleanJson(cleaner, value, { ...way, depth: depth + 1 });
  const headerName = /^(?:value|v)$/i.test(name) ? label : name;
  if (current === 'secret' && meaningOfHeader(headerName) === 'credential')
    return cleanAuthorization(cleaner, value);
  if (current === 'person' && isProgramsName(name, value)) return value;
  if (current === 'secret')
    return /^(?:code|key)$/i.test(name) && isOneTimeCode(value)
      ? cleaner.replace(value, 'password')
      : secret(value, depth);
  if (current === 'unknown' && LINK_NAME.test(name) && /^https?:\/\/\S+$/i.test(value))
    return cleanNamed(cleaner, cleanLink(value, secret, depth), current, depth + 1);
  if (current === 'unknown' && AMBIGUOUS.test(name) && (looksRandom(value) || isShortKey(value)))
    return secret(value, depth);
  if (current === 'unknown' && way.sent && isOneTimeName(name) && isOneTimeCode(value))
    return cleaner.replace(value, 'password');
  return cleanNamed(cleaner, value, current, depth + 1);
}

function isOneTimeCode(value: string): boolean {
  return /^\d{4,10}$/.test(value);
}

/** What opens something for whoever has it. */
const LINK_NAME =
  /(?:reset|magic|invit\w{0,6}|confirm\w{0,6}|verif\w{0,8}|activat\w{0,4}|unsubscribe|sign_?in|log_?in)[_-]?(?:link|url|uri)$/i;

/** The last segment of such a link is its key, if it has a digit. */
function cleanLink(url: string, secret: CleanSecret, depth: number): string {
  return url.replace(/(\/)([\w~-]{6,200})(?=\/?(?:[?#]|$))/, (whole, slash: string, segment: string) =>
    /\d/.test(segment) ? slash + secret(segment, depth) : whole,
  );
}

/** OAuth's names that in other JSON mean an error's code, a country's state, a page's key. */
const AMBIGUOUS = /^(?:code|state|nonce|key|value|data|id|hash|challenge|request|response)$/i;

/** `"name": "JsonWebTokenError"` is nobody's name. */
function isProgramsName(name: string, value: string): boolean {
  if (!/^(?:name|type|subject|profile|owner|identifier)$/i.test(name)) return false;
  return /(?:Error|Exception|Failure|Fault|Problem)$|^[A-Z][A-Z0-9_]{3,}$|^https?:\/\//.test(value);
}

/** Numbers under a secret or personal name: a PIN, a telephone or customer number. */
function cleanNumber(cleaner: Cleaner, written: string, meaning: Meaning, sent: boolean): string {
  if (meaning === 'person')
    return /^\d+$/.test(written)
      ? cleaner.replace(written, 'personal data')
      : cleaner.disguise.secret(written);
  const secret = meaning === 'password' || (meaning === 'secret' && sent && /^\d{4,}$/.test(written));
  if (!secret) return written;
  const cleaned = cleaner.disguise.secret(written);
  cleaner.remember(written, cleaned, 'password');
  return cleaned;
}
