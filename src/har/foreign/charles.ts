import type { Repair } from '../file/parse-json.ts';
import { type Fields, fieldsOf, finiteOf, listOf, textOf } from '../narrow.ts';
import { type Converted, converted, type ForeignEntry, refused } from './foreign.ts';

/**
 * Charles' JSON Session File (`.chlsj`): a list of transactions. Charles documents no schema; the members read here
 * are those that its versions 4 and 5 write.
 */
export function isCharlesSession(value: unknown): boolean {
  const first = fieldsOf(listOf(value)[0]);
  return textOf(first?.['host']) !== undefined && textOf(first?.['scheme']) !== undefined;
}

export function readCharlesSession(value: unknown): Converted {
  const entries: ForeignEntry[] = [];
  const repairs: Repair[] = [];
  for (const [index, each] of listOf(value).entries()) {
    const place = `[${index}]`;
    const transaction = fieldsOf(each);
    const url = transaction && urlOf(transaction);
    if (!transaction || url === undefined) repairs.push([place, 'not a transaction; left out']);
    else if (isTunnel(transaction))
      repairs.push([
        place,
        'encrypted, and not opened by Charles (enable SSL Proxying for its host); left out',
      ]);
    else entries.push({ place, entry: entryOf(transaction, url) });
  }
  if (entries.length === 0) return refused('[0]: nothing in this Charles session can be read');
  return converted('Charles Proxy', entries, repairs);
}

function isTunnel(transaction: Fields): boolean {
  return transaction['tunnel'] === true || transaction['method'] === 'CONNECT';
}

/** `actualPort` is always there, also where it is the scheme's own. */
function urlOf(transaction: Fields): string | undefined {
  const scheme = textOf(transaction['scheme']);
  const host = textOf(transaction['host']);
  if (scheme === undefined || host === undefined) return undefined;
  const port = finiteOf(transaction['port']) ?? finiteOf(transaction['actualPort']);
  const query = textOf(transaction['query']);
  const url = `${scheme}://${host}${port === undefined ? '' : `:${port}`}${textOf(transaction['path']) ?? '/'}${query === undefined ? '' : `?${query}`}`;
  return URL.canParse(url) ? withoutDefaultPort(url, scheme, port) : undefined;
}

function withoutDefaultPort(url: string, scheme: string, port: number | undefined): string {
  const standard = scheme === 'https' || scheme === 'wss' ? 443 : 80;
  return port === standard ? url.replace(`:${port}`, '') : url;
}

function entryOf(transaction: Fields, url: string): Fields {
  const request = fieldsOf(transaction['request']);
  const response = fieldsOf(transaction['response']);
  const times = fieldsOf(transaction['times']);
  return {
    startedDateTime: times?.['start'] ?? times?.['requestBegin'],
    time: fieldsOf(transaction['durations'])?.['total'],
    request: {
      method: transaction['method'],
      url,
      headers: headersOf(request),
      bodySize: sizeOf(request),
      ...bodyOf(request, 'postData'),
    },
    response: {
      status: response?.['status'] ?? 0,
      statusText: reasonOf(response),
      headers: headersOf(response),
      content: { size: sizeOf(response), mimeType: mimeTypeOf(response) },
      ...bodyOf(response, 'content'),
    },
  };
}

function headersOf(message: Fields | undefined): unknown {
  return fieldsOf(message?.['header'])?.['headers'] ?? [];
}

function mimeTypeOf(message: Fields | undefined): string {
  return textOf(message?.['mimeType']) ?? '';
}

function sizeOf(message: Fields | undefined): number {
  return finiteOf(fieldsOf(message?.['sizes'])?.['body']) ?? 0;
}

/** `HTTP/1.1 404 Not Found` → `Not Found`. */
function reasonOf(response: Fields | undefined): string {
  const line = textOf(fieldsOf(response?.['header'])?.['firstLine']);
  return line === undefined ? '' : (/^HTTP\/\S{1,10} \d{3} (.{0,200})$/.exec(line)?.[1] ?? '');
}

/** `text`, or `encoded` in base64 where it is no text. */
function bodyOf(message: Fields | undefined, member: 'postData' | 'content'): Fields {
  const body = fieldsOf(message?.['body']);
  const text = textOf(body?.['text']);
  const encoded = textOf(body?.['encoded']);
  if (text === undefined && encoded === undefined) return {};
  return {
    [member]: {
      size: sizeOf(message),
      mimeType: mimeTypeOf(message),
      ...(text === undefined ? { text: encoded, encoding: 'base64' } : { text }),
    },
  };
}
