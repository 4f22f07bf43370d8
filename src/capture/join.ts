import type { Exchange } from '../exchange/exchange.ts';
export function joinHar(recorded: readonly Exchange[], fromHar: readonly Exchange[]): Exchange[] { return [...recorded, ...fromHar]; }
