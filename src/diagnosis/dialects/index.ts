import { apiKeys } from './api-keys.ts';
import { cloudGateways } from './cloud-gateways.ts';
import { credentials } from './credentials.ts';
import { csrf } from './csrf.ts';
import type { Dialect } from './dialect.ts';
import { edgeFirewalls } from './edge-firewalls.ts';
import { generic } from './generic.ts';
import { handmade } from './handmade.ts';
import { headerSize } from './header-size.ts';
import { identityProviders } from './identity-providers.ts';
import { javaDotnet } from './java-dotnet.ts';
import { javascript } from './javascript.ts';
import { languages } from './languages.ts';
import { otherLanguages } from './other-languages.ts';
import { permission } from './permission.ts';
import { phpRubyGo } from './php-ruby-go.ts';
import { proxies } from './proxies.ts';
import { python } from './python.ts';
import { saas } from './saas.ts';
import { session } from './session.ts';
import { signedRequests } from './signed-requests.ts';
import { tokens } from './tokens.ts';

export type { Dialect, Meaning, Role } from './dialect.ts';

/** Every message we know. The first row that fits a text wins: what one vendor alone says stands before what all say. */
export const dialects: readonly Dialect[] = [
  ...edgeFirewalls,
  ...credentials,
  ...identityProviders,
  ...saas,
  ...cloudGateways,
  ...proxies,
  ...signedRequests,
  ...javascript,
  ...javaDotnet,
  ...python,
  ...phpRubyGo,
  ...languages,
  ...csrf,
  ...permission,
  ...tokens,
  ...session,
  ...headerSize,
  ...apiKeys,
  ...handmade,
  ...otherLanguages,
  ...generic,
];
