import type { Capture, Exchange, ExchangeId, SignatureCheck } from '../../exchange/exchange.ts';
import { headerValue, headerValues } from '../../exchange/headers.ts';
import {
  type CredentialReading,
  readAuthorization,
  tokenIn,
} from '../../protocol/http-auth/authorization.ts';
import { type Challenge, parseChallenges } from '../../protocol/http-auth/challenges.ts';
import { readToken, type TokenReading } from '../../protocol/jwt/token.ts';
import type { AuthnRequest } from '../../protocol/saml/messages.ts';
import type { Meaning } from '../dialects/index.ts';
import { type CookieFact, type CookieHistory, cookieEvents, cookieFacts, cookieHistory } from './cookies.ts';
import { type CorsFacts, corsFacts } from './cors.ts';
import { type CsrfIssue, csrfIssue } from './csrf-token.ts';
import { type FedcmFailure, fedcmFailure } from './fedcm.ts';
import { type HiddenError, hiddenError } from './hidden-error.ts';
import { memo, memoFor } from './memo.ts';
import { type OAuthMessage, oauthMessage } from './oauth.ts';
import { type SignInLoop, signInLoops } from './oauth-flow.ts';
import { type OAuthRefusal, oauthRefusal } from './oauth-refusal.ts';
import { asksProvider } from './provider.ts';
import { answeredBy, onTheWay, type Responder } from './responder.ts';
import { authnRequestOf, type SamlMessage, type SamlRefusal, samlMessage, samlRefusal } from './saml.ts';
import { type ServerWord, withoutContradiction, wordReader } from './server-words.ts';
import { isSignIn } from './sign-in.ts';
import { type SignInPage, signInPages } from './sign-in-page.ts';
import { tokensBesides } from './socket-token.ts';
import { type TokenLife, tokenLifeOf } from './token-life.ts';

/** Read-only, memoised views over a capture, shared by every cause. */
export interface Facts {
  readonly capture: Capture;
  byId(id: ExchangeId): Exchange | undefined;
  preflightOf(exchange: Exchange): Exchange | undefined;
  /** The hop before, in a redirect chain. */
  redirectedFrom(exchange: Exchange): Exchange | undefined;
  /** The hop after, in a redirect chain. */
  redirectedTo(exchange: Exchange): Exchange | undefined;
  /** Scheme, host and port that were called. */
  api(exchange: Exchange): string;
  /** Everything recorded of that scheme, host and port, in order, preflights included. */
  onApi(exchange: Exchange): readonly Exchange[];
  challenges(exchange: Exchange): readonly Challenge[];
  /** A refusal inside a success; `undefined` for every real success. */
  hiddenError(exchange: Exchange): HiddenError | undefined;
  /** Tokens against forgery that the answer handed to the page. */
  csrfIssue(exchange: Exchange): CsrfIssue | undefined;
  /** The sign-in page that was given in place of an answer. */
  signInPage(exchange: Exchange): SignInPage | undefined;
  /**
   * The status by which the server refused, or had to where it hid the refusal: 401 for a sign-in page and for what
   * some servers say with a status of their own, 401 or 403 for an error inside a success, else as it stood on the wire.
   */
  refusal(exchange: Exchange): number | undefined;
  /** What the server's refusal says, most telling part first. */
  says(exchange: Exchange): readonly ServerWord[];
  /** The first of the server's words with that meaning. */
  saysThat(exchange: Exchange, ...meanings: readonly Meaning[]): ServerWord | undefined;
  /** A reason in the server's own words that is another than these. */
  saysOtherwise(exchange: Exchange, ...meanings: readonly Meaning[]): ServerWord | undefined;
  /** Who wrote the answer, as far as it shows. */
  answeredBy(exchange: Exchange): Responder | undefined;
  /** Proxies, gateways and networks that handed the answer on. */
  onTheWay(exchange: Exchange): readonly Responder[];
  /** The Authorization header as sent; `undefined` where none was recorded. */
  authorization(exchange: Exchange): string | undefined;
  credential(exchange: Exchange): CredentialReading | undefined;
  /** The token inside the Authorization header, or of a header or connection made for it, read where it can be. */
  token(exchange: Exchange): SentToken | undefined;
  /** What checking its token and proof with keys came to; `undefined` where nothing was checked. */
  signature(exchange: Exchange): SignatureCheck | undefined;
  /** How the capture's tokens came, were renewed and were given back. */
  tokenLife(): TokenLife;
  /** Could this source have shown an Authorization header? */
  sawAuthorization(exchange: Exchange): boolean;
  /** By the server's own clock, milliseconds since the epoch; from its Date header. */
  serverTime(exchange: Exchange): number | undefined;
  /** When the request was judged: the server's clock where known, else this computer's. Milliseconds. */
  judgedAt(exchange: Exchange): number;
  /** Milliseconds by which the server's clock is ahead of this computer's; `undefined` where unknown. */
  serverAhead(exchange: Exchange): number | undefined;
  cors(exchange: Exchange): CorsFacts | undefined;
  /** What it is in a sign-in by OAuth or OpenID Connect; `undefined` for everything else. */
  oauth(exchange: Exchange): OAuthMessage | undefined;
  /** Every exchange of the capture that is such a message, in order. */
  oauthExchanges(): readonly (readonly [Exchange, OAuthMessage])[];
  /** How an authorization server, or the application that asked it, refused; `undefined` where nobody did. */
  oauthRefusal(exchange: Exchange): OAuthRefusal | undefined;
  /** How it ended a sign-in by the browser itself (FedCM); `undefined` where it did not. */
  fedcmFailure(exchange: Exchange): FedcmFailure | undefined;
  /** What it is in a sign-in by SAML; `undefined` for everything else. */
  saml(exchange: Exchange): SamlMessage | undefined;
  /** Every exchange of the capture that is such a message, in order. */
  samlExchanges(): readonly Exchange[];
  /** How a sign-in by SAML was refused here; `undefined` where it was not. */
  samlRefusal(exchange: Exchange): SamlRefusal | undefined;
  /** Every AuthnRequest of the capture, with the exchange that carries it or sends the browser on with it, in order. */
  authnRequests(): readonly (readonly [Exchange, AuthnRequest])[];
  /** Every request of the capture for a token, for keys or for metadata of an identity provider, in order. */
  providerRequests(): readonly Exchange[];
  /** The sign-in that goes round and round, where this exchange is the one that shows it. */
  signInLoop(exchange: Exchange): SignInLoop | undefined;
  cookies(exchange: Exchange): readonly CookieFact[];
  /** What happened before this request to the cookies of its host. */
  cookieHistory(exchange: Exchange): CookieHistory;
  /** Answers that signed somebody in, on hosts that can share cookies with this one, in order. */
  signIns(exchange: Exchange): readonly Exchange[];
  /** One request for each distinct Authorization header that this API accepted, the last with each. */
  acceptedOn(exchange: Exchange): readonly Exchange[];
  /** What the accepted tokens say in that claim, each as JSON, without repeats. */
  acceptedClaims(exchange: Exchange, name: string): readonly string[];
  /** Requests to the same API that succeeded with the very credential (Authorization, else Cookie) of this one, in order. */
  acceptedWith(exchange: Exchange): readonly Exchange[];
  /** Answers of the same API that carried Access-Control-Allow-Origin, in order. */
  answeredWithCors(exchange: Exchange): readonly Exchange[];
  /** Requests with the same method and URL, this one included, in order. */
  again(exchange: Exchange): readonly Exchange[];
}

export interface SentToken {
  readonly text: string;
  readonly reading: TokenReading;
}

/** The server's Date has whole seconds, and the answer travels: smaller differences mean nothing. */
export const CLOCK_GRAIN_MS = 1_500;

/** Says nothing beyond the refusal itself, so contradicts no explanation. */
const GENERIC: ReadonlySet<Meaning> = new Set(['invalid-token', 'forbidden']);

export function factsOver(capture: Capture): Facts {
  const { exchanges, jar } = capture;
  const once = memoFor<Exchange>();
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const byPrevious = new Map(exchanges.map((exchange) => [exchange.redirectedFromId, exchange]));

  const find = (id: ExchangeId | undefined) => (id === undefined ? undefined : byId.get(id));
  const preflightOf = (exchange: Exchange) => find(exchange.preflightId);
  const api = once((exchange: Exchange) => originOf(exchange.request.url));
  const byApi = groupBy(exchanges, api);
  const partOfApi = memo(registrablePart);
  const hostGroup = (exchange: Exchange) => partOfApi(api(exchange));
  const byHost = groupBy(exchanges, hostGroup);
  const onApi = (exchange: Exchange) => byApi.get(api(exchange)) ?? [];
  const authorization = (exchange: Exchange) => headerValue(exchange.request.headers, 'authorization');
  const challenges = once((exchange: Exchange) =>
    parseChallenges(headerValues(exchange.response?.headers ?? [], 'www-authenticate')),
  );
  const hidden = once(hiddenError);
  const signIn = once((exchange: Exchange) => signInPageOf(capture)(exchange));
  const wordsOf = wordReader();
  const says = once((exchange: Exchange) =>
    withoutContradiction(wordsOf(exchange, challenges(exchange), hidden(exchange))),
  );
  const readCredential = memo(readAuthorization);
  const credential = once((exchange: Exchange) => {
    const value = authorization(exchange);
    return value === undefined ? undefined : readCredential(value);
  });
  const readTokenOnce = memo(readToken);
  const token = once((exchange: Exchange): SentToken | undefined => {
    const text = tokenIn(credential(exchange)) ?? connectTokens(capture)(exchange);
    return text === undefined ? undefined : { text, reading: readTokenOnce(text) };
  });
  const serverTime = once((exchange: Exchange) => {
    const { response } = exchange;
    if (!response || response.answeredBy || headerValue(response.headers, 'age') !== undefined)
      return undefined;
    const time = Date.parse(headerValue(response.headers, 'date') ?? '');
    return Number.isNaN(time) ? undefined : time;
  });
  const oauth = once(oauthMessage);
  const connectTokens = memo(({ exchanges: all }: Capture) => tokensBesides(all));
  const signInPageOf = memo(({ exchanges: all }: Capture) => signInPages(all, find, oauth));
  const oauthExchanges = memo((all: readonly Exchange[]) =>
    all.flatMap((exchange) => {
      const message = oauth(exchange);
      return message ? [[exchange, message] as const] : [];
    }),
  );
  const saml = once(samlMessage);
  const samlExchanges = memo((all: readonly Exchange[]) =>
    all.filter((exchange) => saml(exchange) !== undefined),
  );
  const authnRequests = memo((all: readonly Exchange[]) =>
    all.flatMap((exchange) => {
      const request = authnRequestOf(exchange, saml(exchange));
      return request ? [[exchange, request] as const] : [];
    }),
  );
  const tokenLife = memo((all: readonly Exchange[]) => tokenLifeOf(all, { oauth, token }));
  const providerRequests = memo((all: readonly Exchange[]) =>
    all.filter((exchange) => asksProvider(exchange, oauth(exchange))),
  );
  const loops = memo((all: readonly Exchange[]) =>
    signInLoops(oauthExchanges(all), ({ redirectedFromId }) => find(redirectedFromId)),
  );
  const eventsOf = memo(cookieEvents);
  const history = once((exchange: Exchange) =>
    cookieHistory(eventsOf(byHost.get(hostGroup(exchange)) ?? []), exchange.startedAt),
  );
  /** A success that holds a refusal, and a sign-in page in an answer's place, accepted nothing. */
  const wasAccepted = (exchange: Exchange): boolean => {
    if (exchange.kind === 'preflight' || !wasSuccess(exchange) || hidden(exchange)) return false;
    const before = find(exchange.redirectedFromId);
    return !signIn(exchange) && !(before && signIn(before));
  };
  const signInsAmong = memo((all: readonly Exchange[]) => all.filter(isSignIn));
  const indexOf = memo((all: readonly Exchange[]) => indexApi(all, wasAccepted));
  const index = (exchange: Exchange) => indexOf(onApi(exchange));
  const acceptedClaims = memo(({ accepted }: ApiIndex) => {
    const byName = new Map<string, readonly string[]>();
    return (name: string) => {
      const known = byName.get(name) ?? distinctClaims(accepted.map(token), name);
      byName.set(name, known);
      return known;
    };
  });

  const facts: Facts = {
    capture,
    byId: (id) => byId.get(id),
    preflightOf,
    redirectedFrom: (exchange) => find(exchange.redirectedFromId),
    redirectedTo: ({ id }) => byPrevious.get(id),
    api,
    onApi,
    challenges,
    hiddenError: hidden,
    signInPage: signIn,
    refusal: (exchange) => {
      const error = hidden(exchange);
      if (error) return error.means === 'forbidden' ? 403 : 401;
      const status = exchange.response?.status;
      return signIn(exchange) || status === 440 || status === 498 ? 401 : status;
    },
    says,
    saysThat: (exchange, ...meanings) => says(exchange).find(({ meaning }) => meanings.includes(meaning)),
    saysOtherwise: (exchange, ...meanings) =>
      says(exchange).find(({ meaning }) => !meanings.includes(meaning) && !GENERIC.has(meaning)),
    answeredBy: once((exchange: Exchange) => answeredBy(exchange, says(exchange))),
    onTheWay: once((exchange: Exchange) => onTheWay(exchange, says(exchange))),
    authorization,
    credential,
    token,
    signature: ({ id }) => capture.signatures?.[id],
    tokenLife: () => tokenLife(exchanges),
    sawAuthorization: ({ blindSpots }) =>
      !blindSpots.includes('authorization') && !blindSpots.includes('request-headers'),
    serverTime,
    judgedAt: (exchange) => serverTime(exchange) ?? exchange.endedAt ?? exchange.startedAt,
    serverAhead: (exchange) => {
      const time = serverTime(exchange);
      return time === undefined ? undefined : clockDifference(exchange, time);
    },
    csrfIssue: once(csrfIssue),
    cors: once((exchange: Exchange) => corsFacts(exchange, preflightOf(exchange))),
    oauth,
    oauthExchanges: () => oauthExchanges(exchanges),
    oauthRefusal: once((exchange: Exchange) => oauthRefusal(exchange, facts)),
    fedcmFailure: once((exchange: Exchange) => fedcmFailure(exchange, facts)),
    saml,
    samlExchanges: () => samlExchanges(exchanges),
    samlRefusal: once((exchange: Exchange) => samlRefusal(exchange, facts)),
    authnRequests: () => authnRequests(exchanges),
    providerRequests: () => providerRequests(exchanges),
    signInLoop: ({ id }) => loops(exchanges).get(id),
    cookies: once((exchange: Exchange) => cookieFacts(exchange, history(exchange), jar)),
    cookieHistory: history,
    signIns: (exchange) => signInsAmong(byHost.get(hostGroup(exchange)) ?? []),
    acceptedOn: (exchange) => index(exchange).accepted,
    acceptedClaims: (exchange, name) => acceptedClaims(index(exchange))(name),
    acceptedWith: (exchange) => index(exchange).byCredential.get(credentialText(exchange) ?? '') ?? [],
    answeredWithCors: (exchange) => index(exchange).withCors,
    again: (exchange) =>
      (index(exchange).byUrl.get(exchange.request.url) ?? []).filter(
        ({ request }) => request.method === exchange.request.method,
      ),
  };
  return facts;
}

interface ApiIndex {
  readonly accepted: readonly Exchange[];
  readonly byCredential: ReadonlyMap<string, readonly Exchange[]>;
  readonly withCors: readonly Exchange[];
  readonly byUrl: ReadonlyMap<string, readonly Exchange[]>;
}

/** Goes once through everything recorded of an API, so that no cause has to. */
function indexApi(exchanges: readonly Exchange[], wasAccepted: (exchange: Exchange) => boolean): ApiIndex {
  const succeeded = exchanges.filter(wasAccepted);
  return {
    accepted: lastOfEach(succeeded, ({ request }) => headerValue(request.headers, 'authorization')),
    byCredential: groupBy(
      succeeded.filter((exchange) => credentialText(exchange) !== undefined),
      (exchange) => credentialText(exchange) ?? '',
    ),
    withCors: exchanges.filter(
      ({ response }) =>
        response && headerValue(response.headers, 'access-control-allow-origin') !== undefined,
    ),
    byUrl: groupBy(exchanges, ({ request }) => request.url),
  };
}

function distinctClaims(tokens: readonly (SentToken | undefined)[], name: string): string[] {
  const values = tokens.flatMap((sent) => {
    if (sent?.reading.kind !== 'jws' || !Object.hasOwn(sent.reading.claims, name)) return [];
    return [JSON.stringify(sent.reading.claims[name])];
  });
  return [...new Set(values)];
}

function wasSuccess({ response, failure }: Exchange): boolean {
  return response !== undefined && failure === undefined && response.status >= 200 && response.status < 300;
}

function credentialText({ request }: Exchange): string | undefined {
  return headerValue(request.headers, 'authorization') ?? headerValue(request.headers, 'cookie');
}

/** 0 where the server's clock stood anywhere between the start and the end of the exchange. */
function clockDifference(exchange: Exchange, serverTime: number): number {
  const from = exchange.startedAt - CLOCK_GRAIN_MS;
  const to = (exchange.endedAt ?? exchange.startedAt) + CLOCK_GRAIN_MS;
  if (serverTime < from) return serverTime - exchange.startedAt;
  if (serverTime > to) return serverTime - (exchange.endedAt ?? exchange.startedAt);
  return 0;
}

function originOf(url: string): string {
  const end = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0];
  return (end ?? url)
    .replace(/^ws/i, 'http')
    .replace(/\/\/[^/@]*@/, '//')
    .toLowerCase();
}

/** Hosts that can share cookies have the same last two labels: coarse on purpose, storing decides exactly. */
function registrablePart(url: string): string {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(url)?.[1] ?? '';
  return host.split('.').slice(-2).join('.').toLowerCase();
}

function lastOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string | undefined): Item[] {
  const last = new Map(items.map((item) => [keyOf(item), item]));
  last.delete(undefined);
  return [...last.values()];
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
