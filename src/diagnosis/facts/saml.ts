import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import { parametersOf } from '../../protocol/oauth/messages.ts';
import { decodeSaml } from '../../protocol/saml/binding.ts';
import {
  type AuthnRequest,
  type SamlMessage as Message,
  readSaml,
  type SamlResponse,
} from '../../protocol/saml/messages.ts';
import { oauthErrors } from '../dialects/oauth-errors.ts';
import { saml } from '../dialects/saml.ts';
import type { Evidence } from '../engine/cause.ts';
import { requestBody, url } from '../engine/evidence.ts';
import { isSentToErrorPage } from './application-refusal.ts';
import type { Facts } from './facts.ts';
import { entraPageError } from './oauth-refusal.ts';
import { type PageWord, textOfBody } from './page-words.ts';
import { pageText, wordsIn } from './server-words.ts';

/** A message of SAML web browser SSO that the browser carries, and how. */
export type SamlMessage = Message & { readonly by: 'query' | 'form' };

/** How a sign-in by SAML was refused. */
export type SamlRefusal =
  | {
      /** The identity provider answered with a status other than success. */
      readonly by: 'status';
      readonly response: SamlResponse;
    }
  | {
      /** The service provider did not take the answer. */
      readonly by: 'service-provider';
      readonly response: SamlResponse;
    }
  | {
      /** The identity provider did not take the request, and showed a page. */
      readonly by: 'identity-provider';
      readonly request: AuthnRequest;
      /** What the page holds for its script only. */
      readonly scripted?: string;
    };

/** Reads an exchange as a message of SAML; `undefined` for all others. */
export function samlMessage({ kind, request }: Exchange): SamlMessage | undefined {
  if (kind === 'preflight') return undefined;
  const { body } = request;
  if (request.method === 'POST' && body && body.encoding === undefined && body.text.includes('SAMLRe')) {
    const message = messageIn(body.text);
    if (message) return { ...message, by: 'form' };
  }
  const query = request.url.indexOf('?');
  if (query < 0 || !request.url.includes('SAMLRe', query)) return undefined;
  const message = messageIn(request.url.slice(query).replace(/#.*$/s, ''));
  return message && { ...message, by: 'query' };
}

function messageIn(encoded: string): Message | undefined {
  const parameters = parametersOf(encoded);
  const value = parameters.get('SAMLResponse') ?? parameters.get('SAMLRequest');
  const xml = value === undefined ? undefined : decodeSaml(value);
  return xml === undefined ? undefined : readSaml(xml);
}

/** The AuthnRequest that an exchange carries, or sends the browser on with. */
export function authnRequestOf(
  exchange: Exchange,
  message: SamlMessage | undefined,
): AuthnRequest | undefined {
  if (message?.kind === 'request') return message.request;
  const location = headerValue(exchange.response?.headers ?? [], 'location') ?? '';
  const query = location.indexOf('?');
  if (query < 0 || !location.includes('SAMLRequest=', query)) return undefined;
  const sent = messageIn(location.slice(query));
  return sent?.kind === 'request' ? sent.request : undefined;
}

/** The request that a response answers, where it was recorded. */
export function answeredRequest(
  exchange: Exchange,
  { inResponseTo }: SamlResponse,
  facts: Facts,
): AuthnRequest | undefined {
  if (inResponseTo === undefined) return undefined;
  return facts
    .authnRequests()
    .findLast(([asked, { id }]) => id === inResponseTo && asked.startedAt <= exchange.startedAt)?.[1];
}

/** Reads how a sign-in by SAML was refused; `undefined` where it was not. */
export function samlRefusal(exchange: Exchange, facts: Facts): SamlRefusal | undefined {
  const message = facts.saml(exchange);
  if (!message || !exchange.response) return undefined;
  const { status } = exchange.response;
  const refused = (status >= 400 && status < 500) || status === 500;
  if (message.kind === 'request') {
    const { request } = message;
    const scripted = entraPageError(textOfBody(exchange));
    if (scripted !== undefined) return { by: 'identity-provider', request, scripted };
    // A challenge offers the computer’s own sign-in (Negotiate), which is no refusal.
    if (facts.challenges(exchange).length > 0) return undefined;
    return refused && (status < 500 || samlWord(exchange)) ? { by: 'identity-provider', request } : undefined;
  }
  const { response } = message;
  // NoPassive answers a question that forbade a page: nobody is signed in, which is no failure.
  if (!isSuccess(response) && !response.status.includes('NoPassive')) return { by: 'status', response };
  return refused || isSentToErrorPage(exchange) ? { by: 'service-provider', response } : undefined;
}

/** A status that could not be read is not held against anybody. */
function isSuccess({ status }: SamlResponse): boolean {
  return status.length === 0 || status[0] === 'Success';
}

/** What the page of a service provider or identity provider says, by the words of SAML and of sign-ins. */
export function samlWord(exchange: Exchange): PageWord | undefined {
  return wordsIn(pageText(textOfBody(exchange)), [...saml, ...oauthErrors]);
}

/** Where the message stands. */
export function samlEvidence(exchange: Exchange, facts: Facts, label: string, note: string): Evidence {
  const place = facts.saml(exchange)?.by === 'query' ? url : requestBody;
  return place(exchange, { label, note });
}
