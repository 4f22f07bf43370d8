import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { posts, responseXml, says, sendsToSignIn } from './saml.fixture.ts';

const MINUTE = 60_000;
const OVER = { notBefore: NOON - 20 * MINUTE, notOnOrAfter: NOON - 10 * MINUTE };

export const cases: CauseCases = {
  finds: {
    'ten minutes ago, and the application gives no reason': {
      exchanges: [sendsToSignIn(), posts(responseXml(OVER))],
    },
    'node-saml says so': {
      exchanges: [
        posts(
          responseXml({ notOnOrAfter: NOON - 2_000 }),
          says('SAML assertion expired: clocks skewed too much'),
        ),
      ],
    },
    'the application sends the person to a page about errors': {
      exchanges: [posts(responseXml(OVER), { status: 302, responseHeaders: { location: '/login?error' } })],
    },
    'the identity provider’s clock is ahead': {
      exchanges: [
        posts(
          responseXml({ notBefore: NOON + 7 * MINUTE, notOnOrAfter: NOON + 12 * MINUTE }),
          says('SAML assertion not yet valid'),
        ),
      ],
    },
    'the person signed in there long ago': {
      exchanges: [
        posts(responseXml(), {
          status: 401,
          responseBody: 'Authentication statement is too old to be used with value 2026-11-21T12:00:00.000Z',
        }),
      ],
    },
  },
  ignores: {
    'the assertion is good': { exchanges: [sendsToSignIn(), posts(responseXml())] },
    'the application names another reason': {
      exchanges: [posts(responseXml(OVER), says('Invalid signature'))],
    },
    'the application takes it all the same': {
      exchanges: [posts(responseXml(OVER), { status: 302, responseHeaders: { location: '/' } })],
    },
    'less than the grain of the clocks': {
      exchanges: [posts(responseXml({ notBefore: NOON + 756 }))],
    },
  },
  cannotTell: {
    'the assertion is encrypted': { exchanges: [posts(responseXml({ encrypted: true }))] },
  },
};
