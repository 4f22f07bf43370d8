import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { Facts } from '../facts/facts.ts';
import type { Failure, PatternFinding } from './diagnosis.ts';

/** Fewer requests than this make no pattern. */
const ENOUGH = 3;

/** What many requests to one API show together that none shows alone. */
export function patternsOf(failures: readonly Failure[], facts: Facts): PatternFinding[] {
  const failing = failures
    .filter(({ outcome }) => outcome !== 'recovered')
    .flatMap(({ exchangeId }) => facts.byId(exchangeId) ?? []);
  const oneOfEach = new Map(failing.map((exchange) => [facts.api(exchange), exchange]));
  const failed = new Set(failing);
  return [...oneOfEach].flatMap(([api, one]) => patternOf(api, callsOf(one, failed, facts), failed) ?? []);
}

/** The requests of an API that are alike to those that fail: its pages and pictures pass without credentials. */
function callsOf(one: Exchange, failed: ReadonlySet<Exchange>, facts: Facts): readonly Exchange[] {
  const all = facts.onApi(one).filter(({ kind }) => kind !== 'preflight');
  const kinds = new Set(all.filter((each) => failed.has(each)).map(({ kind }) => kind));
  return all.filter(({ kind }) => kinds.has(kind));
}

function patternOf(
  api: string,
  calls: readonly Exchange[],
  failed: ReadonlySet<Exchange>,
): PatternFinding | undefined {
  if (calls.length < ENOUGH) return undefined;
  const bad = calls.filter((each) => failed.has(each));
  const exchangeIds = bad.map(({ id }) => id);
  const host = api.replace(/^[a-z]+:\/\//, '');
  if (bad.length === calls.length)
    return { pattern: 'every-request-fails', title: `Every request to ${host} fails`, exchangeIds };
  const routes = new Set(bad.map(routeOf));
  const onRoutes = calls.filter((each) => routes.has(routeOf(each)));
  if (turnedToFailure(onRoutes, failed))
    return {
      pattern: 'fails-after-a-while',
      since: bad[0]!.startedAt,
      title: `Requests to ${host} worked, then failed`,
      exchangeIds,
    };
  if (routes.size === 1 && onRoutes.length === bad.length && aLikeCallPassed(bad, calls, failed))
    return { pattern: 'one-endpoint-fails', title: `One route of ${host} refuses, others pass`, exchangeIds };
  return undefined;
}

/** What passed before passes no more, on any of these routes; what needs no credential may go on to pass. */
function turnedToFailure(onRoutes: readonly Exchange[], failed: ReadonlySet<Exchange>): boolean {
  const first = onRoutes.findIndex((each) => failed.has(each));
  const since = onRoutes.slice(first);
  return first > 0 && since.length >= 2 && since.every((each) => failed.has(each));
}

/** Another request passed that carried what a failing one carried, as far as the record shows. */
function aLikeCallPassed(
  bad: readonly Exchange[],
  calls: readonly Exchange[],
  failed: ReadonlySet<Exchange>,
): boolean {
  const refused = new Set(bad.map(credentialOf));
  return calls.some((each) => !failed.has(each) && refused.has(credentialOf(each)));
}

function credentialOf({ request }: Exchange): string | undefined {
  return headerValue(request.headers, 'authorization') ?? headerValue(request.headers, 'cookie');
}

/** Method and path; what stands for one record of many (a number, a UUID, a hash) is the same in all. */
function routeOf({ request }: Exchange): string {
  return `${request.method} ${request.url.replace(/[?#].*$/s, '').replace(RECORD, '/*')}`;
}

const RECORD = /\/(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,64})(?=\/|$)/gi;
