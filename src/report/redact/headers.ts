import { isNoCredential, looksLikeSession } from '../../diagnosis/facts/cookies.ts';
import type { Header } from '../../exchange/exchange.ts';
import type { Cleaner } from './cleaner.ts';
import { decodePercent } from './codecs.ts';
import { isMixed } from './looks.ts';
import { cleanAuthorization, cleanParameters, cleanSecret } from './tokens.ts';
import { cleanUrl } from './url.ts';
import { cleanLoose } from './values.ts';

/** One header's value, by what the header is for. */
export function cleanHeader(cleaner: Cleaner, { name, value }: Header): string {
  switch (cleaner.meaningOfHeader(name)) {
    case 'credential':
      return cleanAuthorization(cleaner, value);
    case 'cookie':
      return value
        .split(';')
        .map((pair) => cleanPair(cleaner, pair))
        .join(';');
    case 'set-cookie':
      return cleanSetCookie(cleaner, value);
    case 'secret':
      return /^\d{4,8}$/.test(value)
        ? cleaner.replace(value, 'password')
        : cleanAuthorization(cleaner, value);
    case 'person':
      return cleanPersonal(cleaner, value);
    case 'parameters':
      return cleanParameters(cleaner, value);
    case 'url':
      return cleanUrlHeader(cleaner, value);
    case 'file-name':
      return cleanFileName(cleaner, value);
    case 'subprotocols':
      return cleanSubprotocols(cleaner, value);
    case 'text':
      return cleanLoose(cleaner, value);
    default:
      return value;
  }
}

/** `name=value`; a pair without a sign is a value without a name (RFC 6265bis §5.6). */
function cleanPair(cleaner: Cleaner, pair: string): string {
  const sign = pair.indexOf('=');
  const name = pair.slice(0, sign + 1);
  const value = pair.slice(sign + 1);
  const blank = /^\s*/.exec(value)![0];
  const bare = value.trim();
  if (bare === '') return pair;
  // Some end in a hash of the site's address; by such a name a diagnosis knows the session.
  const called = name.slice(0, -1).trim();
  if (looksLikeSession({ name: called, httpOnly: false }) || isNoCredential(called)) cleaner.protect(called);
  return name + blank + cleanCookieValue(cleaner, bare) + value.slice(blank.length + bare.length);
}

function cleanCookieValue(cleaner: Cleaner, value: string): string {
  // A cookie and the header that repeats it decoded are one secret: both are known by the decoded value.
  const decoded = decodePercent(value);
  if (decoded !== undefined)
    cleaner.remember(decoded, cleanSecret(cleaner, decoded, 'cookie value'), 'cookie value');
  return cleanSecret(cleaner, value, 'cookie value');
}

/** The attributes decide whether the cookie is stored and stay. Several may have been joined with commas. */
function cleanSetCookie(cleaner: Cleaner, line: string): string {
  return line
    .split(/,(?=\s*[^\s;,=]+=)/)
    .map((each) => {
      const end = each.indexOf(';');
      return end === -1 ? cleanPair(cleaner, each) : cleanPair(cleaner, each.slice(0, end)) + each.slice(end);
    })
    .join(',');
}

/** Pages cannot send other headers with a WebSocket: `access_token, abc`, `base64url.bearer.authorization.k8s.io.abc`. */
function cleanSubprotocols(cleaner: Cleaner, value: string): string {
  let before = '';
  return value.replace(/[^\s,]+/g, (item) => {
    const told = TELLING_PROTOCOL.test(before) || (before !== '' && /\d/.test(item) && isMixed(item));
    before = item;
    if (told) return cleanSecret(cleaner, item, 'token');
    const [, name = '', rest = ''] =
      /^(.*?(?:bearer|token|auth|jwt|key)(?:orization\.k8s\.io)?[.:_-])(.{4,})$/i.exec(item) ?? [];
    return name === '' || !/\d/.test(rest)
      ? cleanLoose(cleaner, item)
      : name + cleanSecret(cleaner, rest, 'token');
  });
}

const TELLING_PROTOCOL = /^(?:bearer|token|jwt|authorization|auth|access[-_]?token|api[-_]?key|ticket)$/i;

const ADDRESS =
  /(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}\.){3}\d{1,3}|(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}/gi;

function cleanPersonal(cleaner: Cleaner, value: string): string {
  if (value.search(ADDRESS) !== -1)
    return value.replace(ADDRESS, (address) => cleaner.replace(address, 'IP address'));
  return cleaner.replace(value, value.includes('@') ? 'e-mail address' : 'personal data');
}

/** People name files after people. The ending stays (RFC 6266 §4.3). */
function cleanFileName(cleaner: Cleaner, value: string): string {
  return value.replace(
    /(\bfilename(?:\*=(?:[\w-]{1,20}'[\w-]{0,20}')?|=))(?:"([^"]{0,300})"?|([^;\s]{1,300}))/gi,
    (_, before: string, quoted: string | undefined, bare = '') => {
      const ending = /\.[a-z\d]{1,5}$/i.exec(quoted ?? bare)?.[0] ?? '';
      cleaner.note('personal data');
      return quoted === undefined ? `${before}file${ending}` : `${before}"file${ending}"`;
    },
  );
}

/** `5; url=https://…`, `<https://…>; rel=next` or an address alone. */
function cleanUrlHeader(cleaner: Cleaner, value: string): string {
  if (!/[\s<>;]/.test(value)) return cleanUrl(cleaner, value);
  return value.replace(/(?:https?:\/\/|\/)[^\s<>"']+/gi, (url) => cleanUrl(cleaner, url));
}
