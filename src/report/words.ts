import type { FixParty } from '../diagnosis/engine/cause.ts';
import { headerValue } from '../exchange/headers.ts';
import type { Report, ReportedFailure } from './report.ts';
import { leadOf } from './report.ts';

/** Words that the readable reports share. */

export const PARTY: Readonly<Record<FixParty, string>> = {
  client: 'Client',
  api: 'API',
  idp: 'Identity provider',
  edge: 'Proxy or gateway',
  browser: 'Browser',
};

export const OUTCOME: Readonly<Record<ReportedFailure['outcome'], string>> = {
  refused: 'refused',
  blocked: 'blocked: the page saw no response',
  redirected: 'sent to a sign-in page',
  hidden: 'an error inside a success',
  recovered: 'recovered: a later try passed',
  pending: 'pending: the browser asks for a password',
};

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `12 of 140 requests failed; 1 recovered.` */
export function summaryLine({ requests, failing, recovered }: Report): string {
  const failed =
    failing === 0 ? `No request of ${requests} failed` : `${failing} of ${count(requests, 'request')} failed`;
  return recovered === 0 ? `${failed}.` : `${failed}; ${recovered} recovered.`;
}

export function sourceLine({ source }: Report): string {
  if (source.kind === 'live') return 'live capture';
  return `${source.name} (${source.creator}${source.credentials === 'whole' ? '' : ', credentials removed'})`;
}

export interface Group {
  /** `null`: nothing can be said. */
  readonly cause: string | null;
  readonly failures: readonly [ReportedFailure, ...ReportedFailure[]];
}

/** What still fails, by leading cause, the commonest first; what nothing can be said of comes last. */
export function groupFailures({ failures, causes }: Report): Group[] {
  const groups = new Map<string | null, [ReportedFailure, ...ReportedFailure[]]>();
  for (const failure of failures) {
    if (failure.outcome === 'recovered') continue;
    const cause = leadOf(failure)?.code ?? null;
    const group = groups.get(cause);
    if (group) group.push(failure);
    else groups.set(cause, [failure]);
  }
  const rank = new Map(causes.map(({ cause }, index) => [cause, index]));
  const place = (cause: string | null) =>
    cause === null ? causes.length : (rank.get(cause) ?? causes.length);
  return [...groups]
    .map(([cause, members]) => ({ cause, failures: members }))
    .sort((a, b) => place(a.cause) - place(b.cause));
}

const REQUEST_IDS = [
  'x-request-id',
  'request-id',
  'x-correlation-id',
  'traceparent',
  'x-trace-id',
  'x-b3-traceid',
  'x-amzn-requestid',
  'x-amzn-trace-id',
  'x-amz-cf-id',
  'cf-ray',
  'x-ms-request-id',
  'x-ms-correlation-request-id',
  'x-cloud-trace-context',
  'x-vercel-id',
  'x-nf-request-id',
  'fly-request-id',
  'x-okta-request-id',
  'x-auth0-requestid',
];

/** By these whoever runs the server finds the request in its logs. */
export function requestIds({
  exchange,
}: ReportedFailure): { readonly name: string; readonly value: string }[] {
  return REQUEST_IDS.flatMap((name) => {
    const value =
      headerValue(exchange.response?.headers ?? [], name) ?? headerValue(exchange.request.headers, name);
    return value === undefined || value === '' ? [] : [{ name, value: value.slice(0, 200) }];
  });
}

/** Control characters and bidirectional marks could forge what a terminal or a ticket shows. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
}
