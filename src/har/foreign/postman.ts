import type { BlindSpot, Header } from '../../exchange/exchange.ts';
import type { Repair } from '../file/parse-json.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../narrow.ts';
import { type Converted, converted, type ForeignEntry, refused } from './foreign.ts';
import { hasPlaceholder, knownHeaders, pairsOf, urlOf, type Variables } from './template.ts';

/**
 * A Postman collection, versions 2.0 and 2.1 (schema.getpostman.com/json/collection/v2.1.0): the answers saved as
 * examples, each with the request it belongs to. A request without an example was never answered as far as the file
 * tells. Postman's own programming interface wraps it into `collection`.
 */
export function isPostmanCollection(value: unknown): boolean {
  const collection = unwrapped(value);
  return fieldsOf(collection?.['info']) !== undefined && Array.isArray(collection?.['item']);
}

function unwrapped(value: unknown): Fields | undefined {
  const fields = fieldsOf(value);
  return fieldsOf(fields?.['collection']) ?? fields;
}

export function readPostmanCollection(value: unknown): Converted {
  const collection = unwrapped(value);
  const variables: Variables = new Map(
    pairsOf(collection?.['variable']).map(({ name, value }) => [name, value]),
  );
  const entries: ForeignEntry[] = [];
  const repairs: Repair[] = [];
  for (const { place, item } of itemsIn(collection?.['item'])) {
    const examples = listOf(item['response']);
    if (examples.length === 0) add(`${place}.request`, item['request'], undefined);
    for (const [index, each] of examples.entries()) {
      const example = fieldsOf(each);
      if (example) add(`${place}.response[${index}]`, example['originalRequest'] ?? item['request'], example);
    }
  }
  if (entries.length === 0)
    return refused('item: no request in this Postman collection has a complete address');
  return converted('Postman collection', entries, repairs);

  function add(place: string, request: unknown, example: Fields | undefined): void {
    const url = urlOf(addressOf(request), variables);
    if (url === undefined) {
      repairs.push([place, 'its address holds variables without a value; left out']);
      return;
    }
    if (!example) repairs.push([place, 'a request without a saved answer; nothing can be said of it']);
    entries.push(entryOf(place, url, fieldsOf(request) ?? {}, example));
  }
}

interface Item {
  readonly place: string;
  readonly item: Fields;
}

const DEEPEST = 50;

/** Those in folders too, in the order of the file. */
function itemsIn(value: unknown, place = 'item', depth = 0): Item[] {
  if (depth > DEEPEST) return [];
  return listOf(value).flatMap((each, index) => {
    const item = fieldsOf(each);
    if (!item) return [];
    const here = `${place}[${index}]`;
    return Array.isArray(item['item'])
      ? itemsIn(item['item'], `${here}.item`, depth + 1)
      : [{ place: here, item }];
  });
}

/** A text, or its parts, of which `raw` is the whole. */
function addressOf(request: unknown): string {
  if (typeof request === 'string') return request;
  const url = fieldsOf(request)?.['url'];
  if (typeof url === 'string') return url;
  const parts = fieldsOf(url);
  const raw = textOf(parts?.['raw']);
  if (raw !== undefined || !parts) return raw ?? '';
  const query = pairsOf(parts['query'])
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
  const port = textOf(parts['port']);
  return [
    `${textOf(parts['protocol']) ?? 'http'}://${joinedBy('.', parts['host'])}`,
    port === undefined ? '' : `:${port}`,
    `/${joinedBy('/', parts['path'])}`,
    query === '' ? '' : `?${query}`,
  ].join('');
}

function joinedBy(mark: string, value: unknown): string {
  if (typeof value === 'string') return value;
  return listOf(value)
    .map((part) => (typeof part === 'string' ? part : (textOf(fieldsOf(part)?.['value']) ?? '')))
    .join(mark);
}

function entryOf(place: string, url: string, request: Fields, example: Fields | undefined): ForeignEntry {
  const { headers, unseen } = knownHeaders(headersOf(request['header']));
  const body = bodyOf(fieldsOf(request['body']));
  const hasUnknownBody = body === undefined && fieldsOf(request['body'])?.['mode'] !== undefined;
  return {
    place,
    unseen: [...unseen, ...(hasUnknownBody ? (['request-body'] as const) : []), ...unseenOf(example)],
    entry: {
      request: { method: textOf(request['method']) ?? 'GET', url, headers, ...(body && { postData: body }) },
      ...(example && {
        time: example['responseTime'],
        response: {
          status: example['code'] ?? 0,
          statusText: textOf(example['status']) ?? '',
          headers: headersOf(example['header']),
          content: contentOf(example),
        },
      }),
    },
  };
}

function unseenOf(example: Fields | undefined): BlindSpot[] {
  return example && typeof example['body'] !== 'string' ? ['response-body'] : [];
}

/** A list, or in older files lines of text. */
function headersOf(value: unknown): Header[] {
  if (typeof value !== 'string') return pairsOf(value);
  return value.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
  });
}

function contentOf(example: Fields): Fields {
  const text = textOf(example['body']);
  const type = headersOf(example['header']).find(({ name }) => name.toLowerCase() === 'content-type');
  return { mimeType: type?.value ?? '', ...(text !== undefined && { text }) };
}

/** `undefined` for a body that is none, a file, or not filled in yet. */
function bodyOf(body: Fields | undefined): Fields | undefined {
  const mode = body?.['mode'];
  if (mode === 'urlencoded') {
    const params = pairsOf(body?.['urlencoded']);
    return params.some(({ name, value }) => hasPlaceholder(`${name}${value}`))
      ? undefined
      : { mimeType: 'application/x-www-form-urlencoded', params };
  }
  const text = mode === 'raw' ? textOf(body?.['raw']) : undefined;
  if (text === undefined || hasPlaceholder(text)) return undefined;
  const language = fieldsOf(fieldsOf(body?.['options'])?.['raw'])?.['language'];
  return { mimeType: language === 'json' ? 'application/json' : '', text };
}
