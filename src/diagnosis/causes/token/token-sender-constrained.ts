import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { claim, present, requestHeader, responseHeader, said } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc8705, rfc9449Header } from '../specs.ts';
import { readableJwt } from './claims.ts';
import { asksForDpopAlone, refusesProofs, sentAsDpop } from './dpop.ts';
import { originOf } from './life.ts';
import words from './token-sender-constrained.md?raw';

export const tokenSenderConstrained: Cause = {
  code: 'token-sender-constrained',
  group: 'token',
  title: 'The token is bound to a key and was sent as plain Bearer',
  fixIn: 'client',
  step: 'token',
  aliases: ['cnf.jkt', 'x5t#S256', 'DPoP-bound token', 'certificate-bound access token', 'token_type DPoP'],
  specs: [rfc9449Header, rfc8705],
  words,
  explains: ['wrong-scheme', 'token-rejected', 'dpop-proof-missing', 'audience-mismatch'],
  decide(failing, facts): Verdict {
    if (!refusesProofs(failing) || sentAsDpop(failing, facts)) return undefined;
    const word = facts.saysThat(failing, 'sender-constrained', 'dpop-proof');
    const onlyDpop = asksForDpopAlone(failing, facts);
    if (!facts.sawAuthorization(failing)) {
      if (!word && !onlyDpop) return undefined;
      return {
        kind: 'cannot-tell',
        because:
          'The record holds no Authorization header: the token’s cnf claim and its scheme show in DevTools',
      };
    }
    if (!facts.token(failing)) return undefined;
    if (!word && facts.saysOtherwise(failing, 'scheme')) return undefined;
    const bound = bindingOf(failing, facts);
    if (!bound) return undefined;
    // A certificate shows in the connection, not in the request: only the server can say that it was missing.
    if (bound === 'x5t#S256' && !word) return undefined;
    const asked = word !== undefined || onlyDpop;
    return {
      kind: 'found',
      confidence: bound !== 'x5t#S256' && asked ? 'certain' : 'likely',
      title:
        bound === 'x5t#S256'
          ? 'The token is bound to a client certificate, and the API saw another or none'
          : 'The token is bound to a key by DPoP, and it was sent as plain Bearer',
      line: bound === 'token_type' ? 'Issued with token_type DPoP' : `cnf holds ${bound}`,
      evidence: present(
        bound === 'token_type' ? tokenResponse(failing, facts) : claim(failing, 'cnf', { mark: bound }),
        requestHeader(failing, 'Authorization'),
        word
          ? said(word)
          : onlyDpop && responseHeader(failing, 'WWW-Authenticate', { label: 'Challenge', mark: 'DPoP' }),
      ),
    };
  },
};

type Binding = 'jkt' | 'x5t#S256' | 'token_type';

/** RFC 9449 §6.1, RFC 8705 §3.1; of an opaque token the answer that issued it tells (RFC 9449 §5). */
function bindingOf(failing: Exchange, facts: Facts): Binding | undefined {
  const cnf = readableJwt(failing, facts)?.claims['cnf'];
  if (typeof cnf === 'object' && cnf !== null) {
    if ('jkt' in cnf) return 'jkt';
    if ('x5t#S256' in cnf) return 'x5t#S256';
  }
  return issuedAsDpop(failing, facts) ? 'token_type' : undefined;
}

function issuedAsDpop(failing: Exchange, facts: Facts): boolean {
  const text = facts.token(failing)?.text ?? '';
  return originOf(text, facts)?.tokenType?.toLowerCase() === 'dpop';
}

function tokenResponse(failing: Exchange, facts: Facts) {
  const origin = originOf(facts.token(failing)?.text ?? '', facts);
  return origin
    ? ({
        label: 'Issued by',
        at: { part: 'url', exchangeId: origin.by.id },
        note: 'with token_type DPoP',
      } as const)
    : requestHeader(failing, 'Authorization');
}
