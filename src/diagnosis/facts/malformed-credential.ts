import type { Exchange } from '../../exchange/exchange.ts';
import type { CredentialReading } from '../../protocol/http-auth/authorization.ts';
import type { Facts } from './facts.ts';

/** More of a body than this is no error message. Characters. */
const READ_AT_MOST = 1_000;
const NAMES_THE_HEADER = /\bheader|authori[sz]ation|authentication|credential|\btoken\b|\bjwt\b/i;

/**
 * A 400 that is about the credential, though no challenge says so: the credential is none of its scheme's form, and
 * the message speaks of headers, tokens or credentials; or there is none, and the message misses one. hapi, fastify
 * and others answer so.
 */
export function refusedAsMalformed(exchange: Exchange, facts: Facts): boolean {
  const body = exchange.response?.body;
  if (!body || body.encoding !== undefined) return false;
  const credential = facts.credential(exchange);
  if (credential === undefined)
    return NAMES_THE_CREDENTIAL.test(facts.saysThat(exchange, 'missing-credential', 'scheme')?.mark ?? '');
  return isFaulty(credential) && NAMES_THE_HEADER.test(body.text.slice(0, READ_AT_MOST));
}

/** A field `token` can be missing from any form. */
const NAMES_THE_CREDENTIAL = /authori[sz]ation|bearer|\bjwt\b|access token|api.?key/i;

function isFaulty(credential: CredentialReading): boolean {
  switch (credential.form) {
    case 'basic':
      return credential.fault !== undefined;
    case 'bearer':
      return credential.faults.length > 0;
    default:
      return true;
  }
}
