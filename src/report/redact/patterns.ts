import type { Cleaner } from './cleaner.ts';
import { isRandomRun, isRandomWord } from './looks.ts';
import { cleanSecret, cleanTokens } from './tokens.ts';

const SCHEME_AND_VALUE =
  /\b(Bearer|Basic|DPoP|Token|ApiKey|Digest|NTLM|Negotiate)(\s+)([A-Za-z0-9._~+/=-]{8,})/gi;
/** Prefixes by which issuers let their tokens be found. */
const ISSUED =
  /\b(?:gh[pousr]_|github_pat_|gl(?:pat|ptt|rt|cbt|dt|ft|soat)-|xox[abeprs]-|xapp-|sk-(?:ant-|proj-)?|[spr]k_(?:live|test)_|whsec_|rk_|AKIA|ASIA|AIza|ya29\.|GOCSPX-|1\/\/0|SG\.|npm_|pypi-|shp(?:at|ss|ca|pa)_|hv[sb]\.|dop_v1_|EAAC|sq0(?:atp|csp)-|EAAA|lin_api_|ntn_|secret_|figd_|dapi|dckr_pat_|hf_|glsa_|sntrys_|PMAK-|CFPAT-|tfp_|NRAK-|v[12]\.local\.|v[1-4]\.public\.)[A-Za-z0-9_.-]{10,300}|\$(?:apr1|[1567y]|2[abxy]|argon2\w{1,2}|scrypt|pbkdf2[\w-]{0,12})\$[\w./+=,$-]{8,300}|\b\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])|\b[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])/g;
const EMAIL =
  /[A-Za-z0-9._%+-][A-Za-z0-9._%+'-]{0,63}(?:@|&#64;|&#x40;|&commat;|\\u0040)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}/g;
const IPV4 = /(?<![\d./v-])(?:\d{1,3}\.){3}\d{1,3}(?![\d.-])/g;
const IPV6 =
  /(?<![\w:.])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}:?){1,6}|(?<![\w:.])::ffff:[0-9a-f]{1,4}:[0-9a-f]{1,4}(?![\w:])/gi;
/** Keys and fingerprints as OpenSSL writes them. */
const HEX_PAIRS = /(?<![\w:])(?:[0-9a-f]{2}:){11,}[0-9a-f]{2}(?![\w:])/gi;
/** With a country's code, as people and programs write it (E.164). */
const PHONE =
  /(?<![\w+.])\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,5}(?:[ .-]?\d{2,8}){1,4}(?!\w|\.\d)/g;
/** With the area in brackets, as North America writes them. */
const BRACKETED_PHONE = /(?<![\w+.])\([2-9]\d{2}\) ?\d{3}[ .-]\d{4}(?!\w|\.\d)/g;
const SSN = /(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-]|\.\d)/g;
/** ISO 13616, in groups or not. */
const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;
const CARD = /(?<![\d.])[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{3,4}(?![\d.])/g;
const RECOVERY_CODE = /(?<![\w-])[a-z\d]{4,6}-[a-z\d]{4,6}(?![\w-])/gi;
/** Escapes first: `%20` and `\u0026` are no part of what follows them. */
const RUN = /%(?:25)*[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|[A-Za-z0-9]{10,}/g;
const WORD = /%(?:25)*[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|[A-Za-z0-9][A-Za-z0-9+/_-]{18,}={0,2}/g;

/** What looks secret or personal by itself, in text that holds no known value any more. */
export function withoutLooks(cleaner: Cleaner, text: string): string {
  const { disguise } = cleaner;
  let cleaned = withoutEmail(cleaner, withoutPem(cleaner, text));
  if (cleaned.includes('eyJ')) cleaned = cleanTokens(cleaner, cleaned);
  if (/\b(?:recovery|backup|scratch)[ -]codes?\b/i.test(cleaned))
    cleaned = cleaned.replace(RECOVERY_CODE, (code) =>
      isOurs(cleaner, code) || !/\d/.test(code) || !/[a-z]/i.test(code)
        ? code
        : cleaner.replace(code, 'password'),
    );
  return withoutNumbers(cleaner, cleaned)
    .replace(SCHEME_AND_VALUE, (whole: string, scheme: string, blank: string, value: string) => {
      const random = (value.match(/[A-Za-z0-9]+/g) ?? []).some(
        (run) => isRandomRun(run) && !disguise.isOurs(run),
      );
      const told = scheme === 'Bearer' && /\d/.test(value) && /[a-z]/i.test(value) && !isOurs(cleaner, value);
      return (random || told) && !value.startsWith('eyJ')
        ? scheme + blank + cleanSecret(cleaner, value)
        : whole;
    })
    .replace(ISSUED, (token) => (isOurs(cleaner, token) ? token : cleaner.replace(token, 'key')))
    .replace(WORD, (word) =>
      isRandomWord(word) && !isOurs(cleaner, word) && !isProtected(cleaner, word)
        ? cleaner.replace(word, 'random text')
        : word,
    )
    .replace(RUN, (run) =>
      isRandomRun(run) && !disguise.isOurs(run) && !cleaner.isProtected(run)
        ? cleaner.replace(run, 'random text')
        : run,
    );
}

/** Token shapes alone: for places whose random text must stay, such as request ids. */
export function withoutTokens(cleaner: Cleaner, text: string): string {
  const cleaned = text.includes('eyJ') ? cleanTokens(cleaner, text) : text;
  return withoutEmail(cleaner, cleaned).replace(ISSUED, (token) =>
    isOurs(cleaner, token) ? token : cleaner.replace(token, 'key'),
  );
}

function withoutEmail(cleaner: Cleaner, text: string): string {
  if (!/@|&#(?:64|x40);|&commat;|\\u0040/i.test(text)) return text;
  return text.replace(EMAIL, (email) =>
    /@redacted\.invalid$|\.(?:png|jpe?g|svg|gif|webp|css|js)$/i.test(email)
      ? email
      : cleaner.replace(email, 'e-mail address'),
  );
}

function withoutNumbers(cleaner: Cleaner, text: string): string {
  let cleaned = text;
  if (/\d\.\d/.test(cleaned))
    cleaned = cleaned.replace(IPV4, (address) =>
      isOwnAddress(address) ? address : cleaner.replace(address, 'IP address'),
    );
  if (cleaned.includes(':'))
    cleaned = cleaned
      .replace(HEX_PAIRS, (pairs) => cleaner.replace(pairs, 'random text'))
      .replace(IPV6, (address) =>
        /^2001:db8::|^::1$/.test(address) ? address : cleaner.replace(address, 'IP address'),
      );
  if (cleaned.includes('+'))
    cleaned = cleaned.replace(PHONE, (phone) =>
      phone.replace(/\D/g, '').length >= 9 ? cleaner.replace(phone, 'personal data') : phone,
    );
  if (cleaned.includes(') ') || /\)\d{3}/.test(cleaned))
    cleaned = cleaned.replace(BRACKETED_PHONE, (phone) => cleaner.replace(phone, 'personal data'));
  if (/\d-\d\d-\d/.test(cleaned))
    cleaned = cleaned.replace(SSN, (number) => cleaner.replace(number, 'personal data'));
  if (/[A-Z]{2}\d\d/.test(cleaned))
    cleaned = cleaned.replace(IBAN, (number) =>
      passesMod97(number) && !isOurs(cleaner, number) ? cleaner.replace(number, 'personal data') : number,
    );
  return cleaned.replace(CARD, (digits) =>
    passesLuhn(digits) && !isOurs(cleaner, digits) ? cleaner.replace(digits, 'key') : digits,
  );
}

function isOurs(cleaner: Cleaner, value: string): boolean {
  return (value.match(/[A-Za-z0-9]{8,}/g) ?? []).some((run) => cleaner.disguise.isOurs(run));
}

function isProtected(cleaner: Cleaner, word: string): boolean {
  return (word.match(/[A-Za-z0-9]+/g) ?? []).every((run) => cleaner.isProtected(run));
}

/** This machine, nobody's machine, a netmask, or already replaced. */
function isOwnAddress(address: string): boolean {
  return (
    /^(?:127\.|0\.0\.0\.0|255\.|192\.0\.2\.)/.test(address) ||
    address.split('.').some((part) => Number(part) > 255)
  );
}

function passesLuhn(written: string): boolean {
  const digits = [...written.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce(
    (total, digit, at) => total + (at % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return sum % 10 === 0;
}

/** ISO 7064, as ISO 13616 uses it: country and check digits last, letters as numbers from 10. */
function passesMod97(written: string): boolean {
  const bare = written.replace(/ /g, '');
  const moved = bare.slice(4) + bare.slice(0, 4);
  let rest = 0;
  for (const char of moved) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return bare.length >= 15 && bare.length <= 34 && rest === 1;
}

const PEM_START = '-----BEGIN ';

/** Keys and certificates (RFC 7468), escaped line breaks included. */
function withoutPem(cleaner: Cleaner, text: string): string {
  let start = text.indexOf(PEM_START);
  if (start === -1) return text;
  let result = '';
  let copied = 0;
  while (start !== -1) {
    const label = /^-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text.slice(start, start + 70))?.[1];
    const from = start + PEM_START.length;
    const end = label === undefined ? -1 : text.indexOf('-----END ', from);
    if (label !== undefined) {
      const stop = end === -1 ? text.length : end;
      result += `${text.slice(copied, from)}${label}-----(removed)`;
      cleaner.note('key');
      copied = stop;
    }
    start = text.indexOf(PEM_START, label === undefined ? from : Math.max(copied, from));
  }
  return result + text.slice(copied);
}
