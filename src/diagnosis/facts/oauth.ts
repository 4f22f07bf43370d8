import type { Body, Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import {
  type AuthorizationRequest,
  type AuthorizationResponse,
  membersOf,
  type Parameters,
  parametersOf,
  readAuthorizationRequest,
  readAuthorizationResponse,
  readTokenRequest,
  readTokenResponse,
  type TokenRequest,
  type TokenResponse,
} from '../../protocol/oauth/messages.ts';

/** What an exchange is in a sign-in by OAuth or OpenID Connect. */
export type OAuthMessage =
  | {
      /** The page, or its frame, goes to the authorization server. */
      readonly kind: 'authorization-request';
      readonly request: AuthorizationRequest;
      /** Where this very answer sends the browser back. */
      readonly answer?: AuthorizationResponse;
    }
  | {
      /** The browser comes back to the client's redirect URI. */
      readonly kind: 'authorization-response';
      readonly response: AuthorizationResponse;
      readonly by: 'query' | 'fragment' | 'form';
    }
  | {
      readonly kind: 'token-request';
      readonly request: TokenRequest;
      /** Absent where the body was not recorded or holds neither token nor error. */
      readonly response?: TokenResponse;
    };

/** Names that every one of these messages has at least one of: a quick look before anything is parsed. */
const TELLTALE = /client_id=|[?&#](?:code|error|id_token|access_token)=/;

/** Reads an exchange as a message of OAuth (RFC 6749); `undefined` for all others. */
export function oauthMessage(exchange: Exchange): OAuthMessage | undefined {
  if (exchange.kind === 'preflight') return undefined;
  const { method, body, url } = exchange.request;
  if (method === 'POST' && body && (body.text.includes('grant_type') || GRANT_IN_URL.test(url))) {
    const request = readTokenRequest(new Map([...grantInUrl(url), ...bodyParameters(body)]));
    if (request) return tokenMessage(request, exchange.response?.body);
  }
  return authorizationMessage(exchange);
}

/** Supabase names the grant in the query, and the rest in a JSON body. */
const GRANT_IN_URL = /[?&]grant_type=([^&#]*)/;

function grantInUrl(url: string): readonly (readonly [string, string])[] {
  const grant = GRANT_IN_URL.exec(url)?.[1];
  return grant === undefined ? [] : [['grant_type', grant]];
}

function tokenMessage(request: TokenRequest, body: Body | undefined): OAuthMessage {
  const response = body && body.encoding === undefined && readTokenResponse(membersOf(body.text));
  return { kind: 'token-request', request, ...(response && { response }) };
}

function authorizationMessage(exchange: Exchange): OAuthMessage | undefined {
  const { url, method, body } = exchange.request;
  const form = method === 'POST' && body && isForm(body) && TELLTALE.test(`&${body.text}`) ? body.text : '';
  if (!form && !TELLTALE.test(url)) return undefined;
  const [, query = '', fragment = ''] = /^[^?#]*(\?[^#]*)?(#.*)?$/s.exec(url) ?? [];
  const request =
    readAuthorizationRequest(parametersOf(query)) ?? readAuthorizationRequest(parametersOf(form));
  if (request) {
    const answer = redirectAnswer(exchange);
    return { kind: 'authorization-request', request, ...(answer && { answer }) };
  }
  for (const [by, text] of [
    ['query', query],
    ['fragment', fragment],
    ['form', form],
  ] as const) {
    const response = text ? readAuthorizationResponse(parametersOf(text)) : undefined;
    if (response) return { kind: 'authorization-response', response, by };
  }
  return undefined;
}

/** The authorization response that a redirect carries in its Location; `undefined` where it carries none. */
export function redirectAnswer({ response }: Exchange): AuthorizationResponse | undefined {
  const location = headerValue(response?.headers ?? [], 'location');
  if (location === undefined || !TELLTALE.test(location)) return undefined;
  const [, query = '', fragment = ''] = /^[^?#]*(\?[^#]*)?(#.*)?$/s.exec(location) ?? [];
  return readAuthorizationResponse(parametersOf(query)) ?? readAuthorizationResponse(parametersOf(fragment));
}

function bodyParameters(body: Body): Parameters {
  if (body.encoding !== undefined) return new Map();
  return /^\s*\{/.test(body.text) ? membersOf(body.text) : parametersOf(body.text);
}

function isForm({ mimeType, encoding }: Body): boolean {
  return encoding === undefined && mimeType.includes('x-www-form-urlencoded');
}
