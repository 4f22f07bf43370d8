import type { Exchange } from '../exchange/exchange.ts';

/** Whether the document that asked has another origin than the one it asked; `false` where nobody said who asked. */
export function isCrossOrigin({ initiator, request }: Exchange): boolean {
  return initiator !== undefined && !request.url.startsWith(`${initiator}/`);
}

/** Equal but for their fragments, which no server sees. */
export function isSameUrl(one: string, other: string): boolean {
  return one === other || withoutFragment(one) === withoutFragment(other);
}

export function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash === -1 ? url : url.slice(0, hash);
}
