import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { posts, responseXml, says, sendsToSignIn } from './saml.fixture.ts';

const taken = posts(responseXml(), {
  id: 'first',
  startedAt: NOON - 30_000,
  status: 302,
  responseHeaders: { location: '/' },
});

export const cases: CauseCases = {
  finds: {
    'node-saml has no such request': {
      exchanges: [sendsToSignIn(), posts(responseXml(), says('InResponseTo is not valid'))],
    },
    'the identity provider began': {
      exchanges: [posts(responseXml({ inResponseTo: '' }), says('InResponseTo is missing from response'))],
    },
    'the same answer was posted before': { exchanges: [taken, posts(responseXml())] },
    'it answers another request than was made': {
      exchanges: [sendsToSignIn(), posts(responseXml({ inResponseTo: '_77' }))],
    },
    'it answers none, and no other reason shows': {
      exchanges: [posts(responseXml({ inResponseTo: '' }))],
    },
    'python3-saml compares the two': {
      exchanges: [
        sendsToSignIn(),
        posts(responseXml({ inResponseTo: '_77' }), {
          status: 400,
          responseBody:
            'The InResponseTo of the Response: _77, does not match the ID of the AuthNRequest sent by the SP: _0a31b6b72bc20f63c66e',
        }),
      ],
    },
  },
  ignores: {
    'the first answer of this sign-in, without a reason': {
      exchanges: [sendsToSignIn(), posts(responseXml())],
    },
    'a new answer after an old one': {
      exchanges: [taken, posts(responseXml({ id: '_c9' }))],
    },
  },
};
