import type { Exchange } from '../../../exchange/exchange.ts';
import type { TokenRequest, TokenResponse } from '../../../protocol/oauth/messages.ts';
import type { Confidence, Evidence } from '../../engine/cause.ts';
import { query, requestBody, url } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Asked } from '../../facts/oauth-asked.ts';
import { type RefusedCallback, refusedCallback, type StepWord } from '../../facts/oauth-flow.ts';

/** A vendor's own message leaves no doubt what is meant; words that many share leave some. */
export function confidenceOf(word: StepWord): Confidence {
  return word.vendor === undefined ? 'likely' : 'certain';
}

/** A parameter of an authorization request, where it stands in the URL; else the URL. */
export function askedWith({ exchange }: Asked, name: string, note?: string): Evidence {
  return parameterIn(exchange, name, { label: `Request ${name}`, ...(note !== undefined && { note }) });
}

/** A parameter that the callback brought, where it stands. */
export function broughtBy(
  callback: Exchange,
  { by }: Pick<RefusedCallback, 'by'>,
  name: string,
  note?: string,
): Evidence {
  const extra = { label: `Callback ${name}`, ...(note !== undefined && { note }) };
  if (by === 'form') return requestBody(callback, extra);
  return by === 'fragment' ? url(callback, extra) : parameterIn(callback, name, extra);
}

function parameterIn(exchange: Exchange, name: string, extra: Partial<Evidence>): Evidence {
  const { url: address } = exchange.request;
  const stands = URL.canParse(address) && new URL(address).searchParams.has(name);
  return stands ? query(exchange, name, extra) : url(exchange, extra);
}

/** A request to a token endpoint that was answered with a no. */
export interface RefusedRedemption {
  readonly request: TokenRequest;
  readonly response?: TokenResponse;
}

/**
 * Reads a token request that the server refused for the grant: `invalid_grant`, the vague `invalid_request`, or
 * no code at all. `undefined` where the server names another reason (RFC 6749 §5.2).
 */
export function refusedRedemption(failing: Exchange, facts: Facts): RefusedRedemption | undefined {
  const message = facts.oauth(failing);
  const status = failing.response?.status ?? 0;
  if (message?.kind !== 'token-request') return undefined;
  const { request, response } = message;
  if (response?.error === undefined ? status < 400 || status > 499 : !OF_THE_GRANT.has(response.error))
    return undefined;
  return { request, ...(response && { response }) };
}

/** GitHub and Slack have codes of their own. */
const OF_THE_GRANT: ReadonlySet<string> = new Set([
  'invalid_grant',
  'invalid_request',
  'bad_verification_code',
  'code_already_used',
  'invalid_code',
]);

/** Did somebody say no here: the authorization server, at either endpoint, or the application at its callback? */
export function isRefusedStep(failing: Exchange, facts: Facts): boolean {
  const message = facts.oauth(failing);
  switch (message?.kind) {
    case 'authorization-request':
      return (failing.response?.status ?? 0) >= 400 || message.answer?.error !== undefined;
    case 'authorization-response':
      return message.response.error !== undefined || refusedCallback(failing, facts) !== undefined;
    case 'token-request':
      return (failing.response?.status ?? 0) >= 400 || message.response?.error !== undefined;
    default:
      return refusedCallback(failing, facts) !== undefined;
  }
}
