import { apiKeys } from './api-keys.ts';
import type { Dialect } from './dialect.ts';
import { generic } from './generic.ts';
import { headerSize } from './header-size.ts';

export type { Dialect, Meaning } from './dialect.ts';

/** Every message we know. The first row that fits a text wins: what one vendor alone says stands before what all say. */
export const dialects: readonly Dialect[] = [...headerSize, ...apiKeys, ...generic];
