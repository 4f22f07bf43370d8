import { hostNameOf, hostOf, pathOf, withoutQuery } from '../../exchange/address.ts';
import type { Exchange, ExchangeId } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { OAuthMessage } from './oauth.ts';
import { isSignOutUrl } from './sign-out.ts';

/** A sign-in page that came in place of an answer. */
export interface SignInPage {
  /** `redirect`: sent there. `page`: its HTML came as the answer itself. */
  readonly by: 'redirect' | 'page';
  /** Absolute. */
  readonly url: string;
  /** The exchange that brought the page, where it was recorded. */
  readonly landing?: Exchange;
  /** How it was told: a form for a password, an authorization request, or by its address alone. */
  readonly known: 'form' | 'authorization-request' | 'address';
  /** The sign-in that had been accepted just before; of navigations only. */
  readonly signedInBy?: Exchange;
}

type OAuthOf = (exchange: Exchange) => OAuthMessage | undefined;

/** Milliseconds: later than this a new sign-in needs no explanation. */
const SOON_AFTER_MS = 120_000;
/** Characters: the form of a sign-in page stands within. */
const PAGE_AT_MOST = 200_000;

/**
 * Tells for each exchange of a capture whether a sign-in page came in place of an answer. A page that goes to sign-in
 * by itself is the ordinary way; a call for data that ends there is a refusal without a status, and so is a navigation
 * sent back to the sign-in that had just been passed.
 */
export function signInPages(
  exchanges: readonly Exchange[],
  find: (id: ExchangeId | undefined) => Exchange | undefined,
  oauth: OAuthOf,
): (exchange: Exchange) => SignInPage | undefined {
  const landings = new Map(
    exchanges.flatMap((exchange) =>
      exchange.redirectedFromId === undefined ? [] : [[exchange.redirectedFromId, exchange] as const],
    ),
  );
  let signIns: readonly SignIn[] | undefined;
  const pageFor = (exchange: Exchange): SignInPage | undefined => {
    if (!mayBringPage(exchange)) return undefined;
    const { url } = exchange.request;
    if (isSignOutUrl(url)) return undefined;
    if (exchange.kind === 'fetch') {
      if (isSignInAddress(url) || wantsPage(exchange) || oauth(exchange)) return undefined;
      return redirected(exchange, landings.get(exchange.id)) ?? answeredByPage(exchange, find);
    }
    if (exchange.kind !== 'navigation' || targetOf(exchange) === undefined || isSignInAddress(url))
      return undefined;
    signIns ??= acceptedSignIns(exchanges, oauth);
    return sentBack(exchange, landings.get(exchange.id), signIns, exchanges);
  };
  return pageFor;
}

/** By a redirect, or as HTML: most answers are neither, and captures are long. */
function mayBringPage({ response }: Exchange): boolean {
  if (!response || response.status >= 400) return false;
  return response.status >= 300 || /html/i.test(headerValue(response.headers, 'content-type') ?? 'html');
}

// Calls for data

function redirected(exchange: Exchange, landing: Exchange | undefined): SignInPage | undefined {
  const target = targetOf(exchange);
  if (target === undefined || isSignOutUrl(target)) return undefined;
  const found = (known: SignInPage['known']): SignInPage => ({
    by: 'redirect',
    url: target,
    known,
    ...(landing && { landing }),
  });
  if (landing && isSignInForm(landing)) return found('form');
  if (isAuthorizationRequest(target)) return found('authorization-request');
  if (landing && gaveData(landing)) return undefined;
  return isSignInAddress(target) ? found('address') : undefined;
}

/** The page itself, under the address of the data. */
function answeredByPage(
  exchange: Exchange,
  find: (id: ExchangeId | undefined) => Exchange | undefined,
): SignInPage | undefined {
  if (find(exchange.redirectedFromId) || exchange.response?.status !== 200) return undefined;
  if (!isSignInForm(exchange)) return undefined;
  return { by: 'page', url: exchange.request.url, known: 'form' };
}

/** Libraries that put pages together from HTML ask for it, and follow redirects to sign-in as a browser does. */
const ASKS_FOR_HTML =
  /^(?:hx-request|turbo-frame|x-pjax|x-inertia|x-turbolinks|up-version|rsc|next-router-state-tree|x-livewire|x-nextjs-data|purpose|sec-purpose)$/i;

function wantsPage({ request }: Exchange): boolean {
  if (request.headers.some(({ name }) => ASKS_FOR_HTML.test(name))) return true;
  return /^\s*(?:text\/html|text\/vnd\.turbo-stream|application\/xhtml)/i.test(
    headerValue(request.headers, 'accept') ?? '',
  );
}

function gaveData({ response }: Exchange): boolean {
  if (!response || response.status > 299) return false;
  return /json|xml(?!.*xhtml)|csv/i.test(headerValue(response.headers, 'content-type') ?? '');
}

// Navigations

interface SignIn {
  readonly exchange: Exchange;
  readonly host: string;
  /** Where the person signed in: addresses without query. */
  readonly pages: readonly string[];
  /** What the authorization request asked for, to tell another sign-in from the same once more. */
  readonly asked?: string;
}

function sentBack(
  exchange: Exchange,
  landing: Exchange | undefined,
  signIns: readonly SignIn[],
  exchanges: readonly Exchange[],
): SignInPage | undefined {
  const target = targetOf(exchange);
  if (target === undefined || isStepUp(target)) return undefined;
  const isRequest = isAuthorizationRequest(target);
  if (!isRequest && !isSignInAddress(target)) return undefined;
  const host = hostOf(exchange.request.url);
  const page = pageOf(target);
  const before = signIns.findLast(
    (each) => each.host === host && (each.exchange.endedAt ?? each.exchange.startedAt) <= exchange.startedAt,
  );
  if (!before?.pages.includes(page)) return undefined;
  if (exchange.startedAt - before.exchange.startedAt > SOON_AFTER_MS) return undefined;
  if (isRequest && before.asked !== whatIsAsked(target)) return undefined;
  if (signedOutBetween(before.exchange, exchange, host, exchanges)) return undefined;
  return {
    by: 'redirect',
    url: target,
    known: isRequest ? 'authorization-request' : landing && isSignInForm(landing) ? 'form' : 'address',
    signedInBy: before.exchange,
    ...(landing && { landing }),
  };
}

function acceptedSignIns(exchanges: readonly Exchange[], oauth: OAuthOf): SignIn[] {
  const requests = new Map<string, string>();
  const found: SignIn[] = [];
  for (const exchange of exchanges) {
    const message = oauth(exchange);
    const host = hostOf(exchange.request.url);
    if (message?.kind === 'authorization-request' && message.request.state !== undefined)
      requests.set(message.request.state, exchange.request.url);
    else if (message?.kind === 'authorization-response') {
      const { state, error } = message.response;
      const request = state === undefined ? undefined : requests.get(state);
      if (request !== undefined && error === undefined && passed(exchange))
        found.push({ exchange, host, pages: [pageOf(request)], asked: whatIsAsked(request) });
    } else if (acceptedPassword(exchange)) {
      const referer = headerValue(exchange.request.headers, 'referer');
      const pages = [exchange.request.url, ...(referer === undefined ? [] : [referer])].map(pageOf);
      found.push({ exchange, host, pages });
    }
  }
  return found;
}

const PASSWORD_FIELD = /(?:^|[&{,"'])[\w.[\]-]{0,40}passw(?:or)?d["'\]]{0,3}\s*[=:]/i;

/** `{"success":false}`, and whatever else an answer to a wrong password says with status 200. */
const SAYS_NO =
  /"(?:success|ok|authenticated|valid|loggedIn)"\s*:\s*false|"errors?"\s*:\s*(?:"[^"]|\{"|\[[{"])/i;

/** A password that was posted and taken: the answer leads away from the sign-in page. */
function acceptedPassword(exchange: Exchange): boolean {
  const { request } = exchange;
  if (request.method !== 'POST' || !passed(exchange) || exchange.kind === 'preflight') return false;
  const body = request.body?.text.slice(0, 4_000) ?? '';
  if (!isSignInAddress(request.url) && !PASSWORD_FIELD.test(body)) return false;
  const target = targetOf(exchange);
  if (target !== undefined) return !isSignInAddress(target);
  const answer = exchange.response?.body?.text.slice(0, 4_000) ?? '';
  return exchange.kind === 'fetch' && !isSignInForm(exchange) && !SAYS_NO.test(answer);
}

function passed({ response, failure }: Exchange): boolean {
  return response !== undefined && failure === undefined && response.status < 400;
}

function signedOutBetween(
  from: Exchange,
  to: Exchange,
  host: string,
  exchanges: readonly Exchange[],
): boolean {
  return exchanges.some(
    (exchange) =>
      exchange.startedAt >= from.startedAt &&
      exchange.startedAt <= to.startedAt &&
      hostOf(exchange.request.url) === host &&
      signsOut(exchange),
  );
}

function signsOut({ request: { url, method, body } }: Exchange): boolean {
  if (isSignOutUrl(url)) return true;
  if (method === 'DELETE' && /\/(?:sessions?|tokens?|auth)\b/i.test(url)) return true;
  return method === 'POST' && /log-?_?out|sign-?_?out/i.test(body?.text.slice(0, 2_000) ?? '');
}

/** Signed in, but not well enough or not freshly (RFC 9470, OpenID Connect Core §3.1.2.1): asked for on purpose. */
function isStepUp(url: string): boolean {
  return /[?&](?:acr_values|max_age|prompt|claims|step_?up|reauth\w*|force_?authn?|mfa|2fa)=/i.test(url);
}

function whatIsAsked(url: string): string {
  const query = parametersOf(url);
  return ['client_id', 'scope', 'audience', 'resource'].map((name) => query?.get(name) ?? '').join('\n');
}

// Addresses

const SIGN_IN =
  /\/(?:log-?in|log_in|log-?on|sign-?in|sign_in|sign-?on|wp-login|login-?form|login-?page|user-login|auth-login|sessions?\/new|cas\/login|oauth2\/(?:start|sign_in|authorize|authorization|auth|v[12](?:\.0)?\/auth(?:orize)?)|connect\/authorize|openid-connect\/auth|adfs\/(?:ls|oauth2)|saml2?\/(?:sso|login|idp)|idp\/(?:profile|SSO)|oauth\/authorize|authorize|_gcp_gatekeeper|session-?(?:expired|timeout)|anmelden|anmeldung|einloggen|connexion|iniciar-sesion|inloggen|accedi|\.auth\/login|outpost\.goauthentik\.io\/start)(?:[./;?#]|$)/i;
/** Hosts that do nothing but sign people in. */
const PROVIDER =
  /(?:^|\.)(?:login\.microsoftonline\.(?:com|us)|login\.live\.com|b2clogin\.com|ciamlogin\.com|accounts\.google\.com|okta(?:preview|-emea)?\.com|auth0\.com|onelogin\.com|cloudflareaccess\.com|amazoncognito\.com|pingone\.(?:com|eu)|duosecurity\.com|login\.salesforce\.com|accounts\.dev|kinde\.com|authkit\.app|login\.gov|logto\.app|zitadel\.cloud)$/i;

/** A host for signing in that is told where to come back to: Authelia and its like have no path. */
const PORTAL = /^(?:auth|login|sso|accounts?|idp?|sign-?in)\./i;
const COMES_BACK =
  /[?&](?:rd|next|return|return_?to|return_?url|redirect|redirect_?(?:to|url|uri)|continue|service|back|from|callbackUrl|RelayState)=/i;

/** By its address: a page to sign in on, or the endpoint behind its form. */
export function isSignInAddress(url: string): boolean {
  if (isSignOutUrl(url)) return false;
  const host = hostNameOf(url);
  return SIGN_IN.test(pathOf(url)) || PROVIDER.test(host) || (PORTAL.test(host) && COMES_BACK.test(url));
}

function isAuthorizationRequest(url: string): boolean {
  if (/[?&](?:SAMLRequest)=/.test(url)) return true;
  return /[?&]client_id=/.test(url) && /[?&]response_type=/.test(url);
}

function targetOf({ request, response }: Exchange): string | undefined {
  if (!response || response.status < 300 || response.status > 399) return undefined;
  const location = headerValue(response.headers, 'location');
  if (location === undefined || !URL.canParse(location, request.url)) return undefined;
  return new URL(location, request.url).href;
}

function pageOf(url: string): string {
  return withoutQuery(url).replace(/\/$/, '');
}

function parametersOf(url: string): URLSearchParams | undefined {
  return URL.canParse(url) ? new URL(url).searchParams : undefined;
}

// Pages

/** One field for a password, and words of signing in: two fields are for a new password. */
function isSignInForm({ response }: Exchange): boolean {
  const body = response?.body;
  if (!body || body.encoding !== undefined || response.status > 299) return false;
  if (!/html/i.test(body.mimeType) && !/html/i.test(headerValue(response.headers, 'content-type') ?? ''))
    return false;
  const html = body.text.slice(0, PAGE_AT_MOST);
  if (SENDS_ITSELF.test(html)) return true;
  const fields = html.split(/type\s*=\s*["']?password/i).length - 1;
  if (fields > 1) return false;
  if (fields === 1) return SIGN_IN_WORDS.test(html);
  return IDENTIFIER_FIRST.test(html) && /<title>[^<]{0,80}(?:sign ?in|log ?in)/i.test(html);
}

/** A form that posts itself to the provider (SAML's POST binding), or a page that turns to sign-in by itself. */
const SENDS_ITSELF =
  /name\s*=\s*["']?SAMLRequest["'\s]|http-equiv\s*=\s*["']?refresh["']?[^>]{0,40}url\s*=\s*['"]?[^"'>]{0,100}\/(?:login|log-in|signin|sign-in|sign_in)\b/i;
const SIGN_IN_WORDS =
  /\b(?:sign|log)[ -]?(?:in|on)\b|\blogin\b|anmeld|einloggen|connexion|iniciar ses|accedi|inloggen|entrar|zaloguj|войти|登录|ログイン|로그인/i;
/** Pages that ask for the name first, and for the password on the next. */
const IDENTIFIER_FIRST = /(?:name|id|autocomplete)\s*=\s*["']?(?:loginfmt|identifier|username|email)/i;
