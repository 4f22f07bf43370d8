import type { Exchange } from '../exchange/exchange.ts';
import {
  CLOCK_TOLERANCE,
  type Described,
  describe,
  distanceOf,
  endDistance,
  isSameRequest,
  liesWithin,
} from './join-compare.ts';

/** One request as both sources have it. */
export interface Pair {
  readonly recorded: Exchange;
  readonly har: Exchange;
  /** Others in `candidates` look the same to us: only what all of them say may be taken from `har`. */
  readonly isSure: boolean;
  /** All of the HAR side that may be this request, `har` among them. */
  readonly candidates: readonly Exchange[];
}

/** Two times closer than this do not tell two requests apart. In milliseconds. */
const JITTER = 8;
/** More possible partners than this are not weighed: a page in a loop makes thousands alike. */
const MOST_CANDIDATES = 40;
const MOST_LOOKED_AT = 150;

interface Edge {
  readonly recorded: number;
  readonly har: number;
  readonly distance: number;
  /** How far apart their places in the two orders of start are: decides where time does not. */
  readonly shift: number;
}

/**
 * Pairs requests of one URL and method, one to one. What the two sources say of one request agrees: time, status,
 * and every header that both have. Where that leaves a choice, the nearest in time are paired, and marked as unsure
 * unless time itself decides.
 */
export function matchAlike(recorded: readonly Exchange[], har: readonly Exchange[]): readonly Pair[] {
  const sides: Sides = { recorded: recorded.map(describe), har: har.map(describe) };
  const edges = findEdges(sides);
  const byRecorded = groupBy(edges, (edge) => edge.recorded);
  const byHar = groupBy(edges, (edge) => edge.har);
  const partnerOf = pairNearest(edges);
  completePairs(partnerOf, byRecorded);
  const isOrdered = judgeOrder(sides, partnerOf, byRecorded, byHar);
  return [...partnerOf].map(([atHar, atRecorded]) => {
    const mine = byRecorded.get(atRecorded)!;
    const theirs = byHar.get(atHar)!;
    const isOnlyChoice = mine.length === 1 && theirs.length === 1;
    return {
      recorded: sides.recorded[atRecorded]!.exchange,
      har: sides.har[atHar]!.exchange,
      isSure: isOnlyChoice || isOrdered(atHar) || timeDecides(sides, atRecorded, atHar, mine, theirs),
      candidates: mine.map((edge) => sides.har[edge.har]!.exchange),
    };
  });
}

interface Sides {
  readonly recorded: readonly Described[];
  readonly har: readonly Described[];
}

function groupBy(
  edges: readonly Edge[],
  sideOf: (edge: Edge) => number,
): ReadonlyMap<number, readonly Edge[]> {
  const groups = new Map<number, Edge[]>();
  for (const edge of edges) {
    const group = groups.get(sideOf(edge));
    if (group) group.push(edge);
    else groups.set(sideOf(edge), [edge]);
  }
  return groups;
}

function findEdges(sides: Sides): readonly Edge[] {
  const order = orderByStart(sides.har);
  return orderByStart(sides.recorded).flatMap((at, place) => {
    const recorded = sides.recorded[at]!;
    const edges: Edge[] = [];
    let looked = 0;
    let next = countStartedBy(recorded.start + CLOCK_TOLERANCE, order, sides) - 1;
    for (; next >= 0 && looked < MOST_LOOKED_AT; next -= 1) {
      const har = order[next]!;
      const other = sides.har[har]!;
      if (!liesWithin(recorded, other)) continue;
      looked += 1;
      if (!isSameRequest(recorded, other)) continue;
      edges.push({ recorded: at, har, distance: distanceOf(recorded, other), shift: Math.abs(place - next) });
    }
    return edges.length <= MOST_CANDIDATES ? edges : edges.sort(byDistance).slice(0, MOST_CANDIDATES);
  });
}

function orderByStart(side: readonly Described[]): readonly number[] {
  return side.map((_, at) => at).sort((a, b) => side[a]!.start - side[b]!.start);
}

/** How many of `order` started by then: halving, for there may be thousands. */
function countStartedBy(time: number, order: readonly number[], { har }: Sides): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (har[order[middle]!]!.start <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function byDistance(a: Edge, b: Edge): number {
  return a.distance - b.distance || a.shift - b.shift;
}

/** HAR side → recorded side. */
function pairNearest(edges: readonly Edge[]): Map<number, number> {
  const partnerOf = new Map<number, number>();
  const taken = new Set<number>();
  for (const edge of [...edges].sort(byDistance)) {
    if (taken.has(edge.recorded) || partnerOf.has(edge.har)) continue;
    taken.add(edge.recorded);
    partnerOf.set(edge.har, edge.recorded);
  }
  return partnerOf;
}

/** Finds a partner for those that the nearest-first way left alone, by moving others (augmenting paths). */
function completePairs(
  partnerOf: Map<number, number>,
  byRecorded: ReadonlyMap<number, readonly Edge[]>,
): void {
  const paired = new Set(partnerOf.values());
  for (const recorded of byRecorded.keys()) {
    if (!paired.has(recorded)) findPlace(recorded, partnerOf, byRecorded, new Set());
  }
}

function findPlace(
  recorded: number,
  partnerOf: Map<number, number>,
  byRecorded: ReadonlyMap<number, readonly Edge[]>,
  tried: Set<number>,
): boolean {
  for (const { har } of byRecorded.get(recorded)!) {
    if (tried.has(har)) continue;
    tried.add(har);
    const holder = partnerOf.get(har);
    if (holder !== undefined && !findPlace(holder, partnerOf, byRecorded, tried)) continue;
    partnerOf.set(har, recorded);
    return true;
  }
  return false;
}

/**
 * Whether time tells this pair apart from every other choice: their starts, or their ends, are close, and no other
 * candidate's of either is.
 */
function timeDecides(
  sides: Sides,
  atRecorded: number,
  atHar: number,
  mine: readonly Edge[],
  theirs: readonly Edge[],
): boolean {
  const recorded = sides.recorded[atRecorded]!;
  const har = sides.har[atHar]!;
  const others = [
    ...mine.filter((edge) => edge.har !== atHar).map((edge) => [recorded, sides.har[edge.har]!] as const),
    ...theirs
      .filter((edge) => edge.recorded !== atRecorded)
      .map((edge) => [sides.recorded[edge.recorded]!, har] as const),
  ];
  const startGap = (one: Described, other: Described) => Math.abs(one.start - other.start);
  return [startGap, endDistance].some(
    (gap) => gap(recorded, har) <= JITTER && others.every(([one, other]) => gap(one, other) > 2 * JITTER),
  );
}

/** Bigger crowds of requests alike are not looked at pair by pair. */
const MOST_IN_CROWD = 100;

/**
 * Tells whether a pair stands in a crowd of requests alike that both sources have whole and in the same order: then
 * no two of its pairs could be swapped without one source contradicting the other.
 */
function judgeOrder(
  sides: Sides,
  partnerOf: ReadonlyMap<number, number>,
  byRecorded: ReadonlyMap<number, readonly Edge[]>,
  byHar: ReadonlyMap<number, readonly Edge[]>,
): (atHar: number) => boolean {
  const verdicts = new Map<number, boolean>();
  return (atHar) => {
    if (!verdicts.has(atHar)) {
      const crowd = crowdOf(atHar, byRecorded, byHar);
      const verdict = isWholeAndOrdered(sides, partnerOf, crowd);
      for (const member of crowd.har) verdicts.set(member, verdict);
    }
    return verdicts.get(atHar) === true;
  };
}

interface Crowd {
  readonly recorded: ReadonlySet<number>;
  readonly har: ReadonlySet<number>;
}

/** All that hang together by possible pairs. */
function crowdOf(
  start: number,
  byRecorded: ReadonlyMap<number, readonly Edge[]>,
  byHar: ReadonlyMap<number, readonly Edge[]>,
): Crowd {
  const crowd = { recorded: new Set<number>(), har: new Set([start]) };
  for (const har of crowd.har) {
    for (const { recorded } of byHar.get(har) ?? []) {
      if (crowd.recorded.has(recorded)) continue;
      crowd.recorded.add(recorded);
      for (const edge of byRecorded.get(recorded) ?? []) crowd.har.add(edge.har);
    }
  }
  return crowd;
}

function isWholeAndOrdered(sides: Sides, partnerOf: ReadonlyMap<number, number>, crowd: Crowd): boolean {
  if (crowd.har.size !== crowd.recorded.size || crowd.har.size > MOST_IN_CROWD) return false;
  const pairs = [...crowd.har].map(
    (har) => [sides.recorded[partnerOf.get(har) ?? -1], sides.har[har]!] as const,
  );
  return pairs.every(([recorded, har], at) =>
    pairs.slice(0, at).every(([otherRecorded, otherHar]) => {
      if (!recorded || !otherRecorded) return false;
      const starts = sameOrder(recorded.start - otherRecorded.start, har.start - otherHar.start);
      const ends = sameOrder(recorded.end - otherRecorded.end, har.end - otherHar.end);
      return starts !== 'no' && ends !== 'no' && (starts === 'yes' || ends === 'yes');
    }),
  );
}

/** Whether two gaps have the same direction; those within the jitter, or without an end, tell nothing. */
function sameOrder(gap: number, otherGap: number): 'yes' | 'no' | 'untold' {
  if (!(Math.abs(gap) > JITTER && Math.abs(otherGap) > JITTER)) return 'untold';
  return gap > 0 === otherGap > 0 ? 'yes' : 'no';
}
