import { outcomeOf } from '../diagnosis/engine/classify.ts';
import { failure, responseHeader, said, status } from '../diagnosis/engine/evidence.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import { type Difference, type Party, type Side, sideOf } from './difference.ts';
import type { Environments } from './environment.ts';
import { likeness, originOf, pathSegments, recordless, routeOf } from './route.ts';

/** Hop by hop to the first that goes elsewhere; what comes after it follows from it. */
export function redirectDifferences(good: Party, bad: Party, environments: Environments): Difference[] {
  const [before, after] = alignedChains(good, bad);
  for (let at = 0; at < Math.max(before.length, after.length); at += 1) {
    const [one, other] = [before[at], after[at]];
    const [from, to] = [targetOf(one), targetOf(other)];
    if (isSameTarget(from, to, environments)) continue;
    return [
      {
        role: 'redirect',
        hop: at + 1,
        label: `Hop ${at + 1}`,
        good: sideOf(shownTarget(one), ...placesOf(one)),
        bad: sideOf(shownTarget(other), ...placesOf(other)),
      },
    ];
  }
  return [];
}

const HOPS_AT_MOST = 30;

/** From their beginnings where these are the same route, else from the two requests on. */
function alignedChains(good: Party, bad: Party): [readonly Exchange[], readonly Exchange[]] {
  const [before, after] = [chainOf(good), chainOf(bad)];
  const places = [before.indexOf(good.exchange), after.indexOf(bad.exchange)];
  const isSameRoot = likeness(routeOf(before[0]!), routeOf(after[0]!)) > 0;
  return isSameRoot ? [before, after] : [before.slice(places[0]), after.slice(places[1])];
}

/** The whole chain that an exchange is part of. */
function chainOf({ exchange, facts }: Party): readonly Exchange[] {
  const chain = [exchange];
  const seen = new Set(chain);
  const grow = (next: Exchange | undefined, add: (hop: Exchange) => void) => {
    if (!next || seen.has(next) || chain.length > HOPS_AT_MOST) return false;
    seen.add(next);
    add(next);
    return true;
  };
  while (grow(facts.redirectedFrom(chain[0]!), (hop) => chain.unshift(hop)));
  while (grow(facts.redirectedTo(chain.at(-1)!), (hop) => chain.push(hop)));
  return chain;
}

function locationOf(hop: Exchange | undefined): string | undefined {
  const { response, request } = hop ?? {};
  if (!response || !request || response.status < 300 || response.status > 399) return undefined;
  const location = headerValue(response.headers, 'location')?.slice(0, 4_000);
  if (location === undefined) return undefined;
  return URL.canParse(location, request.url) ? new URL(location, request.url).href : location;
}

interface Target {
  readonly origin: string;
  readonly path: string;
}

function targetOf(hop: Exchange | undefined): Target | undefined {
  const location = locationOf(hop);
  if (location === undefined) return undefined;
  return { origin: originOf(location).origin, path: pathSegments(location).map(recordless).join('/') };
}

function isSameTarget(
  one: Target | undefined,
  other: Target | undefined,
  environments: Environments,
): boolean {
  if (!one || !other) return one === other;
  if (one.path !== other.path) return false;
  return one.origin === other.origin || environments.alike([one.origin], [other.origin]);
}

/** Parameters may hold codes and tokens: the path alone. */
function shownTarget(hop: Exchange | undefined): string {
  const location = locationOf(hop);
  if (location === undefined) return hop?.response ? 'goes no further' : 'no such hop';
  return `goes to ${originOf(location).origin}/${pathSegments(location).map(recordless).join('/')}`;
}

function placesOf(hop: Exchange | undefined) {
  if (!hop?.response) return [];
  return [locationOf(hop) === undefined ? status(hop) : responseHeader(hop, 'Location')];
}

/** What came of it. It follows from the rest, and so comes last. */
export function outcomeDifferences(good: Party, bad: Party): Difference[] {
  return [
    ...difference('outcome', 'Outcome', [outcome(good), outcome(bad)]),
    ...difference('status', 'Status', [statusSide(good.exchange), statusSide(bad.exchange)]),
    ...difference('said', 'The server says', [words(good), words(bad)]),
  ];
}

function difference(
  what: Extract<Difference, { role: 'outcome' }>['what'],
  label: string,
  [good, bad]: readonly [Side, Side],
): Difference[] {
  return good.text === bad.text ? [] : [{ role: 'outcome', what, label, good, bad }];
}

function outcome({ exchange, facts }: Party): Side {
  const evidence = exchange.failure === undefined ? undefined : failure(exchange);
  return sideOf(outcomeOf(exchange, facts) ?? (exchange.response ? 'passed' : 'no answer'), evidence);
}

function statusSide(exchange: Exchange): Side {
  if (!exchange.response)
    return sideOf(`no answer${exchange.failure === undefined ? '' : ` (${exchange.failure})`}`);
  return sideOf(String(exchange.response.status), status(exchange));
}

function words({ exchange, facts }: Party): Side {
  const word = facts.says(exchange)[0];
  return word ? sideOf(word.meaning, said(word)) : sideOf('(nothing)');
}
