import type { Exchange } from '../../../exchange/exchange.ts';
import type { SamlResponse } from '../../../protocol/saml/messages.ts';
import type { Meaning } from '../../dialects/index.ts';
import type { Evidence } from '../../engine/cause.ts';
import { responseBody, responseHeader, said, status } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { isSentToErrorPage } from '../../facts/oauth-refusal.ts';
import type { ServerWord } from '../../facts/server-words.ts';

/** A response that the service provider did not take, and what it says about it. */
export interface NotTaken {
  readonly response: SamlResponse;
  /** What it says, where that is the matter asked for. */
  readonly word?: ServerWord;
}

/**
 * The response that was refused here, unless the service provider gives a reason other than these meanings.
 */
export function notTaken(
  failing: Exchange,
  facts: Facts,
  ...meanings: readonly Meaning[]
): NotTaken | undefined {
  const refusal = facts.samlRefusal(failing);
  if (refusal?.by !== 'service-provider') return undefined;
  const word = facts.saysThat(failing, ...meanings) ?? saidAfterwards(failing, facts, meanings);
  if (!word && facts.saysOtherwise(failing, ...meanings)) return undefined;
  return { response: refusal.response, ...(word && { word }) };
}

/** Many send the person to a page that tells; a sign-in page there says much else, so only what is asked for counts. */
function saidAfterwards(
  failing: Exchange,
  facts: Facts,
  meanings: readonly Meaning[],
): ServerWord | undefined {
  const page = isSentToErrorPage(failing) ? facts.redirectedTo(failing) : undefined;
  return page && facts.saysThat(page, ...meanings);
}

/** The answer of whoever refused: its words, else its status. */
export function refusalEvidence(failing: Exchange, word: ServerWord | undefined): Evidence {
  return word ? said(word) : status(failing, { note: 'without a reason' });
}

/** By whose clock times are judged. */
export function clockEvidence(failing: Exchange, facts: Facts): Evidence | undefined {
  if (facts.serverTime(failing) === undefined) return undefined;
  return responseHeader(failing, 'Date', { label: 'Server Date' });
}

/** What stands on the identity provider’s page that refuses a request. */
export function pageEvidence(
  failing: Exchange,
  scripted: string | undefined,
  word: ServerWord | undefined,
): Evidence {
  if (scripted !== undefined) return responseBody(failing, { note: scripted.slice(0, 90) });
  return refusalEvidence(failing, word);
}

/** Nothing of the assertion can be read here: whether it is the reason must be asked of those who can. */
export function isUnreadable({ isEncrypted, assertions }: SamlResponse): boolean {
  return isEncrypted && assertions.length === 0;
}

export const ENCRYPTED =
  'The assertion is encrypted: the application’s own log has the reason, or the identity provider’s with the values it wrote';
