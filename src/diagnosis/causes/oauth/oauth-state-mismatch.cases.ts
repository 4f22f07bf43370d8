import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, comesBack, isTurnedAway } from './flow.fixture.ts';

/** From recordings/oauth-state-mismatch-page. */
const PAGE = '<!doctype html><title>Error</title><h1>State mismatch</h1>';

export const cases: CauseCases = {
  finds: {
    'the state is none that was asked with': {
      exchanges: [asks(), isTurnedAway(PAGE, { state: 'state-0' })],
    },
    'it was asked twice, and the first answer comes back (two tabs)': {
      exchanges: [
        asks({ state: 'tab-1' }, { id: 'first', startedAt: NOON - 9_000 }),
        asks({ state: 'tab-2' }),
        // openid-client 5, as express-openid-connect prints it.
        isTurnedAway('BadRequestError: state mismatch, expected tab-2, got: tab-1', { state: 'tab-1' }),
      ],
    },
    'the application says so, and the request was not recorded': {
      exchanges: [isTurnedAway('mismatching_state: CSRF Warning! State not equal in request and response.')],
    },
    'the application crashes with it (Laravel Socialite)': {
      exchanges: [
        isTurnedAway('<h1>Laravel\\Socialite\\Two\\InvalidStateException</h1>', {}, { status: 500 }),
      ],
    },
    'the application sends the browser to its error page': {
      exchanges: [
        asks(),
        isTurnedAway(
          undefined,
          { state: 'state-0' },
          {
            status: 302,
            responseHeaders: { location: '/sign-in?error=invalid_state' },
          },
        ),
      ],
    },
    'it says nothing, but the state is another': {
      exchanges: [asks(), isTurnedAway('<h1>Sorry</h1>', { state: 'state-0' })],
    },
    'the server has the browser post the answer': {
      exchanges: [
        asks({ response_mode: 'form_post' }),
        comesBack(
          {},
          {
            id: 'main',
            method: 'POST',
            url: 'https://app.test/callback',
            requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
            requestBody: 'code=zNUaeMoO7BNc&state=state-0',
            status: 403,
            startedAt: NOON,
            responseBody: '<pre>Invalid authorization request state.</pre>',
          },
        ),
      ],
    },
  },
  ignores: {
    'the state is the one that was asked with': { exchanges: [asks(), isTurnedAway('<h1>Sorry</h1>')] },
    'the application speaks of the nonce': {
      exchanges: [
        asks(),
        isTurnedAway('{"error":"nonce mismatch, expected n-1, got: n-2"}', { state: 'state-0' }),
      ],
    },
    'the callback passes': {
      exchanges: [asks(), comesBack({ state: 'state-0' }, { id: 'main', startedAt: NOON })],
    },
    'an API speaks of a state': {
      exchanges: [
        isTurnedAway('{"error":"state mismatch"}', {}, { url: 'https://app.test/api/orders?state=shipped' }),
      ],
    },
  },
};
