import { outcomeOf } from '../diagnosis/engine/classify.ts';
import type { Failure } from '../diagnosis/engine/diagnosis.ts';
import type { Facts } from '../diagnosis/facts/facts.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Party } from './difference.ts';
import { likeness, type Route, routeOf } from './route.ts';

/** Why a failing request has nothing to be compared with. */
export type Unpaired =
  /** No request of the other capture goes to that route. */
  | 'no-such-route'
  /** Only with other methods. */
  | 'other-method'
  /** It fails there in the same way. */
  | 'fails-alike'
  /** It was sent there, and neither passed nor was it refused (500, no answer). */
  | 'never-passed';

/** More than this in one capture is not searched. */
const CANDIDATES_AT_MOST = 50_000;

/** The requests of a capture with their routes, read once. */
export function routesOf(facts: Facts): readonly (readonly [Exchange, Route])[] {
  return facts.capture.exchanges
    .filter(({ kind }) => kind !== 'preflight')
    .slice(0, CANDIDATES_AT_MOST)
    .map((exchange) => [exchange, routeOf(exchange)] as const);
}

/** Did it get what it asked for, as far as authentication and its transport go? */
export function passed(exchange: Exchange, facts: Facts): boolean {
  const { response, failure } = exchange;
  if (!response || failure !== undefined || response.status >= 400) return false;
  return outcomeOf(exchange, facts) === undefined;
}

/**
 * Requests of the same capture that went where a failing one goes, and passed, the most alike first: worked before,
 * fails now. Empty where none did.
 */
export function counterpartsOf(failure: Failure, facts: Facts): Exchange[] {
  const bad = facts.byId(failure.exchangeId);
  if (!bad) return [];
  return candidatesFor({ exchange: bad, facts }, facts, routesOf(facts)).filter((each) =>
    passed(each, facts),
  );
}

/** All that went to the same route, the most alike first, whatever became of them. */
export function candidatesFor(
  bad: Party,
  facts: Facts,
  routes: readonly (readonly [Exchange, Route])[],
): Exchange[] {
  const route = routeOf(bad.exchange);
  const sameCapture = facts.capture === bad.facts.capture;
  return routes
    .filter(([exchange]) => !(sameCapture && exchange.id === bad.exchange.id))
    .flatMap(([exchange, other], position) => {
      const alike = likeness(route, other);
      return alike === 0
        ? []
        : [{ exchange, position, score: alike * 100 + scoreOf(bad, { exchange, facts }) }];
    })
    .sort(
      (a, b) =>
        b.score - a.score ||
        distance(bad.exchange, a.exchange, sameCapture) - distance(bad.exchange, b.exchange, sameCapture) ||
        b.position - a.position,
    )
    .map(({ exchange }) => exchange);
}

function scoreOf(bad: Party, good: Party): number {
  const [one, other] = [bad.exchange, good.exchange];
  return (
    (one.kind === other.kind ? 40 : 0) +
    (bad.facts.api(one) === good.facts.api(other) ? 30 : 0) +
    (one.initiator === other.initiator ? 10 : 0) +
    (hasCredential(bad) === hasCredential(good) ? 15 : 0) +
    (queryOf(one) === queryOf(other) ? 4 : 0) +
    (one.request.url === other.request.url ? 1 : 0)
  );
}

function hasCredential({ exchange, facts }: Party): string {
  return (
    facts.credential(exchange)?.form ??
    (exchange.request.headers.some(({ name }) => name.toLowerCase() === 'cookie') ? 'cookie' : 'none')
  );
}

function queryOf({ request }: Exchange): string {
  const text = /\?([^#]*)/.exec(request.url.slice(0, 8_000))?.[1] ?? '';
  return text.replace(/=[^&]*/g, '');
}

/** Between captures time means nothing. */
function distance(one: Exchange, other: Exchange, sameCapture: boolean): number {
  return sameCapture ? Math.abs(one.startedAt - other.startedAt) : 0;
}

/** The request of the other capture that stands where this one does: the nth to the same route on the same API. */
export function twinOf(
  bad: Party,
  facts: Facts,
  routes: readonly (readonly [Exchange, Route])[],
  own: readonly (readonly [Exchange, Route])[],
): Exchange | undefined {
  const route = routeOf(bad.exchange);
  const among = (all: readonly (readonly [Exchange, Route])[]) =>
    all.filter(([, other]) => likeness(route, other) === 3).map(([exchange]) => exchange);
  const place = among(own).findIndex(({ id }) => id === bad.exchange.id);
  return place < 0 || facts.capture.exchanges.length === 0 ? undefined : among(routes)[place];
}

export function whyUnpaired(bad: Exchange, routes: readonly (readonly [Exchange, Route])[]): Unpaired {
  const route = routeOf(bad);
  const anyMethod = routes.filter(([, other]) => likeness(route, { ...other, method: route.method }) > 0);
  if (anyMethod.length === 0) return 'no-such-route';
  return anyMethod.some(([, { method }]) => method === route.method) ? 'never-passed' : 'other-method';
}
