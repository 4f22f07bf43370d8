import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { ENTITY, posts, responseXml, says, sendsToSignIn } from './saml.fixture.ts';

const OTHER = { audience: 'https://staging.app.test/sp' };

export const cases: CauseCases = {
  finds: {
    'the request was made under another name': {
      exchanges: [sendsToSignIn(), posts(responseXml(OTHER))],
    },
    'node-saml says so': {
      exchanges: [
        sendsToSignIn(),
        posts(
          responseXml(OTHER),
          says(`SAML assertion audience mismatch. Expected: ${ENTITY} Received: ${OTHER.audience}`),
        ),
      ],
    },
    'the page that the application sends people to says so': {
      exchanges: [
        exchange({
          id: 'page',
          kind: 'navigation',
          url: 'https://app.test/login?error',
          startedAt: NOON + 100,
          redirectedFromId: 'main' as Exchange['id'],
          responseBody: `<html><body>SAML assertion audience mismatch. Expected: ${ENTITY}</body></html>`,
        }),
        posts(responseXml(OTHER), { status: 302, responseHeaders: { location: '/login?error' } }),
      ],
    },
    'python3-saml says so, and the request was not recorded': {
      exchanges: [
        posts(responseXml(OTHER), {
          status: 400,
          responseBody: `${OTHER.audience} is not a valid audience for this Response`,
        }),
      ],
    },
  },
  ignores: {
    'it is meant for the one that asked': { exchanges: [sendsToSignIn(), posts(responseXml())] },
    'another reason is given': {
      exchanges: [sendsToSignIn(), posts(responseXml(OTHER), says('Invalid signature'))],
    },
    'the application takes it': {
      exchanges: [
        sendsToSignIn(),
        posts(responseXml(OTHER), { status: 302, responseHeaders: { location: '/' } }),
      ],
    },
  },
  cannotTell: {
    'the assertion is encrypted': {
      exchanges: [sendsToSignIn(), posts(responseXml({ encrypted: true }))],
    },
  },
};
