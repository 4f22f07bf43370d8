import { queryOf, withoutQuery } from '../../exchange/address.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import { readToken } from '../../protocol/jwt/token.ts';
import {
  type AuthorizationResponse,
  parametersOf,
  type TokenResponse,
} from '../../protocol/oauth/messages.ts';
import type { Meaning } from '../dialects/index.ts';
import { oauthSteps } from '../dialects/oauth.ts';
import type { Evidence } from '../engine/cause.ts';
import { query, requestBody, responseBody, responseHeader, url } from '../engine/evidence.ts';
import { APPLICATION_REFUSALS, isSentToErrorPage } from './application-refusal.ts';
import type { Facts } from './facts.ts';
import { type OAuthMessage, redirectAnswer } from './oauth.ts';
import { type Asked, askedInChain, requestsBefore } from './oauth-asked.ts';
import { messageOf } from './server-words.ts';

/** What somebody wrote on refusing a step of a sign-in. */
export interface StepWord {
  readonly meaning: Meaning;
  readonly vendor?: string;
  readonly evidence: Evidence;
}

/** A callback that delivered a code or token, and that the application did not accept. */
export interface RefusedCallback {
  readonly response: AuthorizationResponse;
  readonly by: 'query' | 'fragment' | 'form';
  readonly word?: StepWord;
  /** The application says something that is none of the words we know. */
  readonly saysOtherwise: boolean;
}

const HOPS_AT_MOST = 20;
/** More of a body than this is not an error message. Characters. */
const READ_AT_MOST = 200_000;

/**
 * Reads a callback that the application refused: by its status, or by sending the browser to a page about an error.
 * A crash counts only where it speaks of the sign-in. `undefined` for all others, and for errors of the
 * authorization server itself.
 */
export function refusedCallback(exchange: Exchange, facts: Facts): RefusedCallback | undefined {
  const status = exchange.response?.status ?? 0;
  if (status < 300) return undefined;
  const callback = callbackOf(exchange, facts);
  if (!callback || callback.response.error !== undefined) return undefined;
  const word = stepWord(exchange, facts);
  const isRefused =
    status < 400
      ? isSentToErrorPage(exchange)
      : APPLICATION_REFUSALS.has(status) || (status >= 500 && word !== undefined);
  if (!isRefused) return undefined;
  const saysOtherwise =
    word === undefined && facts.saysOtherwise(exchange, 'oauth-state', 'grant', 'session') !== undefined;
  return { response: callback.response, by: callback.by, ...(word && { word }), saysOtherwise };
}

/** The authorization response that this exchange brings; also one with nothing but a code, at a redirect URI we saw. */
function callbackOf(
  exchange: Exchange,
  facts: Facts,
): Pick<Extract<OAuthMessage, { kind: 'authorization-response' }>, 'response' | 'by'> | undefined {
  const message = facts.oauth(exchange);
  if (message) return message.kind === 'authorization-response' ? message : undefined;
  if (exchange.kind === 'preflight' || !/[?&]code=/.test(exchange.request.url)) return undefined;
  const code = parametersOf(queryOf(exchange.request.url)).get('code');
  const place = withoutQuery(exchange.request.url);
  const isRedirectUri = requestsBefore(exchange, facts).some(
    ({ request }) => request.redirectUri !== undefined && withoutQuery(request.redirectUri) === place,
  );
  return code !== undefined && isRedirectUri ? { response: { code }, by: 'query' } : undefined;
}

/**
 * What the authorization server or the application wrote about state, nonce, issuer, PKCE or grant, and where: in the
 * error's description, on its page, in its JSON, or in the address it sends the browser to.
 */
export function stepWord(exchange: Exchange, facts: Facts): StepWord | undefined {
  const message = facts.oauth(exchange);
  if (message?.kind === 'authorization-response' && message.response.error !== undefined)
    return describedWord(exchange, message);
  const answer = message?.kind === 'authorization-request' ? redirectAnswer(exchange) : undefined;
  if (answer?.errorDescription !== undefined)
    return wordIn(answer.errorDescription, () =>
      responseHeader(exchange, 'Location', { label: 'Sent back with' }),
    );
  if (message?.kind === 'token-request' && message.response?.error !== undefined)
    return answeredWord(exchange, message.response);
  if ((exchange.response?.status ?? 0) >= 400) return bodyWord(exchange);
  return sentWord(exchange, facts);
}

function describedWord(
  exchange: Exchange,
  { response, by }: Extract<OAuthMessage, { kind: 'authorization-response' }>,
): StepWord | undefined {
  const { errorDescription: description } = response;
  if (description === undefined) return undefined;
  return wordIn(description, (mark) => {
    const note = mark.slice(0, 90);
    if (by === 'form') return requestBody(exchange, { note });
    if (by === 'fragment' || !URL.canParse(exchange.request.url)) return url(exchange, { note });
    return query(exchange, 'error_description', { mark });
  });
}

/** Of a token endpoint's answer only error and description speak; the text may hold them escaped. */
function answeredWord(exchange: Exchange, { error, errorDescription }: TokenResponse): StepWord | undefined {
  const shown = shownText(exchange) ?? '';
  return wordIn(`${error ?? ''} ${errorDescription ?? ''}`.slice(0, 4_000), (mark) =>
    responseBody(exchange, shown.includes(mark) ? { mark } : { note: mark.slice(0, 90) }),
  );
}

function bodyWord(exchange: Exchange): StepWord | undefined {
  const text = shownText(exchange);
  return text === undefined ? undefined : wordIn(text, (mark) => responseBody(exchange, { mark }));
}

/** The body's words that fit this pattern. */
export function bodySays(exchange: Exchange, pattern: RegExp): string | undefined {
  return pattern.exec(shownText(exchange) ?? '')?.[0];
}

/** The beginning of the body as a reader sees it, on one line. */
function shownText({ response }: Exchange): string | undefined {
  const body = response?.body;
  if (!body || body.encoding !== undefined) return undefined;
  return messageOf(body.text.slice(0, READ_AT_MOST)).replace(/\s+/g, ' ').trim().slice(0, 4_000);
}

/** The application sends the browser on to a page that says it: in its address, or in its text. */
function sentWord(exchange: Exchange, facts: Facts): StepWord | undefined {
  const location = headerValue(exchange.response?.headers ?? [], 'location');
  if (location === undefined || !isSentToErrorPage(exchange)) return undefined;
  const told = [...parametersOf(queryOf(location)).values()].join(' ').slice(0, 4_000);
  const inAddress = wordIn(told, (mark) => responseHeader(exchange, 'Location', { note: mark.slice(0, 90) }));
  if (inAddress) return inAddress;
  const page = facts.capture.exchanges.find(({ redirectedFromId }) => redirectedFromId === exchange.id);
  return page && bodyWord(page);
}

function wordIn(text: string, at: (mark: string) => Evidence): StepWord | undefined {
  for (const { words, meaning, vendor } of oauthSteps) {
    const mark = words.exec(text)?.[0];
    if (mark !== undefined) return { meaning, evidence: at(mark), ...(vendor !== undefined && { vendor }) };
  }
  return undefined;
}

/**
 * The authorization requests that a callback can be the answer to: the one of its chain of redirects, else all with
 * its state. Empty where the capture holds none.
 */
export function askedFor(callback: Exchange, facts: Facts): readonly Asked[] {
  const chained = askedInChain(callback, facts);
  if (chained) return [chained];
  const state = callbackOf(callback, facts)?.response.state;
  if (state === undefined) return [];
  return requestsBefore(callback, facts).filter(({ request }) => request.state === state);
}

/** The last request before a callback that would come back to the same place; silent ones in frames left aside. */
export function lastAskedAt(callback: Exchange, facts: Facts): Asked | undefined {
  const place = withoutQuery(callback.request.url);
  return requestsBefore(callback, facts).findLast(
    ({ exchange, request }) =>
      exchange.kind === callback.kind &&
      exchange.id !== callback.id &&
      request.redirectUri !== undefined &&
      withoutQuery(request.redirectUri) === place,
  );
}

/** The callbacks that delivered this code until then, in order. */
export function deliveriesOf(code: string, before: Exchange, facts: Facts): readonly Exchange[] {
  if (isMasked(code)) return [];
  return facts
    .oauthExchanges()
    .flatMap(([other, message]) =>
      message.kind === 'authorization-response' &&
      message.response.code === code &&
      other.startedAt <= before.startedAt
        ? [other]
        : [],
    );
}

/** What was asked for the code that a token request redeems; empty where the capture does not show it. */
export function askedForCode(code: string, redemption: Exchange, facts: Facts): readonly Asked[] {
  const delivered = deliveriesOf(code, redemption, facts);
  const found = new Map<string, Asked>();
  for (const callback of delivered)
    for (const asked of askedFor(callback, facts)) found.set(asked.exchange.id, asked);
  return [...found.values()];
}

/**
 * Does it stand for another value, as tools write it that clean files? Two of these are not the same; the placeholders
 * of this program, `redacted` and a hash, are.
 */
export function isMasked(value: string): boolean {
  return (
    /redacted(?![A-Za-z0-9]{8})|removed|masked|hidden|secret|\*\*|…/i.test(value) || /^[xX.•*-]*$/.test(value)
  );
}

/**
 * Do texts of the capture relate as they did on the wire? In a masked file a hash and what it was made from may both be
 * placeholders, and one word may stand for many values; in one that this program wrote they still belong together.
 */
export function valuesAreOriginal({ capture: { source } }: Facts): boolean {
  return source.kind === 'live' || source.credentials !== 'masked';
}

/** An ID token whose nonce is not the one that was asked with. */
export interface NonceFault {
  readonly asked: Asked;
  readonly in: 'token-response' | 'callback';
}

/**
 * An ID token that came in this exchange with a nonce other than that of the authorization request it answers
 * (OpenID Connect Core §3.1.3.7). `undefined` where either is missing or the capture does not join them.
 */
export function nonceFault(exchange: Exchange, facts: Facts): NonceFault | undefined {
  const message = facts.oauth(exchange);
  if (!message || !valuesAreOriginal(facts)) return undefined;
  if (message.kind === 'token-request') {
    const { grantType, code } = message.request;
    if (grantType !== 'authorization_code' || code === undefined) return undefined;
    return faultIn(message.response?.idToken, () => askedForCode(code, exchange, facts), 'token-response');
  }
  if (message.kind !== 'authorization-response') return undefined;
  return faultIn(message.response.idToken, () => askedFor(exchange, facts), 'callback');
}

function faultIn(
  idToken: string | undefined,
  askedBefore: () => readonly Asked[],
  where: NonceFault['in'],
): NonceFault | undefined {
  if (idToken === undefined) return undefined;
  const reading = readToken(idToken);
  const nonce = reading.kind === 'jws' ? reading.claims['nonce'] : undefined;
  if (typeof nonce !== 'string') return undefined;
  const asked = askedBefore();
  const first = asked[0];
  if (!first) return undefined;
  const fits = asked.some(({ request }) => request.nonce === undefined || request.nonce === nonce);
  return fits ? undefined : { asked: asked.at(-1) ?? first, in: where };
}

/** A sign-in that began again by itself as soon as it was done. */
export interface SignInLoop {
  /** The authorization requests, the first of the cycle first. */
  readonly requests: readonly Exchange[];
  /** The callbacks between them. */
  readonly callbacks: readonly Exchange[];
}

/** Milliseconds between a callback and the next request: nobody clicks on a sign-in that fast, twice. */
const BY_ITSELF_MS = 5_000;
/** Request, callback, request, callback, request: once again may be asked for a second factor or another scope. */
const REQUESTS_AT_LEAST = 3;

/**
 * Sign-ins that go round: the same client asks again, by itself, right after each callback that delivered a code. By
 * the id of the exchange that shows it, the third request of the cycle. Silent requests and frames are no part of it.
 */
export function signInLoops(
  messages: readonly (readonly [Exchange, OAuthMessage])[],
  redirectedFrom: (exchange: Exchange) => Exchange | undefined,
): ReadonlyMap<string, SignInLoop> {
  const rounds: Round[] = [];
  const latest = new Map<string, Round>();
  for (const [exchange, message] of messages) {
    if (exchange.kind !== 'navigation') continue;
    if (message.kind === 'authorization-request') {
      const { redirectUri = '', clientId, prompt } = message.request;
      if (prompt === 'none') continue;
      const asker = `${withoutQuery(exchange.request.url)} ${clientId}`;
      const known = latest.get(withoutQuery(redirectUri));
      const continues =
        known && goesOn(known, asker, exchange) && cameByItself(known, exchange, redirectedFrom);
      const round = known && continues ? known : startRound(asker);
      if (round !== known) rounds.push(round);
      round.requests.push(exchange);
      round.lastWish = wishOf(exchange);
      latest.set(withoutQuery(redirectUri), round);
    } else if (message.kind === 'authorization-response' && message.response.code !== undefined) {
      const round = latest.get(withoutQuery(exchange.request.url));
      if (round?.callbacks.length === (round?.requests.length ?? 0) - 1) round?.callbacks.push(exchange);
    }
  }
  return new Map(
    rounds.flatMap((round) => {
      const shown = round.requests[REQUESTS_AT_LEAST - 1];
      return shown ? [[shown.id, round] as const] : [];
    }),
  );
}

interface Round {
  /** Endpoint and client. */
  readonly asker: string;
  readonly requests: Exchange[];
  readonly callbacks: Exchange[];
  /** What the last request wished beyond a sign-in. */
  lastWish: string;
}

function startRound(asker: string): Round {
  return { asker, requests: [], callbacks: [], lastWish: '' };
}

/** More scopes or a second factor are a reason to ask again. The first request of all may have wished for more. */
function goesOn(round: Round, asker: string, next: Exchange): boolean {
  const { requests, callbacks, lastWish } = round;
  const back = callbacks.at(-1);
  if (!back || round.asker !== asker || callbacks.length !== requests.length) return false;
  if (next.startedAt - (back.endedAt ?? back.startedAt) > BY_ITSELF_MS) return false;
  return requests.length < 2 || lastWish === wishOf(next);
}

/**
 * Did this request come from the last callback, by redirects or by a script? Not where somebody clicked or typed an
 * address: a second tab, a restored one, a reload.
 */
function cameByItself(
  { callbacks }: Round,
  next: Exchange,
  redirectedFrom: (exchange: Exchange) => Exchange | undefined,
): boolean {
  const back = callbacks.at(-1);
  let first = next;
  for (let count = 0; count < HOPS_AT_MOST; count += 1) {
    const before = redirectedFrom(first);
    if (!before) break;
    if (before.id === back?.id) return true;
    first = before;
  }
  const { headers } = first.request;
  return headerValue(headers, 'sec-fetch-user') !== '?1' && headerValue(headers, 'sec-fetch-site') !== 'none';
}

/** What a request may differ in because it wants something else than the one before. */
const WISHES = [
  'scope',
  'acr_values',
  'max_age',
  'prompt',
  'claims',
  'resource',
  'audience',
  'organization',
  'login_hint',
  'domain_hint',
  'kc_idp_hint',
  'connection',
];

function wishOf({ request }: Exchange): string {
  const parameters = parametersOf(queryOf(request.url));
  return JSON.stringify(WISHES.map((name) => parameters.get(name)));
}
