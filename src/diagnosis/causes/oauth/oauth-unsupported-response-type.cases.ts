import type { CauseCases } from '../../engine/cause-cases.ts';
import { answersOnPage, asks, comesBack, errorPage } from './refused.fixture.ts';

const IMPLICIT = { response_type: 'id_token token', nonce: 'n-0S6_WzA2Mj' };

export const cases: CauseCases = {
  finds: {
    'the browser comes back with the standard’s code': {
      exchanges: [
        asks(IMPLICIT),
        comesBack({
          error: 'unsupported_response_type',
          error_description: 'unsupported response_type requested',
        }),
      ],
    },
    'Microsoft has the implicit flow switched off': {
      exchanges: [
        asks(IMPLICIT),
        comesBack({
          error: 'unsupported_response_type',
          error_description: "AADSTS700054: response_type 'id_token' is not enabled for the application.",
        }),
      ],
    },
    'the server shows a page': {
      exchanges: [
        answersOnPage(
          errorPage('unsupported_response_type', 'unsupported response_type requested'),
          IMPLICIT,
        ),
      ],
    },
  },
  ignores: {
    'the client may not use the type that the server offers': {
      exchanges: [asks(IMPLICIT), comesBack({ error: 'unauthorized_client' })],
    },
    'it is the request as a whole': {
      exchanges: [asks(IMPLICIT), comesBack({ error: 'invalid_request' })],
    },
  },
};
