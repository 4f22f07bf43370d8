import { csrf } from './csrf.ts';
import type { Dialect } from './dialect.ts';
import { generic } from './generic.ts';
import { oauthErrors } from './oauth-errors.ts';
import { permission } from './permission.ts';
import { saml } from './saml.ts';
import { session } from './session.ts';
import { tokens } from './tokens.ts';

export type { Dialect, Meaning } from './dialect.ts';

/** Every message we know. The first row that fits a text wins: what one vendor alone says stands before what all say. */
export const dialects: readonly Dialect[] = [
  ...csrf,
  ...oauthErrors,
  ...saml,
  ...permission,
  ...tokens,
  ...session,
  ...generic,
];
