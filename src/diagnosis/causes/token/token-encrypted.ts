import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, said, status, tokenHeader } from '../../engine/evidence.ts';
import { quote, written } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc7516 } from '../specs.ts';
import { refusesToken } from './claims.ts';
import words from './token-encrypted.md?raw';

export const tokenEncrypted: Cause = {
  code: 'token-encrypted',
  group: 'token',
  title: 'The token is encrypted',
  fixIn: 'client',
  step: 'token',
  aliases: ['JWE', 'jwt malformed', 'Invalid Compact JWS', 'IDX10609', 'alg dir'],
  specs: [rfc7516],
  words,
  explains: ['token-rejected', 'token-truncated', 'token-malformed'],
  decide(failing, facts): Verdict {
    const reading = facts.token(failing)?.reading;
    if (reading?.kind !== 'jwe' || !refusesToken(failing, facts, 'token-encrypted', 'malformed'))
      return undefined;
    const acceptsEncrypted = facts.acceptedOn(failing).some((each) => isEncrypted(each, facts));
    if (acceptsEncrypted) return { kind: 'ruled-out', because: 'This API has accepted encrypted tokens' };
    const word = facts.saysThat(failing, 'token-encrypted', 'malformed');
    // A server that names anything else has read the token.
    if (!word && facts.saysOtherwise(failing, 'algorithm')) return undefined;
    const { alg, enc } = reading.header;
    const issuer = reading.header['iss'];
    return {
      kind: 'found',
      confidence: word ? 'likely' : 'possible',
      title: word
        ? 'The token is encrypted, and the API cannot read it'
        : 'The token is encrypted: only the server can read what is wrong with it',
      line: `JWE with ${quote(written(enc), 30)}: no claim can be seen here`,
      evidence: present<Evidence>(
        tokenHeader(failing, 'enc', typeof enc === 'string' ? { mark: enc } : {}),
        typeof alg === 'string' &&
          tokenHeader(failing, 'alg', alg === 'dir' ? { note: 'one shared key' } : {}),
        typeof issuer === 'string' && tokenHeader(failing, 'iss', { note: 'who made it' }),
        word ? said(word) : status(failing),
      ),
    };
  },
};

function isEncrypted(exchange: Exchange, facts: Facts): boolean {
  return facts.token(exchange)?.reading.kind === 'jwe';
}
