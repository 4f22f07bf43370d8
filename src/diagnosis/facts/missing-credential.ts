import type { Exchange } from '../../exchange/exchange.ts';
import type { Facts } from './facts.ts';
import type { ServerWord } from './server-words.ts';

/** Names the credential itself: a missing token of another kind (CSRF, reset, invitation) is another matter. */
const NAMES_CREDENTIAL =
  /authori[sz]ation|authenticat|credential|bearer|api[ _-]?key|access[ _-]?token|\bjwt\b/i;
/** FastAPI declares headers as parameters: a missing one is a validation error. */
const MISSING_HEADER =
  /"loc":\s{0,4}\[\s{0,4}"header",\s{0,4}"(?:authorization|x-api-key|api-key|x-token)"\s{0,4}\]/i;
/** More of a body than this is no error message. Characters. */
const READ_AT_MOST = 2_000;

/** Tokens of other kinds, which stand in an address. */
const OTHER_TOKEN = /reset|invit|csrf|xsrf|verif|confirm|activat|refresh|captcha|unsubscribe/i;

/** A plain request for data can lack no token of another kind, unless the answer names one. */
function asksForNothingElse({ request, response }: Exchange): boolean {
  if (request.method !== 'GET' || /[?;]/.test(request.url)) return false;
  return !OTHER_TOKEN.test(`${request.url}${(response?.body?.text ?? '').slice(0, READ_AT_MOST)}`);
}

/**
 * The words of a 400 or 422 that says that the credential is missing, where none was seen to go along; `undefined` for
 * every other.
 */
export function saysNoneWasSent(exchange: Exchange, facts: Facts): ServerWord | undefined {
  const { response, id: exchangeId } = exchange;
  if (response?.status !== 400 && response?.status !== 422) return undefined;
  if (facts.authorization(exchange) !== undefined || facts.oauth(exchange)) return undefined;
  const word = facts.saysThat(exchange, 'missing-credential');
  if (response.status === 400 && word && (NAMES_CREDENTIAL.test(word.mark) || asksForNothingElse(exchange)))
    return word;
  const body = response.body?.encoding === undefined ? (response.body?.text ?? '') : '';
  const mark = MISSING_HEADER.exec(body.slice(0, READ_AT_MOST))?.[0];
  return mark === undefined
    ? undefined
    : { meaning: 'missing-credential', at: { part: 'response-body', exchangeId }, mark };
}
