import type { Header } from '../exchange/exchange.ts';
import type { RequestEvent, RequestFacts } from './events.ts';

type HeaderTable = Readonly<Record<string, string>>;

/** The events of one request, with dull defaults; a test names what matters to it. */
export function request(facts: Partial<RequestFacts> = {}) {
  const common: RequestFacts = {
    requestId: '1',
    tabId: 1,
    frameId: 0,
    url: 'https://api.test/me',
    method: 'GET',
    type: 'xmlhttprequest',
    initiator: 'https://app.test',
    timeStamp: 1_000,
    ...facts,
  };
  const at = (timeStamp: number) => ({ ...common, timeStamp });
  return {
    sent: (timeStamp = 1_000, headers: HeaderTable = { Origin: 'https://app.test' }): RequestEvent => ({
      kind: 'send-headers',
      ...at(timeStamp),
      requestHeaders: listOf(headers),
    }),
    answered: (timeStamp: number, status: number, headers: HeaderTable = {}): RequestEvent => ({
      kind: 'headers-received',
      ...at(timeStamp),
      status,
      responseHeaders: listOf(headers),
    }),
    asksForPassword: (timeStamp: number, status = 401): RequestEvent => ({
      kind: 'auth-required',
      ...at(timeStamp),
      status,
      responseHeaders: [],
    }),
    completed: (timeStamp: number, status: number, fromCache = false): RequestEvent => ({
      kind: 'completed',
      ...at(timeStamp),
      status,
      fromCache,
    }),
    failed: (timeStamp: number, error: string): RequestEvent => ({ kind: 'error', ...at(timeStamp), error }),
  };
}

/** The events of a preflight; its request asks for `GET` with an `authorization` header unless said otherwise. */
export function preflightRequest(facts: Partial<RequestFacts> = {}, asked = 'authorization', method = 'GET') {
  const events = request({ ...facts, method: 'OPTIONS' });
  return {
    ...events,
    sent: (timeStamp = 1_000) =>
      events.sent(timeStamp, {
        Origin: facts.initiator ?? 'https://app.test',
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': asked,
      }),
    passed: (timeStamp: number) =>
      events.answered(timeStamp, 204, {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Headers': asked,
        'Access-Control-Allow-Methods': method,
      }),
  };
}

function listOf(table: HeaderTable): Header[] {
  return Object.entries(table).map(([name, value]) => ({ name, value }));
}
