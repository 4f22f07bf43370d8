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
  const faulty =
    (credential?.form === 'basic' && credential.fault !== undefined) ||
    (credential?.form === 'bearer' && credential.faults.length > 0) ||
    credential?.form === 'placeholder' ||
    credential?.form === 'empty';
  const body = exchange.response?.body;
  if (!faulty || !body || body.encoding !== undefined) return false;
  return NAMES_THE_HEADER.test(body.text.slice(0, READ_AT_MOST));
}
