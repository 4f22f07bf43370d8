import type { CauseCases } from '../../engine/cause-cases.ts';
import { posts, responseXml, says, sendsToSignIn } from './saml.fixture.ts';

const ENTRA_PAGE =
  '<html><script>$Config={"strServiceExceptionMessage":"AADSTS700016: Application with identifier \\u0027https://app.test/sp\\u0027 was not found in the directory"};</script></html>';

export const cases: CauseCases = {
  finds: {
    'the identity provider answers no, and the application shows a page': {
      exchanges: [
        sendsToSignIn(),
        posts(responseXml({ status: ['Responder', 'AuthnFailed'], statusMessage: 'Sign-in was cancelled' }), {
          status: 200,
          responseBody: '<html><body>Something went wrong</body></html>',
        }),
      ],
    },
    'it finds fault with the request': {
      exchanges: [posts(responseXml({ status: ['Requester', 'InvalidNameIDPolicy'] }))],
    },
    'the application holds an old certificate': {
      exchanges: [
        sendsToSignIn(),
        posts(responseXml({ destination: 'https://app.test/sp' }), says('Invalid signature')),
      ],
    },
    'Shibboleth does not trust it': {
      exchanges: [
        posts(responseXml(), {
          status: 403,
          responseBody:
            '<html><body><p>opensaml::SecurityPolicyException</p><p>Message was signed, but signature could not be verified.</p></body></html>',
        }),
      ],
    },
    'the application comes from a name that the identity provider does not know': {
      exchanges: [sendsToSignIn({ id: 'main', responseBody: ENTRA_PAGE })],
    },
  },
  ignores: {
    'nobody is signed in, and no page was allowed': {
      exchanges: [
        posts(responseXml({ status: ['Responder', 'NoPassive'] }), {
          status: 302,
          responseHeaders: { location: '/' },
        }),
      ],
    },
    'a success that the application refuses for another reason': {
      exchanges: [posts(responseXml(), says('InResponseTo is not valid'))],
    },
    'a success that it takes': {
      exchanges: [posts(responseXml(), { status: 302, responseHeaders: { location: '/' } })],
    },
  },
  cannotTell: {
    'the identity provider’s page was not recorded': {
      exchanges: [sendsToSignIn({ id: 'main', status: 400, blindSpots: ['response-body'] })],
    },
  },
};
