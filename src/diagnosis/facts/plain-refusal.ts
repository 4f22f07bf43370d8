import type { Exchange } from '../../exchange/exchange.ts';
import { isMembers, textsOf } from './refusal-words.ts';

/** What servers and frameworks write where nobody wrote anything. */
const PLAIN = /^(?:40[13])?[\s:-]{0,3}(?:forbidden|access denied|unauthorized)?[.!]?$/i;
/** More of a body than this is a message. Characters. */
const READ_AT_MOST = 1_000;

/** Does a refusal say no more than its status does? Not where its body was not recorded. */
export function saysNoMore({ response, blindSpots }: Exchange): boolean {
  if (!response || blindSpots.includes('response-body') || response.body?.encoding !== undefined)
    return false;
  const text = response.body?.text.trim() ?? '';
  if (text.length > READ_AT_MOST) return false;
  if (!text.startsWith('{')) return PLAIN.test(text);
  try {
    const answer: unknown = JSON.parse(text);
    return isMembers(answer) && textsOf(answer).every((each) => PLAIN.test(each));
  } catch {
    return false;
  }
}
