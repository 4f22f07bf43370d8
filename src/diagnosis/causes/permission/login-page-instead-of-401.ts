import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Evidence } from '../../engine/cause.ts';
import { present, responseHeader, status, url } from '../../engine/evidence.ts';
import { shownPath } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { SignInPage } from '../../facts/sign-in-page.ts';
import { rfc9110Unauthorized } from '../specs.ts';
import words from './login-page-instead-of-401.md?raw';

export const loginPageInsteadOf401: Cause = {
  code: 'login-page-instead-of-401',
  group: 'permission',
  title: 'A sign-in page instead of 401',
  fixIn: 'api',
  step: 'challenge',
  aliases: [
    'Unexpected token < in JSON',
    'is not valid JSON',
    '302 to login',
    'redirected to login page',
    'login_required',
  ],
  specs: [rfc9110Unauthorized],
  words,
  explains: [
    'cors-origin-missing',
    'cors-origin-mismatch',
    'cors-wildcard-with-credentials',
    'error-response-lacks-cors',
    'preflight-redirect',
    'preflight-unauthorized',
    'cors-redirect',
    'cors-credentials-missing',
  ],
  manner: true,
  decide(failing, facts) {
    const asked = askedAndSentToSignIn(failing, facts);
    if (!asked) return undefined;
    const { exchange, page } = asked;
    return {
      kind: 'found',
      confidence:
        page.known !== 'address' && (page.by === 'redirect' || wantedData(exchange)) ? 'certain' : 'likely',
      title:
        page.by === 'redirect'
          ? 'The call was sent to a sign-in page instead of being answered 401'
          : 'The call was answered with the HTML of a sign-in page instead of 401',
      line:
        page.by === 'redirect'
          ? `Sent to ${page.url.replace(/[?#].*$/s, '').slice(0, 120)}`
          : `Status 200 and a form for a password from ${shownPath(page.url)}`,
      evidence: present(status(exchange), ...placesOf(exchange, page, failing)),
    };
  },
};

/** By its own headers; without them the page may have asked for a piece of HTML. */
function wantedData({ request: { headers } }: Exchange): boolean {
  return (
    /json/i.test(headerValue(headers, 'accept') ?? '') ||
    /json/i.test(headerValue(headers, 'content-type') ?? '') ||
    headerValue(headers, 'x-requested-with') !== undefined ||
    headerValue(headers, 'authorization') !== undefined
  );
}

/** The call for data, or where CORS hid the sign-in page the hop that followed it there. */
function askedAndSentToSignIn(
  failing: Exchange,
  facts: Facts,
): { readonly exchange: Exchange; readonly page: SignInPage } | undefined {
  for (const exchange of [failing, facts.redirectedFrom(failing)]) {
    const page = exchange?.kind === 'fetch' ? facts.signInPage(exchange) : undefined;
    if (exchange && page) return { exchange, page };
  }
  return undefined;
}

function placesOf(exchange: Exchange, page: SignInPage, failing: Exchange): (Evidence | false)[] {
  if (page.by === 'page') {
    return [
      {
        label: 'The answer',
        at: { part: 'response-body', exchangeId: exchange.id },
        note: 'a form for a password',
      },
    ];
  }
  return [
    responseHeader(exchange, 'Location', { label: 'Sent to' }),
    page.landing !== undefined &&
      page.known === 'form' &&
      url(page.landing, { label: 'Sign-in page', note: `answered ${page.landing.response?.status}` }),
    failing !== exchange &&
      url(failing, { label: 'There', note: 'the sign-in page is not for other origins to read' }),
  ];
}
