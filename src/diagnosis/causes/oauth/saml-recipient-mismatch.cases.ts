import type { CauseCases } from '../../engine/cause-cases.ts';
import { ACS, posts, responseXml, says, sendsToSignIn } from './saml.fixture.ts';

const INNER = 'http://app:8080/acs';
const ENTRA_PAGE =
  '<html><script>$Config={"strServiceExceptionMessage":"AADSTS50011: The reply URL \\u0027https://app.test/acs\\u0027 specified in the request does not match the reply URLs configured for the application"};</script></html>';

export const cases: CauseCases = {
  finds: {
    'the assertion names another environment, and no reason is given': {
      exchanges: [sendsToSignIn(), posts(responseXml({ recipient: 'https://staging.app.test/acs' }))],
    },
    'python3-saml says so': {
      exchanges: [
        posts(responseXml({ destination: 'https://app.test/sso/acs' }), {
          status: 400,
          responseBody: `The response was received at ${ACS} instead of https://app.test/sso/acs`,
        }),
      ],
    },
    'a proxy hides the address from the application': {
      exchanges: [
        posts(responseXml(), {
          status: 400,
          responseBody: `The response was received at ${INNER} instead of ${ACS}`,
        }),
      ],
    },
    'Microsoft does not know the reply address': {
      exchanges: [sendsToSignIn({ id: 'main', responseBody: ENTRA_PAGE })],
    },
    'AD FS has no such endpoint': {
      exchanges: [
        sendsToSignIn({
          id: 'main',
          status: 400,
          responseBody:
            '<html><body>MSIS3200: No AssertionConsumerService is configured on the relying party trust that is a prefix match</body></html>',
        }),
      ],
    },
  },
  ignores: {
    'it is made out to the address that it reached': {
      exchanges: [sendsToSignIn(), posts(responseXml())],
    },
    'another reason is given': {
      exchanges: [posts(responseXml({ recipient: INNER }), says('Invalid signature'))],
    },
    'the application does not look at it': {
      exchanges: [
        posts(responseXml({ destination: 'https://app.test/sp' }), {
          status: 302,
          responseHeaders: { location: '/' },
        }),
      ],
    },
  },
};
