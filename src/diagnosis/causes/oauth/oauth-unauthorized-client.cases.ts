import type { CauseCases } from '../../engine/cause-cases.ts';
import { answersOnPage, asks, comesBack, errorBody, errorPage, redeems } from './refused.fixture.ts';

const PASSWORD = { grant_type: 'password', username: 'mia', password: 'correct horse' };

export const cases: CauseCases = {
  finds: {
    'the grant is not allowed to this client': {
      exchanges: [
        redeems(
          403,
          errorBody('unauthorized_client', "Grant type 'password' not allowed for the client."),
          {},
          PASSWORD,
        ),
      ],
    },
    'the flow is switched off for the client': {
      exchanges: [
        asks({ response_type: 'id_token' }),
        comesBack({
          error: 'unauthorized_client',
          error_description:
            'Client is not allowed to initiate browser login with given response_type. Implicit flow is disabled for the client.',
        }),
      ],
    },
    'a registration for servers is used by a page': {
      exchanges: [
        redeems(
          400,
          errorBody(
            'invalid_request',
            "AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
          ),
        ),
      ],
    },
    'the server shows a page': {
      exchanges: [answersOnPage(errorPage('unauthorized_client', 'requested response_type is not allowed'))],
    },
  },
  ignores: {
    'the same code for a client that Microsoft does not know': {
      exchanges: [
        redeems(
          400,
          errorBody('unauthorized_client', 'AADSTS700016: Application was not found.'),
          {},
          PASSWORD,
        ),
      ],
    },
    'the password is wrong': {
      exchanges: [redeems(400, errorBody('invalid_grant', 'Wrong email or password.'), {}, PASSWORD)],
    },
  },
};
