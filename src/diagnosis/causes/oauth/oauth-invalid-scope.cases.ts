import type { CauseCases } from '../../engine/cause-cases.ts';
import { answersOnPage, asks, comesBack, errorBody, errorPage, redeems } from './refused.fixture.ts';

const ASKED = { scope: 'openid read:orders' };
const REFUSED = {
  error: 'invalid_scope',
  error_description: 'requested scope is not allowed',
  scope: 'read:orders',
};

export const cases: CauseCases = {
  finds: {
    'the browser comes back with the scope that is not allowed': {
      exchanges: [asks(ASKED), comesBack(REFUSED)],
    },
    'where it came back to was not recorded': {
      exchanges: [
        asks(ASKED, {
          id: 'main',
          responseHeaders: { location: `com.shop.app:/callback?${new URLSearchParams(REFUSED)}&state=s` },
        }),
      ],
    },
    'the answer comes in the fragment, which no recording of the next hop shows': {
      exchanges: [
        asks(ASKED, {
          responseHeaders: { location: `https://app.test/callback#${new URLSearchParams(REFUSED)}&state=s` },
        }),
      ],
    },
    'the server has the browser post the answer': {
      exchanges: [
        asks({ ...ASKED, response_mode: 'form_post' }, { status: 200 }),
        comesBack(
          {},
          {
            method: 'POST',
            url: 'https://app.test/callback',
            requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
            requestBody: String(new URLSearchParams({ ...REFUSED, state: 'EZHR1lctERBPNRXb' })),
            status: 500,
          },
        ),
      ],
    },
    'the token endpoint refuses it': {
      exchanges: [
        redeems(
          400,
          errorBody(
            'invalid_scope',
            "AADSTS70011: The provided value for the input parameter 'scope' isn't valid. The scope orders.read isn't valid.",
          ),
          {},
          { grant_type: 'refresh_token', scope: 'orders.read' },
        ),
      ],
    },
    'a pushed request is refused': {
      exchanges: [
        answersOnPage(errorBody('invalid_scope'), ASKED, {
          url: 'https://idp.test/request',
          method: 'POST',
          kind: 'fetch',
          requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
          requestBody: 'client_id=spa&response_type=code&scope=openid+read%3Aorders',
          responseHeaders: {
            'access-control-allow-origin': 'https://app.test',
            'content-type': 'application/json',
          },
        }),
      ],
    },
  },
  ignores: {
    'the token lacks the scope at the API': {
      exchanges: [
        answersOnPage(
          '{"error":"insufficient_scope"}',
          {},
          {
            url: 'https://app.test/api/orders',
            kind: 'fetch',
            status: 403,
          },
        ),
      ],
    },
    'the page names the client': {
      exchanges: [answersOnPage(errorPage('invalid_client', 'client is invalid'), ASKED)],
    },
  },
};
