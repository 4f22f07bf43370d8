import type { Diagnosis } from '../diagnosis/engine/diagnosis.ts';
import { factsOver } from '../diagnosis/facts/facts.ts';
import { flowOf } from '../diagnosis/facts/flow.ts';
import { hostOf } from '../exchange/address.ts';
import type { Body, Capture, Exchange, ExchangeId } from '../exchange/exchange.ts';

/**
 * What a report is about: the failing requests with their preflights, their redirect chains, the sign-in or the token
 * answer that they rest on and whatever their evidence points at, in the capture's order.
 */
export function selectFailing(capture: Capture, diagnosis: Diagnosis): Capture {
  const chosen = new Set<ExchangeId>(diagnosis.patterns.flatMap(({ exchangeIds }) => exchangeIds));
  for (const failure of diagnosis.failures) {
    chosen.add(failure.exchangeId);
    if (failure.recoveredBy !== undefined) chosen.add(failure.recoveredBy);
    for (const { evidence } of failure.findings) for (const { at } of evidence) chosen.add(at.exchangeId);
  }
  addFlows(capture, diagnosis, chosen);
  addNeighbours(capture.exchanges, chosen);
  return { ...capture, exchanges: capture.exchanges.filter(({ id }) => chosen.has(id)) };
}

/**
 * The smallest selection that by itself leads to the same diagnosis: verdicts also rest on what the failing
 * requests' neighbours show (other answers' clocks, tokens that were accepted).
 */
export function selectDiagnosable(
  capture: Capture,
  diagnosis: Diagnosis,
  diagnose: (capture: Capture) => Diagnosis,
): Capture {
  const wanted = leadsOf(diagnosis);
  const failing = selectFailing(capture, diagnosis);
  const agrees = (selection: Capture) => leadsOf(diagnose(selection)) === wanted;
  if (agrees(failing)) return failing;
  const sameHosts = withSameHosts(capture, failing);
  return agrees(sameHosts) ? sameHosts : capture;
}

function leadsOf({ failures }: Diagnosis): string {
  return JSON.stringify(
    failures.map(({ exchangeId, outcome, findings: [lead] }) => [
      exchangeId,
      outcome,
      lead?.code,
      lead?.confidence,
    ]),
  );
}

function withSameHosts(capture: Capture, selection: Capture): Capture {
  const hosts = new Set(selection.exchanges.map(({ request }) => hostOf(request.url)));
  return {
    ...capture,
    exchanges: capture.exchanges.filter((exchange) => hosts.has(hostOf(exchange.request.url))),
  };
}

function addFlows(capture: Capture, { failures }: Diagnosis, chosen: Set<ExchangeId>): void {
  const facts = factsOver(capture);
  for (const { exchangeId } of failures) {
    const failing = facts.byId(exchangeId);
    for (const { exchange } of failing ? flowOf(failing, facts).steps : []) chosen.add(exchange.id);
  }
}

function addNeighbours(exchanges: readonly Exchange[], chosen: Set<ExchangeId>): void {
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const nextHop = new Map(
    exchanges.flatMap(({ id, redirectedFromId }) =>
      redirectedFromId ? [[redirectedFromId, id] as const] : [],
    ),
  );
  // A set that grows while it is walked is walked to its end: neighbours of neighbours come in, too.
  for (const id of chosen) {
    const exchange = byId.get(id);
    for (const near of [exchange?.preflightId, exchange?.redirectedFromId, nextHop.get(id)]) {
      if (near !== undefined && byId.has(near)) chosen.add(near);
    }
  }
}

/** A selection without some of its exchanges. */
export function without(selection: Capture, dropped: ReadonlySet<ExchangeId> = new Set()): Capture {
  if (dropped.size === 0) return selection;
  return { ...selection, exchanges: selection.exchanges.filter(({ id }) => !dropped.has(id)) };
}

/** Characters: pages and data larger than this teach nothing that a request would not. */
const LONGEST_LESSON = 200_000;

/** Whatever else in the capture may teach secrets that stand again in the selection. */
export function teachersFor(capture: Capture, selection: Capture): readonly Exchange[] {
  const selected = new Set(selection.exchanges.map(({ id }) => id));
  return capture.exchanges.filter(({ id }) => !selected.has(id)).map(withoutIdleBody);
}

/** Scripts and styles are the same for everybody. */
function withoutIdleBody(exchange: Exchange): Exchange {
  const { response } = exchange;
  if (!response?.body || !isIdle(response.body)) return exchange;
  const { body: _, ...rest } = response;
  return { ...exchange, response: rest };
}

function isIdle({ text, mimeType }: Body): boolean {
  return text.length > LONGEST_LESSON || /javascript|ecmascript|css|font|wasm/i.test(mimeType);
}
