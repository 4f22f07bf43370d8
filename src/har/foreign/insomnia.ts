import type { Repair } from '../file/parse-json.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../narrow.ts';
import { type Converted, converted, type ForeignEntry, refused } from './foreign.ts';
import { hasPlaceholder, knownHeaders, pairsOf, urlOf, type Variables, variablesIn } from './template.ts';

/**
 * What Insomnia exports, versions 4 (`_type: export`) and 5 (`type: collection.insomnia.rest/5.0`), as JSON. It holds
 * requests and no answers: those are in Insomnia's HAR export alone, which the reader for HAR takes.
 */
export function isInsomniaExport(value: unknown): boolean {
  const fields = fieldsOf(value);
  return (
    (fields?.['_type'] === 'export' && Array.isArray(fields['resources'])) ||
    (/insomnia\.rest\/5/.test(textOf(fields?.['type'])?.slice(0, 100) ?? '') &&
      Array.isArray(fields?.['collection']))
  );
}

export function readInsomniaExport(value: unknown): Converted {
  const file = fieldsOf(value) ?? {};
  const requests = Array.isArray(file['resources'])
    ? version4(file['resources'])
    : version5(file['collection']);
  const variables: Variables = new Map(
    Array.isArray(file['resources']) ? environment4(file['resources']) : environment5(file['environments']),
  );
  const entries: ForeignEntry[] = [];
  const repairs: Repair[] = [];
  for (const { place, request } of requests) {
    const url = urlOf(textOf(request['url']) ?? '', variables);
    if (url === undefined) repairs.push([place, 'its address holds variables without a value; left out']);
    else entries.push(entryOf(place, url, request));
  }
  const root = Array.isArray(file['resources']) ? 'resources' : 'collection';
  if (entries.length === 0)
    return refused(`${root}: no request in this Insomnia export has a complete address`);
  repairs.push([
    root,
    'requests without their answers, of which nothing can be said; export as HAR from Insomnia',
  ]);
  return converted('Insomnia export', entries, repairs);
}

/** Its HAR export (Kong/insomnia, `common/har.ts`), told from others by its creator. */
export function isInsomniaHar(value: unknown): boolean {
  const log = fieldsOf(fieldsOf(value)?.['log']);
  return (
    textOf(fieldsOf(log?.['creator'])?.['name'])?.startsWith('Insomnia') === true &&
    Array.isArray(log?.['entries'])
  );
}

/**
 * Insomnia joins the latest answer with the request as it would be sent at the moment of the export, and gives all of
 * them that moment as their time. So the time is the answer's own, and what curl adds when sending is not absent.
 */
export function readInsomniaHar(value: unknown): Converted {
  const har = fieldsOf(value) ?? {};
  const log = fieldsOf(har['log']) ?? {};
  const entries = listOf(log['entries']).map((each) => {
    const { startedDateTime: _, ...entry } = fieldsOf(each) ?? {};
    return fieldsOf(each) ? entry : each;
  });
  return {
    ok: true,
    log: {
      har: { ...har, log: { ...log, entries } },
      repairs: [['log.entries', 'Insomnia writes requests as they would be sent at the time of the export']],
      unseen: entries.map(() => ['request-headers']),
    },
  };
}

interface Found {
  readonly place: string;
  readonly request: Fields;
}

function version4(resources: readonly unknown[]): Found[] {
  return resources.flatMap((each, index) => {
    const request = fieldsOf(each);
    return request?.['_type'] === 'request' ? [{ place: `resources[${index}]`, request }] : [];
  });
}

const DEEPEST = 50;

function version5(value: unknown, place = 'collection', depth = 0): Found[] {
  if (depth > DEEPEST) return [];
  return listOf(value).flatMap((each, index) => {
    const request = fieldsOf(each);
    if (!request) return [];
    const here = `${place}[${index}]`;
    return Array.isArray(request['children'])
      ? version5(request['children'], `${here}.children`, depth + 1)
      : typeof request['url'] === 'string' && typeof request['method'] === 'string'
        ? [{ place: here, request }]
        : [];
  });
}

/** The base environment alone: which of the others was chosen, the file does not say. */
function environment4(resources: readonly unknown[]): [string, string][] {
  const environments = resources.map(fieldsOf).filter((each) => each?.['_type'] === 'environment');
  const ids = new Set(environments.map((each) => each?.['_id']));
  return environments.flatMap((each) =>
    ids.has(each?.['parentId']) ? [] : variablesIn(fieldsOf(each?.['data'])),
  );
}

function environment5(environments: unknown): [string, string][] {
  return variablesIn(fieldsOf(fieldsOf(environments)?.['data']));
}

function entryOf(place: string, url: string, request: Fields): ForeignEntry {
  const { headers, unseen } = knownHeaders(pairsOf(request['headers']));
  const body = fieldsOf(request['body']);
  const text = textOf(body?.['text']);
  const parameters = pairsOf(request['parameters']).filter(
    ({ name, value }) => !hasPlaceholder(`${name}${value}`),
  );
  return {
    place,
    unseen: [...unseen, 'request-body'],
    entry: {
      request: {
        method: request['method'],
        url: withParameters(url, parameters),
        headers,
        ...(text !== undefined &&
          !hasPlaceholder(text) && { postData: { mimeType: textOf(body?.['mimeType']) ?? '', text } }),
      },
    },
  };
}

function withParameters(
  url: string,
  parameters: readonly { readonly name: string; readonly value: string }[],
): string {
  const whole = new URL(url);
  for (const { name, value } of parameters) whole.searchParams.append(name, value);
  return whole.href;
}
