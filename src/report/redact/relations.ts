import type { Exchange } from '../../exchange/exchange.ts';
import { encodeChallengeLike } from '../../protocol/oauth/pkce.ts';
import type { Disguise } from './disguise.ts';

/**
 * Values that are hashes of others are the hashes of their placeholders, too: a code challenge still belongs to its
 * verifier (RFC 7636 §4.6), so that a redacted report tells the same of them.
 */
export function keepRelations(disguise: Disguise, exchanges: readonly Exchange[]): void {
  const verifiers = new Set<string>();
  const challenges = new Set<string>();
  for (const { request, response } of exchanges) {
    collect(request.body?.text, 'code_verifier', verifiers);
    collect(request.body?.text, 'code_challenge', challenges);
    collect(request.url, 'code_verifier', verifiers);
    collect(request.url, 'code_challenge', challenges);
    for (const { name, value } of response?.headers ?? [])
      if (name.toLowerCase() === 'location') collect(value, 'code_challenge', challenges);
  }
  if (challenges.size === 0) return;
  for (const verifier of verifiers) {
    for (const challenge of challenges) {
      const placeholder = encodeChallengeLike(challenge, verifier, () => disguise.secret(verifier));
      if (placeholder !== undefined) disguise.preset(challenge, placeholder);
    }
  }
}

const MOST = 50;

function collect(text: string | undefined, name: string, into: Set<string>): void {
  if (text === undefined || into.size >= MOST || !text.includes(name)) return;
  for (const [, value = ''] of text.matchAll(VALUE[name as keyof typeof VALUE])) {
    into.add(value);
    try {
      into.add(decodeURIComponent(value));
    } catch {
      // Not percent-encoded: taken as it stands.
    }
  }
}

const VALUE = {
  code_verifier: /\bcode_verifier"?(?:=|%3D|\s*:\s*")([^&"\s]{20,200})/g,
  code_challenge: /\bcode_challenge"?(?:=|%3D|\s*:\s*")([^&"\s]{20,200})/g,
} as const;
