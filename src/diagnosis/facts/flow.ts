import { pathOf } from '../../exchange/address.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { Facts } from './facts.ts';
import type { OAuthMessage } from './oauth.ts';

/** How a request came about: its redirects, its preflight, the sign-in or the token answer that it rests on. */
export interface Flow {
  /** The servers that were asked, in order of the first request to each. */
  readonly servers: readonly FlowServer[];
  readonly steps: readonly FlowStep[];
}

export interface FlowServer {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly role: 'api' | 'application' | 'identity provider' | 'server';
}

export interface FlowStep {
  readonly exchange: Exchange;
  /** Place of its server in `servers`. */
  readonly to: number;
  readonly request: string;
  /** What it carries, by name: nothing in it is a secret. */
  readonly carries: readonly string[];
  readonly answer: string;
  readonly outcome: 'passed' | 'failed' | 'unknown';
  /** The request whose flow this is. */
  readonly isSubject: boolean;
}

/** Milliseconds: a person types a password, looks for a phone. */
const SIGN_IN_AT_MOST_MS = 10 * 60_000;
/** Milliseconds: what follows a request by itself. */
const SOON_AFTER_MS = 5_000;
/** More cannot be read at a glance. */
const STEPS_AT_MOST = 24;

/** The flow that ends in, or passes through, this request. */
export function flowOf(subject: Exchange, facts: Facts): Flow {
  const chain = chainOf(subject, facts);
  const around = [
    ...chain,
    ...(isOfSignIn(chain, facts) ? signInAround(subject, facts) : tokenAnswerFor(subject, facts)),
  ];
  const inOrder = [...new Set(around)]
    .filter(({ kind }) => kind !== 'preflight' || subject.kind === 'preflight')
    .sort((a, b) => a.startedAt - b.startedAt);
  // Chromium dates a request before the preflight that goes ahead of it.
  const withPreflights = inOrder.flatMap((each) => [facts.preflightOf(each) ?? [], each].flat());
  const shown = lastBut(withPreflights, subject);
  const origins = [...new Set(shown.map(facts.api))];
  return {
    servers: origins.map((origin) => ({
      origin,
      role: roleOf(
        shown.filter((each) => facts.api(each) === origin),
        subject,
        facts,
      ),
    })),
    steps: shown.map((exchange) => stepOf(exchange, origins.indexOf(facts.api(exchange)), subject, facts)),
  };
}

/** All hops of its redirects, the first first. */
function chainOf(exchange: Exchange, facts: Facts): readonly Exchange[] {
  const before = follow(exchange, facts.redirectedFrom);
  return [...before.toReversed(), exchange, ...follow(exchange, facts.redirectedTo)];
}

function follow(start: Exchange, next: (exchange: Exchange) => Exchange | undefined): Exchange[] {
  const seen = new Set([start]);
  for (let at = next(start); at && !seen.has(at) && seen.size <= STEPS_AT_MOST; at = next(at)) seen.add(at);
  return [...seen].slice(1);
}

function isOfSignIn(chain: readonly Exchange[], facts: Facts): boolean {
  return chain.some(
    (each) => facts.oauth(each) !== undefined || facts.saml(each) !== undefined || facts.signInPage(each),
  );
}

function signInAround(subject: Exchange, facts: Facts): readonly Exchange[] {
  const from = subject.startedAt - SIGN_IN_AT_MOST_MS;
  const until = (subject.endedAt ?? subject.startedAt) + SOON_AFTER_MS;
  const messages = [
    ...facts.oauthExchanges().map(([exchange]) => exchange),
    ...facts.authnRequests().map(([exchange]) => exchange),
    ...facts.samlExchanges(),
  ];
  return messages
    .filter(({ startedAt }) => startedAt >= from && startedAt <= until)
    .flatMap((each) => chainOf(each, facts));
}

/** Where the token that it carries came from. */
function tokenAnswerFor(subject: Exchange, facts: Facts): readonly Exchange[] {
  const text = facts.token(subject)?.text;
  if (text === undefined) return [];
  const issued = facts
    .tokenLife()
    .issued.findLast((each) => each.text === text && each.by.startedAt <= subject.startedAt);
  return issued ? chainOf(issued.by, facts) : [];
}

/** The latest, and the subject in any case. */
function lastBut(inOrder: readonly Exchange[], subject: Exchange): readonly Exchange[] {
  const until = Math.max(inOrder.indexOf(subject) + 1, STEPS_AT_MOST);
  return inOrder.slice(Math.max(0, until - STEPS_AT_MOST), until);
}

function roleOf(exchanges: readonly Exchange[], subject: Exchange, facts: Facts): FlowServer['role'] {
  const messages = exchanges.map(facts.oauth);
  const isProvider =
    messages.some(
      (message) => message?.kind === 'authorization-request' || message?.kind === 'token-request',
    ) || exchanges.some((each) => facts.saml(each)?.kind === 'request');
  if (isProvider) return 'identity provider';
  if (messages.some((message) => message?.kind === 'authorization-response')) return 'application';
  if (exchanges.some((each) => facts.saml(each)?.kind === 'response')) return 'application';
  if (exchanges.some(({ kind }) => kind === 'navigation' || kind === 'frame')) return 'application';
  return exchanges.includes(subject) ? 'api' : 'server';
}

function stepOf(exchange: Exchange, to: number, subject: Exchange, facts: Facts): FlowStep {
  const { request, response, failure } = exchange;
  const status = response?.status;
  const failed = failure !== undefined || (status !== undefined && status >= 400) || exchange === subject;
  return {
    exchange,
    to,
    request: `${request.method} ${shortened(pathOf(request.url) || '/')}`,
    carries: carriedBy(exchange, facts),
    answer: answerOf(exchange, facts.preflightOf(exchange)),
    outcome: failed ? 'failed' : status === undefined ? 'unknown' : 'passed',
    isSubject: exchange === subject,
  };
}

function answerOf({ response, failure, request }: Exchange, preflight: Exchange | undefined): string {
  const status = response?.status;
  if (status === undefined && failure !== undefined && preflight && !wasAnswered(preflight))
    return 'never sent: the preflight did not pass';
  if (status === undefined) return failure ?? 'no answer recorded';
  const location = headerValue(response?.headers ?? [], 'location');
  const target = location === undefined ? undefined : shortTarget(location, request.url);
  const blocked = failure === undefined ? '' : ', withheld from the page';
  return `${status}${target === undefined ? '' : ` to ${target}`}${blocked}`;
}

function wasAnswered({ response, failure }: Exchange): boolean {
  return failure === undefined && response !== undefined && response.status >= 200 && response.status < 300;
}

function shortTarget(location: string, base: string): string {
  if (!URL.canParse(location, base)) return 'an address that is none';
  const { host, pathname } = new URL(location, base);
  return new URL(base).host === host ? shortened(pathname) : `${host}${shortened(pathname)}`;
}

/** Ids in a path say nothing here, and some are secrets. */
function shortened(path: string): string {
  return path.replace(/[^/]{20,}/g, (segment) => `${segment.slice(0, 8)}…`);
}

/** What decides in a message, by name; values only where they are words of the standard. */
function carriedBy(exchange: Exchange, facts: Facts): readonly string[] {
  if (exchange.kind === 'preflight') return ['asks first'];
  const message = facts.oauth(exchange);
  if (message) return oauthWords(message);
  const saml = facts.saml(exchange);
  if (saml) return [saml.kind === 'request' ? 'AuthnRequest' : 'SAML response'];
  const scheme = headerValue(exchange.request.headers, 'authorization')?.match(
    /^[A-Za-z][\w-]{0,20}(?= )/,
  )?.[0];
  return [
    ...(scheme === undefined ? [] : [`${scheme} credential`]),
    ...(headerValue(exchange.request.headers, 'cookie') === undefined ? [] : ['cookies']),
  ];
}

function oauthWords(message: OAuthMessage): readonly string[] {
  if (message.kind === 'token-request')
    return [
      message.request.grantType,
      ...named(message.request, { codeVerifier: 'PKCE verifier' }),
      ...(message.response?.error === undefined ? [] : [`error ${message.response.error}`]),
    ];
  if (message.kind === 'authorization-response')
    return [
      ...named(message.response, {
        code: 'code',
        state: 'state',
        idToken: 'ID token',
        accessToken: 'access token',
      }),
      ...(message.response.error === undefined ? [] : [`error ${message.response.error}`]),
    ];
  const { prompt } = message.request;
  return [
    ...named(message.request, { state: 'state', nonce: 'nonce', codeChallenge: 'PKCE challenge' }),
    ...(prompt === undefined ? [] : [`prompt ${prompt}`]),
  ];
}

function named<Message extends object>(
  message: Message,
  names: Partial<Record<keyof Message, string>>,
): readonly string[] {
  return Object.entries(names).flatMap(([member, name]) =>
    message[member as keyof Message] === undefined ? [] : [name as string],
  );
}
