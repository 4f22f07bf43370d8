import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import { readProof } from '../../../protocol/dpop/proof.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { absentResponseHeader, present, responseHeader, said } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc9449Nonce } from '../specs.ts';
import { offeredNonce, refusesProofs, sentProofs } from './dpop.ts';
import words from './dpop-nonce-required.md?raw';

export const dpopNonceRequired: Cause = {
  code: 'dpop-nonce-required',
  group: 'token',
  title: 'The server’s DPoP nonce was not used',
  fixIn: 'client',
  step: 'token',
  aliases: ['use_dpop_nonce', 'DPoP-Nonce', 'Resource server requires nonce in DPoP proof'],
  specs: [rfc9449Nonce],
  words,
  explains: ['dpop-proof-invalid', 'dpop-proof-missing', 'token-rejected'],
  decide(failing, facts): Verdict {
    if (!refusesProofs(failing)) return undefined;
    const word = facts.saysThat(failing, 'dpop-nonce');
    if (!word) return undefined;
    const nonce = offeredNonce(failing);
    const hidden = nonce !== undefined && isHiddenFromPage(failing);
    const retry = nonce === undefined ? undefined : retryWith(nonce, failing, facts);
    if (retry) return { kind: 'ruled-out', because: 'A retry carried the nonce that the server gave' };
    if (nonce === undefined && failing.blindSpots.includes('response-headers')) {
      return {
        kind: 'cannot-tell',
        because: 'The answer’s headers, the nonce among them, were not recorded',
      };
    }
    const missing = nonce === undefined;
    return {
      kind: 'found',
      confidence: 'certain',
      title: missing
        ? 'The server asks for a DPoP nonce and gives none'
        : hidden
          ? 'The server gives a DPoP nonce that the page is not allowed to read'
          : 'The server gave a DPoP nonce, and no retry carried it',
      line: missing ? 'No DPoP-Nonce in the answer' : 'use_dpop_nonce, not followed by a retry with it',
      ...((missing || hidden) && { fixIn: 'api' as const }),
      evidence: present(
        said(word),
        missing
          ? absentResponseHeader(failing, 'DPoP-Nonce')
          : responseHeader(failing, 'DPoP-Nonce', { note: 'belongs into the next proof' }),
        hidden && exposedHeaders(failing),
      ),
    };
  },
};

/** A later request of the same kind whose proof has that nonce. */
function retryWith(nonce: string, failing: Exchange, facts: Facts): Exchange | undefined {
  return facts.again(failing).find((later) => {
    if (later.startedAt <= failing.startedAt) return false;
    const [value] = sentProofs(later);
    return value !== undefined && readProof(value)?.claims['nonce'] === nonce;
  });
}

/** Across origins a page reads only the headers that the server exposes (RFC 9449 §8.2). */
function isHiddenFromPage({ request, initiator, response }: Exchange): boolean {
  if (initiator === undefined || !URL.canParse(request.url)) return false;
  if (new URL(request.url).origin === initiator) return false;
  const exposed = headerValue(response?.headers ?? [], 'access-control-expose-headers') ?? '';
  const names = exposed.split(',').map((name) => name.trim().toLowerCase());
  return !names.includes('dpop-nonce') && !names.includes('*');
}

function exposedHeaders(failing: Exchange) {
  const name = 'Access-Control-Expose-Headers';
  const there = headerValue(failing.response?.headers ?? [], name) !== undefined;
  return there
    ? responseHeader(failing, name, { note: 'does not name DPoP-Nonce' })
    : absentResponseHeader(failing, name);
}
