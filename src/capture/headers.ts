import type { BlindSpot, Header } from '../exchange/exchange.ts';

/** Longer values are cut: no server takes them, and a few of them would fill the tab's whole store. */
export const LONGEST_VALUE = 16_384;
/** More headers than this are cut off; servers themselves stop at about a hundred. */
export const MOST_HEADERS = 200;
/** Stands at the end of a value that was cut: no header carries it otherwise, for it is outside Latin-1. */
export const CUT_MARK = '…';

/** Headers within bounds, and what was lost by keeping them there. */
export interface BoundedHeaders {
  readonly headers: readonly Header[];
  readonly blindSpots: readonly BlindSpot[];
}

/** Cuts what is too long or too much, and says which kind of header suffered. */
export function boundHeaders(headers: readonly Header[], side: 'request' | 'response'): BoundedHeaders {
  if (headers.length <= MOST_HEADERS && headers.every(isShort)) return { headers, blindSpots: [] };
  const blindSpots = new Set<BlindSpot>();
  if (headers.length > MOST_HEADERS) addAll(blindSpots, lostWithTheRest(side));
  const kept = headers.slice(0, MOST_HEADERS).map((header) => {
    if (isShort(header)) return header;
    blindSpots.add(blindSpotOf(header.name, side));
    return { name: header.name, value: header.value.slice(0, LONGEST_VALUE) + CUT_MARK };
  });
  return { headers: kept, blindSpots: [...blindSpots] };
}

function isShort({ value }: Header): boolean {
  return value.length <= LONGEST_VALUE;
}

function blindSpotOf(name: string, side: 'request' | 'response'): BlindSpot {
  const lower = name.toLowerCase();
  if (side === 'response') return lower === 'set-cookie' ? 'set-cookie' : 'response-headers';
  if (lower === 'cookie') return 'cookies';
  return lower === 'authorization' || lower === 'proxy-authorization' ? 'authorization' : 'request-headers';
}

function lostWithTheRest(side: 'request' | 'response'): readonly BlindSpot[] {
  return side === 'request'
    ? ['authorization', 'cookies', 'request-headers']
    : ['set-cookie', 'response-headers'];
}

function addAll<Each>(set: Set<Each>, more: readonly Each[]): void {
  for (const each of more) set.add(each);
}
