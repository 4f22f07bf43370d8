import type { Exchange } from '../../../exchange/exchange.ts';
import type { Meaning } from '../../dialects/index.ts';
import type { Confidence, Evidence, Found } from '../../engine/cause.ts';
import { present, query, status } from '../../engine/evidence.ts';
import { quote, shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Asked } from '../../facts/oauth-asked.ts';
import type { OAuthRefusal } from '../../facts/oauth-refusal.ts';

/** The refusal of this exchange, if that is what the server means by it. */
export function refusedFor(meaning: Meaning, failing: Exchange, facts: Facts): OAuthRefusal | undefined {
  const refusal = facts.oauthRefusal(failing);
  return refusal?.meaning === meaning ? refusal : undefined;
}

/** Whoever refused, as people call it: `idp.test`. */
export function serverOf(failing: Exchange, refusal: OAuthRefusal): string {
  const came = refusal.by === 'callback' || refusal.by === 'client';
  if (came && !refusal.asked) return 'The authorization server';
  return shownHost(refusal.asked?.exchange ?? failing);
}

/** `The authorization server` elsewhere than at the start; names of hosts as they are. */
export function withinSentence(server: string): string {
  return server.startsWith('The ') ? `the ${server.slice(4)}` : server;
}

/** The client that asked, in quotes; `undefined` where no message names it. */
export function clientOf(failing: Exchange, refusal: OAuthRefusal, facts: Facts): string | undefined {
  const message = facts.oauth(failing);
  const own = message?.kind === 'token-request' ? message.request.clientId : undefined;
  const id = own ?? refusal.asked?.request.clientId;
  return id === undefined || id === '' ? undefined : quote(id, 60);
}

/** A code of the server, or its vendor's own message, leaves no doubt; words of an application about it leave some. */
export function confidenceIn(refusal: OAuthRefusal): Confidence {
  if (!refusal.isPlain) return 'likely';
  return refusal.by === 'client' && refusal.error === undefined ? 'likely' : 'certain';
}

/** Second line of the row: the code and what the server adds to it. */
export function lineOf({ error, description }: OAuthRefusal): string {
  if (description === undefined || description === error)
    return `The server answers ${quote(error ?? 'an error', 60)}`;
  return error === undefined ? quote(description, 140) : `${error.slice(0, 60)}: ${quote(description, 140)}`;
}

/** Where the server says it, and what was asked of it. */
export function evidenceOf(
  failing: Exchange,
  { evidence, asked }: OAuthRefusal,
  ...parameters: readonly string[]
): Found['evidence'] {
  const answered = evidence.at.part !== 'status' && failing.response ? status(failing) : undefined;
  return present(evidence, ...parameters.map((name) => askedParameter(asked, name)), answered);
}

/** A parameter of the authorization request, where it stands in its URL. */
export function askedParameter(asked: Asked | undefined, name: string): Evidence | undefined {
  if (!asked || !URL.canParse(asked.exchange.request.url)) return undefined;
  const { searchParams } = new URL(asked.exchange.request.url);
  return searchParams.has(name) ? query(asked.exchange, name) : undefined;
}
