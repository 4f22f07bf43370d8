import type { Exchange, ExchangeId, ExchangeKind, Header } from './exchange.ts';

type HeaderTable = Readonly<Record<string, string | readonly string[]>>;

interface Overrides extends Partial<Omit<Exchange, 'id' | 'request' | 'response' | 'preflightId'>> {
  readonly id?: string;
  readonly method?: string;
  readonly url?: string;
  readonly requestHeaders?: HeaderTable;
  readonly requestBody?: string;
  /** 0: no answer at all. */
  readonly status?: number;
  readonly responseHeaders?: HeaderTable;
  readonly responseBody?: string;
  readonly preflightId?: string;
  readonly kind?: ExchangeKind;
}

/** Noon of a dull day; the `Date` of every answer unless a case says otherwise. */
export const NOON = Date.UTC(2026, 10, 22, 12, 0, 0);

/** A complete, boring exchange that succeeded; a case names only what matters to it. */
export function exchange(overrides: Overrides = {}): Exchange {
  const {
    id,
    method,
    url,
    requestHeaders,
    requestBody,
    status = 200,
    responseHeaders,
    responseBody,
    preflightId,
    ...rest
  } = overrides;
  const startedAt = rest.startedAt ?? NOON;
  return {
    startedAt,
    endedAt: startedAt + 40,
    kind: 'fetch',
    initiator: 'https://app.test',
    topLevelUrl: 'https://app.test/',
    blindSpots: [],
    ...rest,
    id: (id ?? 'main') as ExchangeId,
    request: {
      method: method ?? 'GET',
      url: url ?? 'https://api.app.test/me',
      headers: headerList(requestHeaders),
      ...(requestBody !== undefined && { body: { text: requestBody, mimeType: mimeOf(requestHeaders) } }),
    },
    ...(status !== 0 && {
      response: {
        status,
        headers: headerList({ date: new Date(startedAt).toUTCString(), ...responseHeaders }),
        ...(responseBody !== undefined && {
          body: { text: responseBody, mimeType: mimeOf(responseHeaders) },
        }),
      },
    }),
    ...(preflightId !== undefined && { preflightId: preflightId as ExchangeId }),
  };
}

/** The `OPTIONS` exchange that `exchange({ preflightId: 'preflight' })` points at. */
export function preflight(overrides: Overrides = {}): Exchange {
  return exchange({ id: 'preflight', method: 'OPTIONS', status: 204, kind: 'preflight', ...overrides });
}

function headerList(table: HeaderTable = {}): Header[] {
  return Object.entries(table).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((each) => ({ name, value: each })),
  );
}

function mimeOf(table: HeaderTable = {}): string {
  const type = Object.entries(table).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return typeof type === 'string' ? type : 'application/json';
}
