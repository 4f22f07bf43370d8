import { maskAuthorization, maskSecret } from '../../diagnosis/engine/resolve.ts';
import {
  type Meaning,
  meaningOfHeader,
  meaningOfMember,
  meaningOfParameter,
} from '../../report/redact/names.ts';

/** The header's value for reading: names and shapes stay, secrets go. The same string where there is none. */
export function maskHeader(name: string, value: string): string {
  switch (meaningOfHeader(name)) {
    case 'credential':
      return maskAuthorization(value);
    case 'cookie':
      return value.split(';').map(maskPair).join(';');
    case 'set-cookie':
      return value.split('\n').map(maskSetCookie).join('\n');
    case 'secret':
      return value === '' ? value : maskSecret(value);
    case 'keep':
      return value;
    case 'person':
      return maskTokens(value);
    default:
      return maskTokens(maskParameters(value));
  }
}

/** The body for reading: passwords, tokens, codes and keys go, the rest stays as it is. */
export function maskBody(text: string): string {
  return maskTokens(maskMembers(maskParameters(text)));
}

/** The URL for reading: the user name and the parameters that are secret go. The same string where there is none. */
export function maskUrl(url: string): string {
  return maskTokens(maskParameters(url)).replace(/^([a-z][a-z0-9+.-]{0,30}:\/\/)[^/?#@]*@/i, '$1…@');
}

/** Host, path and query: what tells requests apart, without the scheme. */
export function addressOf(url: string): string {
  return maskUrl(url).replace(/^[a-z][a-z0-9+.-]{0,30}:\/\//i, '');
}

function maskPair(pair: string): string {
  const equals = pair.indexOf('=');
  return equals < 0 ? '…' : `${pair.slice(0, equals + 1)}${maskSecret(pair.slice(equals + 1))}`;
}

function maskSetCookie(line: string): string {
  const end = line.indexOf(';');
  const pair = end < 0 ? line : line.slice(0, end);
  return maskPair(pair) + (end < 0 ? '' : line.slice(end));
}

const PARAMETER = /(^|[?&#])([\w.-]{1,60})=([^&#\s"<>]{1,20000})/g;

/** Parameters of forms, queries and fragments whose names say that they are secret. */
function maskParameters(text: string): string {
  return text.replace(PARAMETER, (whole, before: string, name: string, value: string) =>
    isSecret(meaningOfParameter(name)) ? `${before}${name}=${maskSecret(value)}` : whole,
  );
}

const MEMBER = /"([^"\\\n]{1,60})"(\s{0,9}:\s{0,9})"((?:[^"\\]|\\.){1,20000})"/g;

/** Members of JSON whose names say that they are secret. */
function maskMembers(text: string): string {
  return text.replace(MEMBER, (whole, name: string, colon: string, value: string) =>
    isSecret(meaningOfMember(name)) ? `"${name}"${colon}"${maskSecret(value)}"` : whole,
  );
}

/** What begins like a JSON object in base64url and has parts is a token, wherever it stands. */
function maskTokens(text: string): string {
  return text.replace(/(?<![\w-])eyJ[\w-]{10,}\.[\w.-]{4,}/g, maskSecret);
}

function isSecret(meaning: Meaning): boolean {
  return meaning === 'secret' || meaning === 'password';
}
