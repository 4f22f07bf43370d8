import type { Exchange } from '../../exchange/exchange.ts';
import {
  type AuthorizationRequest,
  membersOf,
  parametersOf,
  type TokenResponse,
} from '../../protocol/oauth/messages.ts';
import { generic } from '../dialects/generic.ts';
import type { Dialect, Meaning } from '../dialects/index.ts';
import { oauthErrors } from '../dialects/oauth-errors.ts';
import type { Evidence } from '../engine/cause.ts';
import { query, requestBody, responseBody, responseHeader, url } from '../engine/evidence.ts';
import { APPLICATION_REFUSALS, isSentToErrorPage } from './application-refusal.ts';
import type { Facts } from './facts.ts';
import { redirectAnswer } from './oauth.ts';
import { type Asked, askedBefore } from './oauth-asked.ts';
import { bodyEvidence, textOfBody } from './page-words.ts';
import { pageText, wordsIn } from './server-words.ts';

/** A no of OAuth or OpenID Connect, wherever in the exchange it stands. */
export interface OAuthRefusal {
  readonly by: 'callback' | 'redirect' | 'page' | 'token-endpoint' | 'client';
  /** The code as the server wrote it (RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core §3.1.2.6); may be a vendor's own. */
  readonly error?: string;
  readonly description?: string;
  /** What the server means: by its own words where they say more than its code. */
  readonly meaning?: Meaning;
  /** Did the server's own code or its vendor's own message say so, or only words that others share? */
  readonly isPlain: boolean;
  /** Where it stands. */
  readonly evidence: Evidence;
  /** The authorization request that was refused, where it was recorded. */
  readonly asked?: Asked;
}

/** Codes by what they mean. `invalid_request` and `server_error` mean nothing in particular. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['invalid_client', 'client'],
  ['deleted_client', 'client'],
  ['disabled_client', 'client'],
  ['application_suspended', 'client'],
  ['unauthorized_client', 'client-not-allowed'],
  ['unsupported_grant_type', 'client-not-allowed'],
  ['origin_mismatch', 'client-not-allowed'],
  ['disallowed_useragent', 'client-not-allowed'],
  ['unsupported_response_type', 'response-type'],
  ['unsupported_response_mode', 'response-type'],
  ['invalid_scope', 'requested-scope'],
  ['invalid_target', 'requested-scope'],
  ['access_denied', 'sign-in-denied'],
  ['org_internal', 'sign-in-denied'],
  ['admin_policy_enforced', 'sign-in-denied'],
  ['user_cancelled_login', 'sign-in-denied'],
  ['user_cancelled_authorize', 'sign-in-denied'],
  ['login_required', 'sign-in-needed'],
  ['immediate_failed', 'sign-in-needed'],
  ['consent_required', 'consent-needed'],
  ['interaction_required', 'interaction-needed'],
  ['account_selection_required', 'interaction-needed'],
  ['unmet_authentication_requirements', 'interaction-needed'],
  ['mfa_required', 'interaction-needed'],
  ['invalid_redirect_uri', 'redirect-uri'],
  ['redirect_uri_mismatch', 'redirect-uri'],
  ['redirect_mismatch', 'redirect-uri'],
]);

/** What servers write beside or instead of a code: about a sign-in first, else as anybody does. */
const ROWS: readonly Dialect[] = [...oauthErrors, ...generic];

/** Words that say more than the code beside them. */
const TELLING: ReadonlySet<Meaning> = new Set<Meaning>([
  ...MEANINGS.values(),
  'pkce',
  'grant',
  'oauth-state',
]);

/** Reads how an authorization server, or the application that asked one, refused; `undefined` where nobody did. */
export function oauthRefusal(exchange: Exchange, facts: Facts): OAuthRefusal | undefined {
  const message = facts.oauth(exchange);
  switch (message?.kind) {
    case 'authorization-response': {
      const { error, errorDescription } = message.response;
      if (error === undefined) return applicationRefuses(exchange, facts);
      return refusal(
        'callback',
        error,
        errorDescription,
        callbackEvidence(exchange, message.by, error),
        withAsked(askedBefore(exchange, message.response.state, facts)),
      );
    }
    case 'token-request':
      return tokenEndpointRefuses(exchange, message.response, facts);
    case 'authorization-request':
      return (
        redirectRefuses(exchange, facts) ??
        pageRefuses(exchange, { exchange, request: message.request }, facts)
      );
    default:
      return redirectRefuses(exchange, facts) ?? errorPageRefuses(exchange, facts);
  }
}

function refusal(
  by: OAuthRefusal['by'],
  error: string | undefined,
  description: string | undefined,
  evidence: Evidence,
  rest: Pick<OAuthRefusal, 'asked'> = {},
): OAuthRefusal {
  const told = description === undefined ? undefined : wordsIn(description, ROWS);
  const byWords = told && TELLING.has(told.meaning) ? told.meaning : undefined;
  const byCode = error === undefined ? undefined : MEANINGS.get(error);
  // A vendor's own message is more exact than the code that it had to choose; shared words are not.
  const meaning = told?.vendor !== undefined ? (byWords ?? byCode) : (byCode ?? byWords);
  return {
    by,
    ...(error !== undefined && { error }),
    ...(description !== undefined && { description }),
    ...(meaning !== undefined && { meaning }),
    isPlain: meaning !== undefined && (meaning === byCode || told?.vendor !== undefined),
    evidence,
    ...rest,
  };
}

function withAsked(asked: Asked | undefined): Pick<OAuthRefusal, 'asked'> {
  return asked ? { asked } : {};
}

function callbackEvidence(exchange: Exchange, by: 'query' | 'fragment' | 'form', error: string): Evidence {
  if (by === 'form') return requestBody(exchange, { note: `error=${error.slice(0, 60)}` });
  if (by === 'query' && URL.canParse(exchange.request.url)) return query(exchange, 'error', { mark: error });
  return url(exchange, { label: 'Fragment', note: `error=${error.slice(0, 60)}` });
}

/** The hop that sends the browser back with an error, where its arrival was not recorded or holds the error no more. */
function redirectRefuses(exchange: Exchange, facts: Facts): OAuthRefusal | undefined {
  const answer = redirectAnswer(exchange);
  if (answer?.error === undefined || !comesFromServer(exchange, facts)) return undefined;
  const next = facts.redirectedTo(exchange);
  if (next && facts.oauth(next)?.kind === 'authorization-response') return undefined;
  return refusal(
    'redirect',
    answer.error,
    answer.errorDescription,
    responseHeader(exchange, 'Location', { mark: answer.error }),
    withAsked(askedBefore(exchange, answer.state, facts)),
  );
}

/** Is this hop one of an authorization server, and not a page that shows an error of its own? */
function comesFromServer(exchange: Exchange, facts: Facts): boolean {
  if (facts.oauth(exchange)?.kind === 'authorization-request') return true;
  return facts
    .oauthExchanges()
    .some(
      ([other, { kind }]) =>
        kind === 'authorization-request' &&
        other.startedAt <= exchange.startedAt &&
        facts.api(other) === facts.api(exchange),
    );
}

function tokenEndpointRefuses(
  exchange: Exchange,
  response: TokenResponse | undefined,
  facts: Facts,
): OAuthRefusal | undefined {
  const code = response?.error;
  if (code !== undefined) {
    const told = refusal('token-endpoint', code, response?.errorDescription, bodyEvidence(exchange, code));
    // What Auth0 writes for a wrong secret. Nobody was asked here, so nobody declined.
    const ofClient = code === 'access_denied' && response?.errorDescription === 'Unauthorized';
    return ofClient ? { ...told, meaning: 'client', isPlain: false } : told;
  }
  const answered = exchange.response?.status ?? 0;
  if (answered < 400 || answered > 499) return undefined;
  const challenge = facts.challenges(exchange).find(({ parameters }) => parameters.has('error'))?.parameters;
  const error = challenge?.get('error');
  if (error !== undefined) {
    const evidence = responseHeader(exchange, 'WWW-Authenticate', { mark: error });
    return refusal('token-endpoint', error, challenge?.get('error_description'), evidence);
  }
  const said = saidOnPage(textOfBody(exchange));
  return refusal('token-endpoint', said.error, said.description, bodyEvidence(exchange, said.mark));
}

/** RFC 6749 §4.1.2.1: about a wrong client or redirect URI the server tells the person, and sends nobody back. */
function pageRefuses(exchange: Exchange, asked: Asked, facts: Facts): OAuthRefusal | undefined {
  const text = textOfBody(exchange);
  const scripted = scriptedError(text, asked.request);
  if (scripted) {
    const { error, description } = scripted;
    const note = (description ?? error ?? '').slice(0, 90);
    return refusal('page', error, description, responseBody(exchange, { note }), { asked });
  }
  const answered = exchange.response?.status ?? 0;
  if (answered < 400) return undefined;
  const said = saidOnPage(text);
  // A crash is none, unless it says otherwise; nor is a page that offers the computer’s own sign-in (Negotiate).
  const saysNothing = said.error === undefined && said.description === undefined;
  if (saysNothing && (answered >= 500 || facts.challenges(exchange).length > 0)) return undefined;
  return refusal('page', said.error, said.description, bodyEvidence(exchange, said.mark), { asked });
}

/**
 * The application itself, at its redirect URI: the code came, and then the token endpoint refused the application. It
 * says so on this page, or on the one it sends the browser to.
 */
function applicationRefuses(exchange: Exchange, facts: Facts): OAuthRefusal | undefined {
  const answered = exchange.response?.status ?? 0;
  const sentAway = isSentToErrorPage(exchange);
  if (!sentAway && answered !== 500 && !APPLICATION_REFUSALS.has(answered)) return undefined;
  const page = sentAway ? facts.redirectedTo(exchange) : exchange;
  const said = page ? saidOnPage(textOfBody(page)) : {};
  if (answered === 500 && said.error === undefined && said.description === undefined) return undefined;
  const message = facts.oauth(exchange);
  const state = message?.kind === 'authorization-response' ? message.response.state : undefined;
  const evidence = sentAway && said.mark === undefined ? responseHeader(exchange, 'Location') : undefined;
  return refusal(
    'client',
    said.error,
    said.description,
    evidence ?? bodyEvidence(page ?? exchange, said.mark),
    withAsked(askedBefore(exchange, state, facts)),
  );
}

/** Google shows errors at an address of its own that carries them. */
function errorPageRefuses(exchange: Exchange, facts: Facts): OAuthRefusal | undefined {
  const { url: address } = exchange.request;
  if (!/^https:\/\/accounts\.google\.com\/[^?#]*[?]/.test(address) || !address.includes('authError='))
    return undefined;
  const told = decoded(parametersOf(address.slice(address.indexOf('?'))).get('authError') ?? '');
  // A protocol buffer: tag and length, then the code; the description follows.
  const error = told.startsWith('\n') ? told.slice(2, 2 + told.charCodeAt(1)) : '';
  if (!/^[a-z_]{3,60}$/.test(error)) return undefined;
  const evidence = query(exchange, 'authError', { note: `Error: ${error}` });
  return refusal('page', error, undefined, evidence, withAsked(askedBefore(exchange, undefined, facts)));
}

interface Said {
  readonly error?: string;
  readonly description?: string;
  /** The words that decide, as they stand there. */
  readonly mark?: string;
}

/** Codes as error pages print them. */
const CODE_ON_PAGE =
  /\b(?:invalid_client|unauthorized_client|unsupported_response_type|invalid_scope|access_denied|invalid_redirect_uri|redirect_uri_mismatch|invalid_request|invalid_grant|unsupported_grant_type|login_required|consent_required|interaction_required)\b/;

function saidOnPage(text: string): Said {
  const members = membersOf(text);
  const page = pageText(text);
  const error = members.get('error') ?? members.get('errorCode') ?? CODE_ON_PAGE.exec(page)?.[0];
  const word = wordsIn(members.get('error_description') ?? members.get('errorSummary') ?? page, ROWS);
  const telling = word && TELLING.has(word.meaning) ? word : undefined;
  const mark = telling?.vendor !== undefined ? telling.mark : (error ?? telling?.mark);
  return {
    ...(error !== undefined && { error }),
    ...(telling && { description: telling.mark }),
    ...(mark !== undefined && { mark }),
  };
}

/**
 * An error that a page holds only for its script: Microsoft's error page, which answers 200, and the answer by
 * `postMessage` (draft-sakimura-oauth-wmrm).
 */
function scriptedError(
  text: string,
  request: AuthorizationRequest,
): { readonly error?: string; readonly description?: string } | undefined {
  const description = entraPageError(text);
  if (description !== undefined) return { description };
  // Okta calls it okta_post_message.
  if (!/^(?:web|okta_post)_message/.test(request.responseMode ?? '')) return undefined;
  const error = /\berror["']?\s{0,9}[:=]\s{0,9}["']([a-z_]{3,60})["']/.exec(text)?.[1];
  return error === undefined ? undefined : { error };
}

/** The message of Microsoft’s error page, which stands in its script. */
export function entraPageError(text: string): string | undefined {
  return /"strServiceExceptionMessage":"(AADSTS\d{4,8}[^"]{0,300})/.exec(text)?.[1];
}

function decoded(base64url: string): string {
  try {
    return atob(base64url.slice(0, 4_000).replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return '';
  }
}
