import { exchange } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';

const AUTHORIZE =
  'https://idp.test/auth?client_id=spa&response_type=code&redirect_uri=https%3A%2F%2Fapp.test%2Fauth%2Fcallback&scope=openid+profile&state=g4O4Swdmqjs3rk9o&code_challenge=Mg5QsCOucrkUk0FgJ_pt09GFud7GOixAvazQ7-JatNE&code_challenge_method=S256';

/** The error page of an authorization server that does not send the user back. */
function errorPage(error: string, description: string): string {
  return `<!DOCTYPE html>
    <html>
    <head>
      <title>oops! something went wrong</title>
      <style>h1{font-weight:100;text-align:center}</style>
    </head>
    <body>
      <div class="container">
        <h1>oops! something went wrong</h1>
        <pre><strong>error</strong>: ${error}</pre><pre><strong>error_description</strong>: ${description}</pre><pre><strong>iss</strong>: https://idp.test</pre>
      </div>
    </body>
    </html>`;
}

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
  },
  ignores: {
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
