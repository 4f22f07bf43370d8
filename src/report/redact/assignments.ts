import type { Cleaner } from './cleaner.ts';
import { decodePercent, escapeJson, unescapeJson } from './codecs.ts';
import { cleanHeader } from './headers.ts';
import { isMixed, isShortKey, looksRandom } from './looks.ts';
import type { Meaning } from './names.ts';
import { cleanSaid } from './said.ts';
import { cleanLoose, cleanNamed } from './values.ts';

/** `apiKey: "…"`, `password = '…'`, `secret=…`: in quotes with escapes, or bare. The name may be quoted, too. */
const ASSIGNMENT =
  /(["'`]|&quot;|)\b([A-Za-z_][\w-]{1,40})\\{0,3}\1(\]?\s{0,4}(?:[:=]|=>|:=)\s{0,4}(?:[bru](?=["']))?)(?:("""|\\?["'`])((?:[^"'`\n\\]|\\(?!["'`])[^\n]|(?!\4)["'`]){1,4000})\4|"((?:[^"\\]|\\.){1,4000})"|([^\s"'`<>;,&(){}[\]\\]{3,4000}))/g;
/** `"abc" + "def"`: one text in two pieces. */
const PIECED =
  /(["'])((?:[^"'\\\n]|\\.){1,2000})\1(?:\s{0,20}\+\s{0,20}(["'])(?:[^"'\\\n]|\\.){1,2000}\3){1,50}/g;
/** A line of an HTTP message: the rest of it is the header's. */
const HEADER_LINE =
  /\b((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s?[:=]\s?["']?)([^"'\n\r<>]{3,8000})/gi;
/** `password is hunter2`, `PASSWORD 'x'`, `your verification code: 123456` */
const SAID =
  /\b(pass(?:word|code|phrase)|pin|otp|(?:verification|security|one-time|confirmation|login|sign-in|sms|2fa|mfa|access|authentication) (?:code|password|pin))(\s{1,3}(?:is|was|=|:)?\s{0,3}:?\s{0,3}|\s{0,2}[:=]\s{0,3})(?:"([^"\n]{3,200})"|'([^'\n]{3,200})'|([^\s"'<>,;(){}[\]]{3,200}))/gi;
/** `postgres://user:password@host` */
const USER_INFO = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)([^\s:@/"<>]{0,100}):([^\s@/"<>]{1,300})@/gi;
/** `curl -u user:password` */
const USER_OPTION = /(\s(?:-u|--user)[ =]["']?)([^\s:"']{1,100}):([^\s"']{1,200})/g;
/** Words after `password`, `password:` or `pin is` that say something of it. */
const SAYS_ONLY =
  /^(?:is|was|are|not|must|should|may|can|cannot|has|have|and|or|for|the|a|an|to|of|in|on|at|by|from|with|field|required|invalid|incorrect|missing|wrong|expired|empty|reset|grant|flow|auth.*|login|based|protected|policy|string|number|boolean|null|true|false|undefined|none|please|does|do|did|too|contains?|change[ds]?|hash\w*|input|type|text|rejected|refused|accepted|failed|mismatch|check\w*|error|forgotten|again|your|you|this|that|if|when|will|was|were|been|be|verification|verified|unknown|blank|redacted.*)[.,:;!?]*$/i;

/**
 * Scripts, logs, settings, error texts: what is assigned to a telling name, or said to be one.
 *
 * @param isCode of a programming language: what stands there without quotes is a name
 */
export function cleanAssignments(cleaner: Cleaner, text: string, depth = 0, isCode = false): string {
  if (!/[\s:=(,]/.test(text)) return text;
  const said = cleanSaid(cleaner, inOnePiece(cleaner, text));
  if (!/[:=]|pass|pin|otp|code/i.test(said)) return said;
  return withHeaderLines(cleaner, withEncodedJson(cleaner, said, depth))
    .replace(ASSIGNMENT, (whole: string, ...groups) =>
      cleanAssignment(cleaner, whole, groups as Groups, depth, isCode),
    )
    .replace(SAID, (whole: string, name: string, link: string, ...values: (string | undefined)[]) => {
      const [inDouble, inSingle, bare] = values;
      const quoted = inDouble ?? inSingle;
      const value = quoted ?? bare!.replace(/[.!?]+$/, '');
      if (quoted === undefined && (isCode || !isSaid(name, link, value))) return whole;
      return whole.replace(value, () => cleanPassword(cleaner, value, quoted !== undefined));
    })
    .replace(USER_INFO, (_, scheme: string, user: string, password: string) => {
      const cleaned = user === '' ? '' : cleaner.replace(decodePercent(user) ?? user, 'user name');
      return `${scheme}${cleaned}:${cleaner.replace(decodePercent(password) ?? password, 'password')}@`;
    })
    .replace(USER_OPTION, (_, option: string, user: string, password: string) => {
      return `${option}${cleaner.replace(user, 'user name')}:${cleaner.replace(password, 'password')}`;
    });
}

/** Under a telling name a text in pieces is put together: what it says is gone by then anyway. */
function inOnePiece(cleaner: Cleaner, text: string): string {
  if (!/["']\s{0,20}\+\s{0,20}["']/.test(text)) return text;
  return text.replace(PIECED, (whole: string, quote: string, _first: string, _mark: string, at: number) => {
    const name = /([A-Za-z_][\w-]{1,40})["']?\]?\s{0,4}[:=]\s{0,4}$/.exec(
      text.slice(Math.max(0, at - 60), at),
    )?.[1];
    const meaning = name === undefined ? 'unknown' : meaningOfAssigned(cleaner, name);
    if (!isTold(meaning) || /\s["']$/.test(whole)) return whole;
    const value = whole.slice(1, -1).replace(/["']\s{0,20}\+\s{0,20}["']/g, '');
    const cleaned = cleanNamed(cleaner, value, meaning, 1);
    return cleaned === value ? whole : quote + cleaned + quote;
  });
}

/** A word without digits may be anything: it goes here, and is not looked for elsewhere. */
function cleanPassword(cleaner: Cleaner, value: string, isSure: boolean): string {
  if (isSure || /\d/.test(value)) return cleaner.replace(value, 'password');
  cleaner.note('password');
  return cleaner.disguise.password(value);
}

function isSaid(name: string, link: string, value: string): boolean {
  if (SAYS_ONLY.test(value)) return false;
  if (/code|pin|otp/i.test(name)) return /\d/.test(value);
  return /\d/.test(value) || /is|[:=]/.test(link);
}

/** `JSON.parse(decodeURIComponent('%7B%22token%22…'))` */
function withEncodedJson(cleaner: Cleaner, text: string, depth: number): string {
  if (depth > DEEPEST || !/%7B%22/i.test(text)) return text;
  return text.replace(/%7B%22(?:[\w.~!*()+-]|%[0-9A-Fa-f]{2}){4,}/gi, (written) => {
    const json = decodePercent(written);
    if (json === undefined) return written;
    const cleaned = cleanLoose(cleaner, json, depth + 1);
    return cleaned === json ? written : encodeURIComponent(cleaned);
  });
}

const DEEPEST = 4;

function withHeaderLines(cleaner: Cleaner, text: string): string {
  if (!/authorization|cookie/i.test(text)) return text;
  return text.replace(HEADER_LINE, (_, name: string, sign: string, value: string) => {
    return name + sign + cleanHeader(cleaner, { name, value });
  });
}

type Groups = [
  string,
  string,
  string,
  string | undefined,
  string | undefined,
  string | undefined,
  string | undefined,
];

function cleanAssignment(
  cleaner: Cleaner,
  whole: string,
  groups: Groups,
  depth: number,
  isCode: boolean,
): string {
  const [, name, sign, mark, inMarks, inQuotes, bare] = groups;
  const written = inMarks ?? inQuotes ?? bare ?? '';
  const meaning = meaningOfAssigned(cleaner, name);
  const end = bare !== undefined ? '' : inQuotes !== undefined ? '"' : mark!;
  const put = (cleaned: string) => whole.slice(0, whole.length - written.length - end.length) + cleaned + end;
  if (bare !== undefined) {
    // `data: token=abc`
    if (!isTold(meaning) && /^[\w-]+[:=]/.test(bare) && depth < DEEPEST)
      return put(
        bare.replace(ASSIGNMENT, (inner: string, ...parts) =>
          cleanAssignment(cleaner, inner, parts as Groups, depth + 1, isCode),
        ),
      );
    if (isUserGiven(bare, { name, sign, isCode })) return put(cleaner.alone(bare, 'user name'));
    if (!isTold(meaning) || !isBareValue(bare, meaning, { name, sign, isCode })) return whole;
    return put(
      meaning === 'password' && !looksRandom(bare)
        ? cleanPassword(cleaner, bare, false)
        : cleanNamed(cleaner, bare, meaning, depth + 1),
    );
  }
  const value = written.includes('\\') ? (unescapeJson(written) ?? written) : written;
  if (meaning === 'unknown' && /^(?:nonce|code|state|key)$/i.test(name) && isShortKey(value))
    return put(cleanNamed(cleaner, value, 'secret', depth + 1));
  if (!isTold(meaning) || (meaning === 'person' && value.length < 3)) return whole;
  // `'nonce="' + nonce + '"'`
  if (/^["']\s?\+.*\+\s?["']$/.test(value)) return whole;
  const cleaned = cleanNamed(cleaner, value, meaning, depth + 1);
  return cleaned === value ? whole : put(value === written ? cleaned : escapeJson(cleaned));
}

function isTold(meaning: Meaning): boolean {
  return meaning === 'secret' || meaning === 'password' || meaning === 'person';
}

function meaningOfAssigned(cleaner: Cleaner, name: string): Meaning {
  const meaning = cleaner.meaningOf(name);
  return meaning === 'unknown' && cleaner.meaningOfHeader(name) === 'secret' ? 'secret' : meaning;
}

interface Around {
  readonly name: string;
  readonly sign: string;
  readonly isCode: boolean;
}

/** `user=mia` in settings and logs. */
function isUserGiven(bare: string, { name, sign, isCode }: Around): boolean {
  return (
    !isCode &&
    sign.trim() === '=' &&
    /^(?:(?:db|database|smtp|mail|ldap|ftp|mysql|pg|postgres)_)?(?:user(?:_?name)?|usr|uid|login)$/i.test(
      name,
    ) &&
    /^[a-z][\w.-]{3,40}$/i.test(bare) &&
    !SAYS_ONLY.test(bare) &&
    !/^(?:anonymous|guest|root|admin|user|system|nobody|default|unauthenticated)$/i.test(bare)
  );
}

/** Unquoted, it may be code (`password = read()`, `token: string`) or a variable (`password: $password`). */
function isBareValue(bare: string, meaning: Meaning, { name, sign, isCode }: Around): boolean {
  if (looksRandom(bare)) return true;
  if (isCode || meaning === 'person' || SAYS_ONLY.test(bare) || /^\$\w+$|^[A-Z][a-z]+!?$/.test(bare))
    return false;
  if (meaning === 'password' || (bare.length >= 8 && isMixed(bare))) return true;
  // `{Token:abc-1}`
  if (sign === ':' && /^(?=.*[a-z])(?=.*\d)[\w.~+/=-]{8,}$/i.test(bare)) return true;
  // `X-Api-Key: abc1`: only a header is called so.
  if (/^x-/i.test(name) && /^[\w.~+=-]{6,}$/.test(bare) && /\d/.test(bare)) return true;
  // `API_KEY=…` in settings; other names stand in front of all kinds of things.
  return sign === '=' && bare.length >= 6 && (/\d/.test(bare) || /^[A-Z][A-Z0-9_]+$/.test(name));
}
