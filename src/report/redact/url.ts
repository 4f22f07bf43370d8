import type { Cleaner } from './cleaner.ts';
import { decodePercent } from './codecs.ts';
import { looksRandom } from './looks.ts';
import { meaningOfParameter } from './names.ts';
import { cleanSecret } from './tokens.ts';
import { cleanSamlText } from './xml.ts';

/** Scheme and slashes, userinfo, host and port, path, query, fragment (RFC 3986 appendix B). */
const URL_PARTS = /^([a-z][a-z0-9+.-]*:\/\/)?(?:([^/?#@\s]*)@)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is;

/** An absolute URL or a reference: scheme, host and names stay, values that are secret or personal go. */
export function cleanUrl(cleaner: Cleaner, url: string, depth = 0): string {
  const match = URL_PARTS.exec(url);
  if (!match || depth > 3) return url;
  const [, scheme = '', user, host = '', path = '', query = '', fragment = ''] = match;
  if (/^(?:data|blob|javascript):/i.test(url)) return url.startsWith('data:') ? 'data:,' : url;
  return (
    scheme +
    (user === undefined ? '' : `${cleanUserInfo(cleaner, user)}@`) +
    (scheme === '' ? cleanPath(cleaner, host) : host) +
    cleanPath(cleaner, path) +
    (query === '' ? '' : `?${cleanForm(cleaner, query.slice(1), depth)}`) +
    (fragment === '' ? '' : `#${cleanFragment(cleaner, fragment.slice(1), depth)}`)
  );
}

function cleanUserInfo(cleaner: Cleaner, info: string): string {
  const colon = info.indexOf(':');
  const user = colon === -1 ? info : info.slice(0, colon);
  const clean = (value: string, what: 'user name' | 'password') =>
    value === '' ? '' : encodeURIComponent(cleaner.replace(decodePercent(value) ?? value, what));
  return clean(user, 'user name') + (colon === -1 ? '' : `:${clean(info.slice(colon + 1), 'password')}`);
}

/** Reset links, share links, session ids in the path (`;jsessionid=`). */
function cleanPath(cleaner: Cleaner, path: string): string {
  return path.replace(/[^/;=]+/g, (segment) =>
    looksRandom(segment) ? cleanSecret(cleaner, segment) : segment,
  );
}

function cleanFragment(cleaner: Cleaner, fragment: string, depth: number): string {
  const queryAt = fragment.indexOf('?');
  if (queryAt !== -1)
    return `${fragment.slice(0, queryAt + 1)}${cleanForm(cleaner, fragment.slice(queryAt + 1), depth)}`;
  return fragment.includes('=') ? cleanForm(cleaner, fragment, depth) : cleanPath(cleaner, fragment);
}

/** A query, or a body of the type application/x-www-form-urlencoded. */
export function cleanForm(cleaner: Cleaner, form: string, depth = 0): string {
  return form.replace(
    /([^&;=]*)=([^&;]*)|[^&;=]+/g,
    (whole: string, name: string | undefined, value: string | undefined) => {
      if (name === undefined || value === undefined)
        return looksRandom(whole) ? cleanSecret(cleaner, whole) : whole;
      return `${name}=${cleanParameter(cleaner, decodePercent(name) ?? name, value, depth)}`;
    },
  );
}

function cleanParameter(cleaner: Cleaner, name: string, written: string, depth: number): string {
  if (written === '') return written;
  const value = decodePercent(written.replace(/\+/g, '%20')) ?? written;
  const cleaned = cleanValue(cleaner, name, value, depth);
  return cleaned === value ? written : encodeURIComponent(cleaned);
}

/** One decoded parameter or form field, judged by its name. */
export function cleanValue(cleaner: Cleaner, name: string, value: string, depth = 0): string {
  if (/^saml(?:request|response)$/i.test(name)) return cleanSamlText(cleaner, value);
  if (/^(?:https?:\/\/|\/)/i.test(value)) return cleanUrl(cleaner, value, depth + 1);
  switch (meaningOfParameter(name)) {
    case 'identifier':
      cleaner.protect(value);
      return value;
    case 'password':
      return cleaner.replace(value, 'password');
    case 'person':
      return cleaner.replace(value, 'personal data');
    case 'secret':
      return cleanSecret(cleaner, value);
    default:
      return looksRandom(value) && !/^x-amz-date$/i.test(name) ? cleanSecret(cleaner, value) : value;
  }
}
