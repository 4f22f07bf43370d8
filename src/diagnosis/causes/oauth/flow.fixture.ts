import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;
type Parameters_ = Readonly<Record<string, string | undefined>>;

/** RFC 7636, Appendix B. */
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
export const CODE = 'zNUaeMoO7BNcVd-Z4VkaJKPbV-DRuXK796Ux8nhE_Jh';
export const CALLBACK = 'https://app.test/callback';

const encoded = (parameters: Parameters_) =>
  String(
    new URLSearchParams(
      Object.entries(parameters).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as [string, string]],
      ),
    ),
  );

/** The browser goes to the authorization server, which shows its sign-in page. `undefined` leaves a parameter out. */
export function asks(parameters: Parameters_ = {}, overrides: Overrides = {}): Exchange {
  const query = encoded({
    client_id: 'spa',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid profile',
    state: 'lRe69NwtK75cLXs8',
    nonce: 'n-lRe69NwtK75c',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...parameters,
  });
  return exchange({
    id: 'asks',
    kind: 'navigation',
    url: `https://idp.test/auth?${query}`,
    startedAt: NOON - 4_000,
    status: 303,
    ...overrides,
    requestHeaders: { 'sec-fetch-mode': 'navigate', ...overrides.requestHeaders },
    responseHeaders: { location: '/interaction/SSvBNp5W', ...overrides.responseHeaders },
  });
}

/** The browser is back at the application, with a code. */
export function comesBack(parameters: Parameters_ = {}, overrides: Overrides = {}): Exchange {
  const query = encoded({ code: CODE, state: 'lRe69NwtK75cLXs8', iss: 'https://idp.test', ...parameters });
  return exchange({
    id: 'back',
    kind: 'navigation',
    url: `${CALLBACK}?${query}`,
    topLevelUrl: CALLBACK,
    startedAt: NOON - 1_000,
    ...overrides,
    requestHeaders: {
      'sec-fetch-mode': 'navigate',
      'sec-fetch-site': 'cross-site',
      ...overrides.requestHeaders,
    },
    responseHeaders: { 'content-type': 'text/html; charset=utf-8', ...overrides.responseHeaders },
  });
}

/** The same, and the application answers 400 with this page. */
export function isTurnedAway(
  responseBody: string | undefined,
  parameters: Parameters_ = {},
  overrides: Overrides = {},
): Exchange {
  return comesBack(parameters, {
    id: 'main',
    startedAt: NOON,
    status: 400,
    ...(responseBody !== undefined && { responseBody }),
    ...overrides,
  });
}

/** A page asks the token endpoint with this form; the answer is readable for it. */
export function redeems(
  form: Parameters_,
  status: number,
  body: object,
  overrides: Overrides = {},
): Exchange {
  return tokenRequest(encoded(form), status, JSON.stringify(body), overrides);
}

/** The same; form and answer as they stand on the wire. */
export function tokenRequest(
  requestBody: string,
  status: number,
  responseBody: string,
  overrides: Overrides,
): Exchange {
  return exchange({
    method: 'POST',
    url: 'https://idp.test/token',
    requestBody,
    status,
    responseBody,
    ...overrides,
    requestHeaders: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://app.test',
      'sec-fetch-mode': 'cors',
      'sec-fetch-site': 'cross-site',
      ...overrides.requestHeaders,
    },
    responseHeaders: {
      'access-control-allow-origin': 'https://app.test',
      'content-type': 'application/json; charset=utf-8',
      ...overrides.responseHeaders,
    },
  });
}

/** The form with which a page redeems the code. */
export const CODE_FORM = {
  grant_type: 'authorization_code',
  client_id: 'spa',
  code: CODE,
  redirect_uri: CALLBACK,
  code_verifier: VERIFIER,
};

/** What `oidc-provider` says to every grant that it does not take. */
export const INVALID_GRANT = { error: 'invalid_grant', error_description: 'grant request is invalid' };

/** Tokens, as `oidc-provider` gives them to a page. */
export const TOKENS = {
  access_token: 'uiyTuByHvSLnpfTnKg0HF92mxNgayTm9Bsgo9b2y3ig',
  expires_in: 3600,
  token_type: 'Bearer',
  scope: 'openid profile',
};
