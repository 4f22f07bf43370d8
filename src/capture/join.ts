import type {
  BlindSpot,
  Body,
  Exchange,
  ExchangeId,
  RequestMessage,
  ResponseMessage,
} from '../exchange/exchange.ts';
import { matchAlike, type Pair } from './join-match.ts';
import { withoutFragment } from './origin.ts';

/**
 * One list, by start, of what the recorder saw and what DevTools has, each request once.
 *
 * The recorder knows preflights, failures and what was before DevTools opened; DevTools knows bodies and callers.
 * HAR has no request ids, so requests are recognised by what both say of them. Where two requests look the same to us
 * they are still counted once each, but a body that might be the other's is left out. Joined exchanges keep the
 * recorder's id.
 */
export function joinHar(recorded: readonly Exchange[], fromHar: readonly Exchange[]): Exchange[] {
  const pairs = pairUp(recorded, fromHar);
  const newIds = new Map(pairs.map(({ recorded: { id }, har }) => [har.id, id]));
  const partners = new Map(pairs.map((pair) => [pair.recorded.id, pair]));
  const joined = recorded.map((exchange) => {
    const pair = partners.get(exchange.id);
    return pair ? merge(pair, newIds) : exchange;
  });
  const onlyHar = fromHar.filter(({ id }) => !newIds.has(id)).map((exchange) => withNewIds(exchange, newIds));
  return [...joined, ...onlyHar].sort((a, b) => a.startedAt - b.startedAt);
}

function pairUp(recorded: readonly Exchange[], fromHar: readonly Exchange[]): readonly Pair[] {
  const harByKey = groupAlike(fromHar);
  return [...groupAlike(recorded)].flatMap(([key, alike]) => matchAlike(alike, harByKey.get(key) ?? []));
}

function groupAlike(exchanges: readonly Exchange[]): ReadonlyMap<string, Exchange[]> {
  const groups = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const key = `${exchange.request.method} ${withoutFragment(exchange.request.url)}`;
    const group = groups.get(key);
    if (group) group.push(exchange);
    else groups.set(key, [exchange]);
  }
  return groups;
}

function withNewIds(exchange: Exchange, newIds: ReadonlyMap<ExchangeId, ExchangeId>): Exchange {
  const { preflightId, redirectedFromId } = exchange;
  return {
    ...exchange,
    ...(preflightId !== undefined && { preflightId: newIds.get(preflightId) ?? preflightId }),
    ...(redirectedFromId !== undefined && {
      redirectedFromId: newIds.get(redirectedFromId) ?? redirectedFromId,
    }),
  };
}

function merge(pair: Pair, newIds: ReadonlyMap<ExchangeId, ExchangeId>): Exchange {
  const { recorded } = pair;
  const har = withNewIds(certainPart(pair), newIds);
  const { pending, ...rest } = { ...har, ...recorded };
  const request = mergeRequest(recorded.request, har.request);
  const response = mergeResponse(recorded.response, har.response);
  const endedAt = latest(recorded.endedAt, har.endedAt);
  return {
    ...rest,
    kind: mergeKind(recorded, har),
    startedAt: Math.min(recorded.startedAt, har.startedAt),
    ...(endedAt !== undefined && { endedAt }),
    ...(pending !== undefined && har.endedAt === undefined && { pending }),
    request,
    ...(response && { response }),
    blindSpots: mergeBlindSpots(recorded, har, request, response),
  };
}

/** The HAR side without what might be another request's. */
function certainPart({ har, candidates, isSure }: Pair): Exchange {
  if (isSure) return har;
  const isShared = (read: (exchange: Exchange) => unknown) => {
    const mine = JSON.stringify(read(har));
    return candidates.every((other) => JSON.stringify(read(other)) === mine);
  };
  const { callers, response, request, ...rest } = har;
  return {
    ...rest,
    request: isShared((each) => each.request.body) ? request : withoutBody(request),
    ...(response && { response: isShared((each) => each.response?.body) ? response : withoutBody(response) }),
    ...(callers && isShared((each) => each.callers) && { callers }),
    blindSpots: [...har.blindSpots, 'request-body', 'response-body'],
  };
}

function withoutBody<Message extends { readonly body?: Body }>(message: Message): Omit<Message, 'body'> {
  const { body: _, ...rest } = message;
  return rest;
}

/** DevTools tells a module's script from a fetch; the recorder tells a preflight for certain. */
function mergeKind(recorded: Exchange, har: Exchange): Exchange['kind'] {
  return recorded.kind === 'preflight' || har.kind === 'other' ? recorded.kind : har.kind;
}

function mergeRequest(recorded: RequestMessage, har: RequestMessage): RequestMessage {
  return {
    ...recorded,
    headers: recorded.headers.length > 0 ? recorded.headers : har.headers,
    ...(har.body && { body: har.body }),
  };
}

function mergeResponse(
  recorded: ResponseMessage | undefined,
  har: ResponseMessage | undefined,
): ResponseMessage | undefined {
  if (!recorded || !har) return recorded ?? har;
  return {
    ...har,
    ...recorded,
    headers: recorded.headers.length > 0 ? recorded.headers : har.headers,
    ...(har.answeredBy && { answeredBy: har.answeredBy }),
  };
}

function mergeBlindSpots(
  recorded: Exchange,
  har: Exchange,
  request: RequestMessage,
  response: ResponseMessage | undefined,
): readonly BlindSpot[] {
  const requestFrom = request.headers === recorded.request.headers ? recorded : har;
  const responseFrom = response?.headers === recorded.response?.headers ? recorded : har;
  const has = (exchange: Exchange, spot: BlindSpot) => exchange.blindSpots.includes(spot);
  const isBlind = (spot: BlindSpot): boolean => {
    switch (spot) {
      case 'authorization':
      case 'cookies':
      case 'request-headers':
        return has(requestFrom, spot);
      case 'set-cookie':
      case 'response-headers':
        return has(responseFrom, spot);
      case 'request-body':
        return request.body === undefined && has(har, spot);
      case 'response-body':
        return (
          response !== undefined && response.body === undefined && has(har.response ? har : recorded, spot)
        );
      case 'start':
        return requestFrom === recorded && has(recorded, spot);
      case 'preflight':
        return recorded.preflightId === undefined && har.preflightId === undefined && has(recorded, spot);
      case 'cors-verdict':
        return has(recorded, spot);
    }
  };
  return [...new Set([...recorded.blindSpots, ...har.blindSpots])].filter(isBlind);
}

function latest(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.max(one, other);
}
