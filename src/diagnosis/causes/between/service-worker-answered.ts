import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import {
  absentRequestHeader,
  absentResponseHeader,
  requestHeader,
  responseHeader,
  status,
} from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import { serviceWorkers } from '../specs.ts';
import words from './service-worker-answered.md?raw';

/** An answer older than this was not fetched for this request. Milliseconds. */
const STORED_MS = 60_000;

export const serviceWorkerAnswered: Cause = {
  code: 'service-worker-answered',
  group: 'between',
  title: 'The page’s service worker answered, not the server',
  fixIn: 'client',
  step: 'edge',
  aliases: ['(from ServiceWorker)', 'respondWith', 'Workbox', 'offline cache'],
  specs: [serviceWorkers],
  words,
  explains: [
    'token-rejected',
    'resource-forbidden',
    'authorization-missing',
    'gateway-rejected',
    'proxy-strips-authorization',
    'session-rejected',
    'signature-invalid',
  ],
  decide(failing, facts): Verdict {
    if (failing.response?.answeredBy !== 'service-worker') return undefined;
    const own = askedByWorker(failing, facts);
    if (own && lostAuthorization(failing, own, facts)) return withoutAuthorization(failing, own);
    if (own) return { kind: 'ruled-out', because: 'The service worker asked the server for this request' };
    const date = headerValue(failing.response.headers, 'date');
    if (date === undefined) {
      return {
        kind: 'found',
        confidence: 'possible',
        title: 'The service worker may have made this answer itself',
        line: 'It has no Date, as no server’s answer lacks one',
        evidence: [
          status(failing, { note: 'through the service worker' }),
          absentResponseHeader(failing, 'Date'),
        ],
      };
    }
    const age = failing.startedAt - Date.parse(date);
    if (!(age > STORED_MS)) return undefined;
    return {
      kind: 'found',
      confidence: 'likely',
      title: `The service worker gave an answer it stored ${duration(age)} before`,
      line: 'The server was not asked this time',
      evidence: [
        status(failing, { note: 'through the service worker' }),
        responseHeader(failing, 'Date', { note: `${duration(age)} before the request` }),
      ],
    };
  },
};

/** The worker’s own request for the same thing, at the same time. */
function askedByWorker(failing: Exchange, facts: Facts): Exchange | undefined {
  return facts
    .again(failing)
    .find(
      ({ id, startedAt, response }) =>
        id !== failing.id &&
        response !== undefined &&
        response.answeredBy === undefined &&
        startedAt >= failing.startedAt &&
        startedAt <= (failing.endedAt ?? failing.startedAt),
    );
}

/** The page gave its request a credential, and the worker’s has none. */
function lostAuthorization(failing: Exchange, own: Exchange, facts: Facts): boolean {
  return (
    facts.authorization(failing) !== undefined &&
    facts.authorization(own) === undefined &&
    facts.sawAuthorization(own)
  );
}

function withoutAuthorization(failing: Exchange, own: Exchange): Verdict {
  return {
    kind: 'found',
    confidence: 'likely',
    title: 'The service worker asked the server without the page’s Authorization',
    line: 'It made a new request in place of the one that the page gave it',
    evidence: [
      requestHeader(failing, 'Authorization', { label: 'The page’s request' }),
      absentRequestHeader(own, 'Authorization', { label: 'The worker’s request' }),
      status(own, { label: 'Its answer' }),
    ],
  };
}
