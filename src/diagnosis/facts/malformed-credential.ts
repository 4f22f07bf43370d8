import type { Exchange } from '../../exchange/exchange.ts';
import type { Facts } from './facts.ts';

/** More of a body than this is no error message. Characters. */
const READ_AT_MOST = 1_000;
const NAMES_THE_HEADER = /\bheader|authori[sz]ation|authentication|credential|\btoken\b|\bjwt\b/i;

/**
 * A 400 that is about the credential, though no challenge says so: the credential is none of its scheme's form, and
 * the message speaks of headers, tokens or credentials. hapi and others answer so.
 */
export function refusedAsMalformed(exchange: Exchange, facts: Facts): boolean {
  const credential = facts.credential(exchange);
  const body = exchange.response?.body;
  if (!credential || !body || body.encoding !== undefined) return false;
  switch (credential.form) {
    case 'empty':
    case 'placeholder':
    case 'duplicated-scheme':
      return NAMES_THE_HEADER.test(body.text.slice(0, READ_AT_MOST));
    case 'basic':
      return credential.fault !== undefined && NAMES_THE_HEADER.test(body.text.slice(0, READ_AT_MOST));
    case 'bearer':
      return credential.faults.length > 0 && NAMES_THE_HEADER.test(body.text.slice(0, READ_AT_MOST));
    // Both may be right in themselves: it takes the server's word that they are not.
    case 'bare-token':
    case 'other-scheme':
      return facts.saysThat(exchange, 'scheme', 'missing-credential') !== undefined;
  }
}
