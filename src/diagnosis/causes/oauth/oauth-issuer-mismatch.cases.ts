import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, comesBack, isTurnedAway } from './flow.fixture.ts';

/** From recordings/oauth-issuer-mismatch-page. */
const PAGE = '<!doctype html><title>Error</title><h1>iss mismatch, expected https://idp.test</h1>';
const OTHER = { iss: 'https://idp.other.test' };

const metadata = exchange({
  id: 'metadata',
  url: 'https://idp.test/.well-known/openid-configuration',
  startedAt: NOON - 9_000,
  responseHeaders: { 'content-type': 'application/json' },
  responseBody: JSON.stringify({
    issuer: 'https://idp.test',
    authorization_endpoint: 'https://idp.test/auth',
  }),
});

export const cases: CauseCases = {
  finds: {
    'the application says so': { exchanges: [asks(), isTurnedAway(PAGE, OTHER)] },
    'a callback before was accepted with another': {
      exchanges: [asks(), comesBack(), isTurnedAway(PAGE, OTHER)],
    },
    'it says nothing, but the server’s metadata does': {
      exchanges: [metadata, asks(), isTurnedAway('<h1>Sorry</h1>', OTHER)],
    },
    'the application wants one, and there is none (openid-client)': {
      exchanges: [asks(), isTurnedAway('iss missing from the response', { iss: undefined })],
    },
  },
  ignores: {
    'it is the one of the metadata': {
      exchanges: [metadata, asks(), isTurnedAway('<h1>Sorry</h1>')],
    },
    'the application says nothing, and the server was asked under another host (Amazon Cognito)': {
      exchanges: [
        asks(),
        isTurnedAway('<h1>Sorry</h1>', { iss: 'https://cognito-idp.eu-west-1.test/eu-west-1_Example' }),
      ],
    },
    'the application says another reason': {
      exchanges: [metadata, asks(), isTurnedAway('<h1>State mismatch</h1>', { ...OTHER, state: 's-0' })],
    },
    'the callback passes': {
      exchanges: [metadata, asks(), comesBack(OTHER, { id: 'main', startedAt: NOON })],
    },
  },
};
