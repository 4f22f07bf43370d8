import type { Exchange } from '../../../exchange/exchange.ts';
import type { SamlResponse } from '../../../protocol/saml/messages.ts';
import type { Meaning } from '../../dialects/index.ts';
import type { Evidence } from '../../engine/cause.ts';
import { responseBody, responseHeader, status } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { isSentToErrorPage } from '../../facts/application-refusal.ts';
import type { Facts } from '../../facts/facts.ts';
import { bodyEvidence, type PageWord, textOfBody } from '../../facts/page-words.ts';
import { samlWord } from '../../facts/saml.ts';
import { pageText } from '../../facts/server-words.ts';

/** A response that the service provider did not take, and what it says about it. */
export interface NotTaken {
  readonly response: SamlResponse;
  /** What it says, where that is the matter asked for. */
  readonly word?: PageWord;
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
  const own = samlWord(failing);
  const word = [own, saidAfterwards(failing, facts), facts.saysThat(failing, ...meanings)].find(
    (each) => each && meanings.includes(each.meaning),
  );
  if (!word && (own || facts.saysOtherwise(failing, ...meanings))) return undefined;
  return { response: refusal.response, ...(word && { word }) };
}

/** Many send the person to a page that tells. */
function saidAfterwards(failing: Exchange, facts: Facts): PageWord | undefined {
  const page = isSentToErrorPage(failing) ? facts.redirectedTo(failing) : undefined;
  return page && samlWord(page);
}

/** The answer of whoever refused: its words, else its status. */
export function refusalEvidence(failing: Exchange, word: PageWord | undefined): Evidence {
  if (!word) return status(failing, { note: 'without a reason' });
  if (pageText(textOfBody(failing)).includes(word.mark)) return bodyEvidence(failing, word.mark);
  return status(failing, { note: `then a page that says ${quote(word.mark, 90)}` });
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
  word: PageWord | undefined,
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
