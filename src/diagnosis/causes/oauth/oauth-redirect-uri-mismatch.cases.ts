import { exchange } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { answersOnPage, asks, comesBack, errorBody, errorPage, redeems } from './refused.fixture.ts';

const AUTHORIZE =
  'https://idp.test/auth?client_id=spa&response_type=code&redirect_uri=https%3A%2F%2Fapp.test%2Fauth%2Fcallback&scope=openid+profile&state=g4O4Swdmqjs3rk9o&code_challenge=Mg5QsCOucrkUk0FgJ_pt09GFud7GOixAvazQ7-JatNE&code_challenge_method=S256';

function answered(responseBody: string | undefined, url = AUTHORIZE): Exchange {
  return exchange({
    kind: 'navigation',
    url,
    status: 400,
    topLevelUrl: url,
    requestHeaders: { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' },
    responseHeaders: { 'content-type': 'text/html; charset=utf-8' },
    ...(responseBody !== undefined && { responseBody }),
  });
}

export const cases: CauseCases = {
  finds: {
    'the token endpoint of Cognito says it by its code': {
      exchanges: [redeems(400, errorBody('redirect_mismatch'))],
    },
    'Auth0 says it when the code is redeemed': {
      exchanges: [
        redeems(
          403,
          errorBody(
            'unauthorized_client',
            'The redirect URI is wrong. You sent https://app.test, and we expected https://app.test/callback',
          ),
        ),
      ],
    },
    'the provider’s page names the redirect URI': {
      exchanges: [
        answered(
          errorPage(
            'invalid_redirect_uri',
            'redirect_uri did not match any of the client&#39;s registered redirect_uris',
          ),
        ),
      ],
    },
    'Microsoft writes its code for it': {
      exchanges: [
        answered(
          errorPage(
            'invalid_request',
            'AADSTS50011: The redirect URI &#39;https://app.test/auth/callback&#39; specified in the request does not match the redirect URIs configured for the application',
          ),
        ),
      ],
    },
    'the request names none, and the client has several': {
      exchanges: [
        answered(
          errorPage('invalid_request', 'Invalid parameter: redirect_uri'),
          'https://idp.test/auth?client_id=spa&response_type=code&scope=openid',
        ),
      ],
    },
    'Microsoft’s page answers 200': {
      exchanges: [
        answersOnPage(
          '<html><script>$Config={"strServiceExceptionMessage":"AADSTS50011: The redirect URI \\u0027https://app.test/callback\\u0027 specified in the request does not match the redirect URIs configured for the application"};</script></html>',
          {},
          { status: 200 },
        ),
      ],
    },
    'GitHub sends the error to the address that it knows': {
      exchanges: [
        asks(),
        comesBack({
          error: 'redirect_uri_mismatch',
          error_description: 'The redirect_uri MUST match the registered callback URL for this application.',
        }),
      ],
    },
  },
  ignores: {
    'a grant that may have been made out to another redirect URI, or be spent': {
      exchanges: [redeems(400, errorBody('invalid_grant', 'Incorrect redirect_uri'))],
    },
    'the page names another parameter': {
      exchanges: [answered(errorPage('invalid_client', 'client is invalid'))],
    },
    'the words stand in the answer of an API that nobody asked for authorization': {
      exchanges: [
        answered('{"error":"invalid_redirect_uri"}', 'https://app.test/api/clients?redirect_uri=x'),
      ],
    },
  },
  cannotTell: { 'the page’s text was not recorded': { exchanges: [answered(undefined)] } },
};
