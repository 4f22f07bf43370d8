import { headerValue } from '../../exchange/headers.ts';
import type { Repair } from '../file/parse-json.ts';
import type { Fields } from '../narrow.ts';
import { type Converted, converted, type ForeignEntry, refused } from './foreign.ts';
import { type Budget, contentOf, parseMessage, type RawMessage } from './http-message.ts';

/**
 * Fiddler's session archive (`.saz`), members of its ZIP by name: for each session `raw/N_c.txt` is the request as
 * the client sent it, `raw/N_s.txt` the answer, `raw/N_m.xml` times and flags. Documented by Telerik ("SAZ files").
 */
export function readFiddlerArchive(members: ReadonlyMap<string, Uint8Array>): Converted {
  const entries: ForeignEntry[] = [];
  const repairs: Repair[] = [];
  const budget: Budget = { left: MOST_BODIES };
  for (const [id, session] of sessionsIn(members)) {
    const place = `raw/${id}`;
    const request = session.request && parseMessage(session.request);
    const about = aboutSession(session.about);
    const line = request && requestLine(request);
    if (!request || !line) repairs.push([place, 'no HTTP request in it; left out']);
    else if (line.method === 'CONNECT')
      repairs.push([
        place,
        'an encrypted tunnel that Fiddler did not open (decrypt HTTPS traffic); left out',
      ]);
    else {
      const url = urlOf(line.target, request, about.isHttps);
      if (url === undefined) repairs.push([place, 'its address is not complete; left out']);
      else
        entries.push({
          place,
          entry: entryOf({ method: line.method, url, request, about, response: session.response, budget }),
        });
    }
  }
  if (entries.length === 0) return refused('raw: no request in this Fiddler archive can be read');
  return converted('Fiddler', entries, repairs);
}

const MOST_BODIES = 100_000_000;

interface Session {
  readonly request?: Uint8Array;
  readonly response?: Uint8Array;
  readonly about?: Uint8Array;
}

const MEMBER = /^raw[/\\](\d{1,9})_([csm])\./i;
const PART = { c: 'request', s: 'response', m: 'about' } as const;

/** By number, in the order of the numbers. */
function sessionsIn(members: ReadonlyMap<string, Uint8Array>): [string, Session][] {
  const sessions = new Map<string, Session>();
  for (const [name, bytes] of members) {
    const [, id, letter] = MEMBER.exec(name) ?? [];
    const part = PART[letter?.toLowerCase() as keyof typeof PART];
    if (id !== undefined && part) sessions.set(id, { ...sessions.get(id), [part]: bytes });
  }
  return [...sessions].sort(([a], [b]) => Number(a) - Number(b));
}

interface About {
  readonly isHttps: boolean;
  readonly startedAt?: string;
  readonly endedAt?: string;
}

const IS_HTTPS = 1;

/** A few attributes of one small element: no reader of XML is needed, and none is misled. */
function aboutSession(bytes: Uint8Array | undefined): About {
  const xml = bytes ? new TextDecoder().decode(bytes.subarray(0, 20_000)) : '';
  const flags = Number(/\bBitFlags="(\d{1,9})"/.exec(xml)?.[1] ?? 0);
  const startedAt = timeOf(xml, 'ClientBeginRequest') ?? timeOf(xml, 'ClientConnected');
  const endedAt = timeOf(xml, 'ClientDoneResponse') ?? timeOf(xml, 'ServerDoneResponse');
  return {
    isHttps: (flags & IS_HTTPS) !== 0,
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

/** What did not happen has the year 1. */
function timeOf(xml: string, name: string): string | undefined {
  const time = new RegExp(`\\b${name}="([^"]{1,60})"`).exec(xml)?.[1];
  return time?.startsWith('0001-') ? undefined : time;
}

function requestLine({
  firstLine,
}: RawMessage): { readonly method: string; readonly target: string } | undefined {
  const [method, target] = firstLine.split(' ');
  return method !== undefined && target !== undefined && /^[A-Za-z]{1,40}$/.test(method)
    ? { method, target }
    : undefined;
}

/** Fiddler writes the whole URL; where a path stands alone, Host and the session's flags complete it. */
function urlOf(target: string, request: RawMessage, isHttps: boolean): string | undefined {
  const host = headerValue(request.headers, 'host');
  const url =
    target.startsWith('/') && host !== undefined
      ? `${isHttps ? 'https' : 'http'}://${host}${target}`
      : target;
  return /^(?:https?|wss?):\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}

interface Parts {
  readonly method: string;
  readonly url: string;
  readonly request: RawMessage;
  readonly about: About;
  readonly response: Uint8Array | undefined;
  readonly budget: Budget;
}

function entryOf({ method, url, request, about, response, budget }: Parts): Fields {
  const took = Date.parse(about.endedAt ?? '') - Date.parse(about.startedAt ?? '');
  const body = contentOf(request, budget);
  return {
    startedDateTime: about.startedAt,
    ...(took >= 0 && { time: took }),
    request: {
      method,
      url,
      headers: request.headers,
      bodySize: request.body.length,
      ...(body['text'] !== undefined && { postData: body }),
    },
    response: responseOf(response && parseMessage(response), budget),
  };
}

function responseOf(response: RawMessage | undefined, budget: Budget): Fields {
  const [, status, statusText] =
    /^HTTP\/\S{1,10} (\d{3})(?: (.{0,200}))?$/.exec(response?.firstLine ?? '') ?? [];
  if (!response || status === undefined) return { status: 0 };
  return {
    status: Number(status),
    statusText: statusText ?? '',
    headers: response.headers,
    content: contentOf(response, budget),
  };
}
