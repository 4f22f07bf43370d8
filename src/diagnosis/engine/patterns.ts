import type { Exchange } from '../../exchange/exchange.ts';
import type { Facts } from '../facts/facts.ts';
import type { Failure, PatternFinding } from './diagnosis.ts';

/** Fewer requests than this make no pattern. */
const ENOUGH = 3;

/** What many requests to one API show together that none shows alone. */
export function patternsOf(failures: readonly Failure[], facts: Facts): PatternFinding[] {
  const failing = new Map(
    failures.filter(({ outcome }) => outcome !== 'recovered').map(({ exchangeId }) => [exchangeId, true]),
  );
  const apis = new Set(
    failures.flatMap(({ exchangeId }) => {
      const exchange = failing.has(exchangeId) ? facts.byId(exchangeId) : undefined;
      return exchange ? [facts.api(exchange)] : [];
    }),
  );
  return [...apis].flatMap((api) => {
    const exchanges = facts.capture.exchanges.filter(
      (exchange) => exchange.kind !== 'preflight' && facts.api(exchange) === api,
    );
    return patternOf(api, exchanges, (exchange) => failing.has(exchange.id)) ?? [];
  });
}

function patternOf(
  api: string,
  exchanges: readonly Exchange[],
  failed: (exchange: Exchange) => boolean,
): PatternFinding | undefined {
  const bad = exchanges.filter(failed);
  if (exchanges.length < ENOUGH || bad.length === 0) return undefined;
  const exchangeIds = bad.map(({ id }) => id);
  const host = api.replace(/^[a-z]+:\/\//, '');
  if (bad.length === exchanges.length) {
    return { pattern: 'every-request-fails', title: `Every request to ${host} fails`, exchangeIds };
  }
  const firstBad = exchanges.indexOf(bad[0]!);
  const routes = new Set(bad.map(routeOf));
  const before = exchanges.slice(0, firstBad);
  const allFailSince = exchanges.slice(firstBad).every(failed);
  if (allFailSince && bad.length >= 2 && before.some((exchange) => routes.has(routeOf(exchange)))) {
    const since = bad[0]!.startedAt;
    return {
      pattern: 'fails-after-a-while',
      since,
      title: `Requests to ${host} worked, then failed`,
      exchangeIds,
    };
  }
  const othersPass = exchanges.some((exchange) => !failed(exchange) && !routes.has(routeOf(exchange)));
  if (
    routes.size === 1 &&
    othersPass &&
    exchanges.every((each) => failed(each) === routes.has(routeOf(each)))
  ) {
    return { pattern: 'one-endpoint-fails', title: `One route of ${host} refuses, others pass`, exchangeIds };
  }
  return undefined;
}

function routeOf({ request }: Exchange): string {
  return `${request.method} ${request.url.replace(/[?#].*$/s, '')}`;
}
