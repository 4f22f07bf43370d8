import type { Exchange, Header } from '../exchange/exchange.ts';
import { isPlaceholder } from '../protocol/http-auth/placeholder.ts';
import { meaningOfHeader } from './redact/names.ts';
import { isSchemeWord } from './redact/tokens.ts';

/**
 * A request as a command line for curl, to be pasted into a POSIX shell. Credentials in headers become variables
 * (`$TOKEN`, `$COOKIE`); whatever else is secret has to be redacted before.
 *
 * All text is hostile: nothing of it can end its quotes, name a file or become an option.
 */
export function toCurl({ request }: Exchange): string {
  const lines = [`curl --globoff --include --request ${quote(request.method)} --url ${quote(request.url)}`];
  for (const header of request.headers)
    if (isWanted(header)) lines.push(`--header ${headerArgument(header)}`);
  // Unlike --data, --data-raw takes a leading @ for what it is.
  if (request.body && request.body.encoding === undefined)
    lines.push(`--data-raw ${quote(request.body.text)}`);
  return lines.join(' \\\n  ');
}

/** What curl or the browser says of itself, and names that are none (RFC 9110 §5.1). */
const SET_BY_CURL =
  /^(?:host|content-length|connection|accept-encoding|sec-.*|upgrade-insecure-requests|te|priority|keep-alive)$/i;
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~\w]+$/;

function isWanted({ name }: Header): boolean {
  return HEADER_NAME.test(name) && !SET_BY_CURL.test(name);
}

function headerArgument({ name, value }: Header): string {
  // RFC 9110 §5.5: a value has no line breaks.
  const plain = value.replace(/[\r\n\0]+/g, ' ');
  switch (meaningOfHeader(name)) {
    case 'credential':
      return credentialArgument(name, plain);
    case 'cookie':
      return `${quote(`${name}: `)}"$COOKIE"`;
    case 'secret':
      return `${quote(`${name}: `)}"$${variableFor(name)}"`;
    default:
      // `--header 'Name;'` is curl's way to send an empty one.
      return quote(plain === '' ? `${name};` : `${name}: ${plain}`);
  }
}

/** Scheme and faults stay to be seen, the rest is for the reader to fill in. */
function credentialArgument(name: string, value: string): string {
  const [, schemes = '', rest = ''] = /^((?:[A-Za-z][\w-]*\s+)*)(.*)$/s.exec(value) ?? [];
  const known = schemes.split(/\s+/).every((word) => word === '' || isSchemeWord(word));
  if (known && isPlaceholder(rest)) return quote(`${name}: ${value}`);
  return `${quote(`${name}: ${known ? schemes : ''}`)}"$TOKEN"`;
}

function variableFor(name: string): string {
  return name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^(\d)/, '_$1');
}

/** POSIX single quotes: nothing inside them has a meaning but the quote itself. */
function quote(text: string): string {
  return `'${text.replace(/\0/g, '').replace(/'/g, `'\\''`)}'`;
}
