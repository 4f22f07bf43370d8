import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { expressError } from '../call.fixture.ts';
import { answersOnPage, asks, comesBack, errorBody, errorPage, redeems } from './refused.fixture.ts';

const BASIC = { authorization: 'Basic d2ViOndlYi1zZWNyZXQtT0xE' };
const CHALLENGE = {
  'www-authenticate':
    'Basic realm="https://idp.test", error="invalid_client", error_description="client authentication failed"',
};

/** Keycloak’s page: https://github.com/keycloak/keycloak, themes/base/login/error.ftl, `clientNotFoundMessage`. */
const KEYCLOAK_PAGE = `<!DOCTYPE html><html class="login-pf"><head><title>Sign in to shop</title>${'<link rel="stylesheet" href="/resources/login.css">'.repeat(120)}</head>
<body><h1 id="kc-page-title">        We are sorry...
</h1><div id="kc-content"><p class="instruction">Client not found.</p></div></body></html>`;

/** Microsoft’s error page answers 200 and holds the message for its script. */
const ENTRA_PAGE = `<!DOCTYPE html><html><head><script>//<![CDATA[
$Config={"urlMsaSignUp":"","strServiceExceptionMessage":"AADSTS700016: Application with identifier \\u0027spa-staging\\u0027 was not found in the directory \\u0027Shop\\u0027.","sErrorCode":"700016"};
//]]></script></head><body></body></html>`;

export const cases: CauseCases = {
  finds: {
    'the token endpoint refuses a wrong secret': {
      exchanges: [
        redeems(401, errorBody('invalid_client', 'client authentication failed'), {
          requestHeaders: BASIC,
          responseHeaders: CHALLENGE,
        }),
      ],
    },
    'the challenge says it, and the body was not recorded': {
      exchanges: [
        redeems(401, '', {
          requestHeaders: BASIC,
          responseHeaders: CHALLENGE,
          blindSpots: ['response-body'],
        }),
      ],
    },
    'the page of the authorization endpoint says it': {
      exchanges: [
        answersOnPage(errorPage('invalid_client', 'client is invalid'), { client_id: 'spa-staging' }),
      ],
    },
    'Keycloak knows no such client': { exchanges: [answersOnPage(KEYCLOAK_PAGE)] },
    'Microsoft’s page answers 200': { exchanges: [answersOnPage(ENTRA_PAGE, {}, { status: 200 })] },
    'Microsoft’s token endpoint has another code for it': {
      exchanges: [
        redeems(
          400,
          errorBody(
            'unauthorized_client',
            "AADSTS700016: Application with identifier 'web' was not found in the directory 'Shop'.",
          ),
        ),
      ],
    },
    'Okta names it otherwise': {
      exchanges: [
        redeems(
          401,
          '{"errorCode":"invalid_client","errorSummary":"Invalid value for \'client_id\' parameter.","errorLink":"invalid_client","errorId":"oaeX","errorCauses":[]}',
        ),
      ],
    },
    'GitHub says it in a success': {
      exchanges: [
        redeems(
          200,
          errorBody(
            'incorrect_client_credentials',
            'The client_id and/or client_secret passed are incorrect.',
          ),
        ),
      ],
    },
    'Auth0 calls a wrong secret access_denied': {
      exchanges: [redeems(401, errorBody('access_denied', 'Unauthorized'))],
    },
    'the application’s callback tells what its own request to the token endpoint met': {
      exchanges: [
        asks(),
        comesBack(
          { code: 'qW00ul6812EtliqqCIwt' },
          {
            status: 400,
            responseBody: expressError(
              'BadRequestError: server responded with a challenge in the WWW-Authenticate HTTP Header<br> &nbsp; &nbsp;at ResponseContext.callback (context.js:1078:15)',
            ),
          },
        ),
      ],
    },
    'Spring Security tells it on the page after the callback': {
      exchanges: [
        asks(),
        exchange({
          id: 'login',
          kind: 'navigation',
          url: 'https://app.test/login?error',
          startedAt: NOON + 100,
          redirectedFromId: 'main' as Exchange['id'],
          responseHeaders: { 'content-type': 'text/html' },
          responseBody:
            '<html><body><div class="alert">[invalid_client] Client authentication failed</div></body></html>',
        }),
        comesBack(
          { code: 'qW00ul6812EtliqqCIwt' },
          { status: 302, responseHeaders: { location: '/login?error' } },
        ),
      ],
    },
    'Google shows it at an address that carries it': {
      exchanges: [
        asks(),
        answersOnPage(
          '<!doctype html><html></html>',
          {},
          {
            url: `https://accounts.google.com/signin/oauth/error?authError=${btoa(
              '\n\x0edeleted_client\x12\x1dThe OAuth client was deleted.',
            )
              .replaceAll('+', '-')
              .replaceAll('/', '_')
              .replaceAll('=', '')}&client_id=spa`,
            status: 401,
          },
        ),
      ],
    },
  },
  ignores: {
    'the code was refused, not the client': {
      exchanges: [redeems(400, errorBody('invalid_grant', 'grant request is invalid'))],
    },
    'the page names the redirect URI': {
      exchanges: [answersOnPage(errorPage('invalid_redirect_uri', 'redirect_uri did not match'))],
    },
    'the word stands in the answer of an API': {
      exchanges: [
        answersOnPage(
          '{"error":"invalid_client"}',
          {},
          {
            url: 'https://app.test/api/clients/7',
            kind: 'fetch',
            status: 403,
          },
        ),
      ],
    },
    'a device waits for its person': {
      exchanges: [redeems(400, errorBody('authorization_pending'))],
    },
    'Microsoft’s sign-in page answers 200': {
      exchanges: [
        answersOnPage('<html><script>$Config={"sErrorCode":""}</script></html>', {}, { status: 200 }),
      ],
    },
  },
  cannotTell: {
    'the page’s text was not recorded': { exchanges: [answersOnPage(undefined)] },
    'the application’s page gives no reason': {
      exchanges: [
        asks(),
        comesBack(
          { code: 'qW00ul6812EtliqqCIwt' },
          { status: 400, responseBody: expressError('Bad Request') },
        ),
      ],
    },
  },
};
