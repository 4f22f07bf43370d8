import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import {
  asks,
  CODE,
  CODE_FORM,
  comesBack,
  INVALID_GRANT,
  isTurnedAway,
  redeems,
  TOKENS,
} from './flow.fixture.ts';

const FIRST = { id: 'first', startedAt: NOON - 250 };

export const cases: CauseCases = {
  finds: {
    // From the recording oidc-code-reused: the page’s callback runs twice (StrictMode).
    'the page redeems it twice': {
      exchanges: [
        asks(),
        comesBack(),
        redeems(CODE_FORM, 200, TOKENS, FIRST),
        redeems(CODE_FORM, 400, INVALID_GRANT),
      ],
    },
    'both requests are under way at once': {
      exchanges: [
        redeems(CODE_FORM, 200, TOKENS, { id: 'first', startedAt: NOON + 10 }),
        redeems(CODE_FORM, 400, INVALID_GRANT, { endedAt: NOON + 90 }),
      ],
    },
    'the first answer was lost on its way': {
      exchanges: [
        redeems(CODE_FORM, 0, {}, { ...FIRST, failure: 'net::ERR_NETWORK_CHANGED' }),
        redeems(CODE_FORM, 400, INVALID_GRANT),
      ],
    },
    'the server says so (Microsoft Entra)': {
      exchanges: [
        redeems(CODE_FORM, 400, {
          error: 'invalid_grant',
          error_description:
            'AADSTS54005: OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
        }),
      ],
    },
    'the callback of a server-side application is loaded again': {
      exchanges: [
        asks(),
        comesBack({}, { status: 302, responseHeaders: { location: '/' } }),
        isTurnedAway('BadRequestError: invalid_grant (grant request is invalid)'),
      ],
    },
  },
  ignores: {
    'each request has a code of its own': {
      exchanges: [
        redeems(CODE_FORM, 200, TOKENS, FIRST),
        redeems({ ...CODE_FORM, code: `${CODE}2` }, 400, INVALID_GRANT),
      ],
    },
    'a tool put the same word in place of every code': {
      exchanges: [
        redeems({ ...CODE_FORM, code: '[REDACTED]' }, 200, TOKENS, FIRST),
        redeems({ ...CODE_FORM, code: '[REDACTED]' }, 400, INVALID_GRANT),
      ],
    },
    'the first request was refused as well': {
      exchanges: [
        redeems(CODE_FORM, 401, { error: 'invalid_client' }, FIRST),
        redeems(CODE_FORM, 400, INVALID_GRANT),
      ],
    },
    'the first callback failed, too': {
      exchanges: [
        asks(),
        isTurnedAway('<h1>Sorry</h1>', {}, { id: 'first', startedAt: NOON - 500 }),
        isTurnedAway('<h1>Sorry</h1>'),
      ],
    },
    'an API takes a code and a state that are none of a sign-in': {
      exchanges: [
        comesBack(
          { code: 'US', state: 'CA' },
          { url: 'https://app.test/api/taxes?code=US&state=CA', kind: 'fetch' },
        ),
        isTurnedAway(
          '<h1>Sorry</h1>',
          {},
          {
            url: 'https://app.test/api/taxes?code=US&state=CA',
            kind: 'fetch',
            status: 403,
          },
        ),
      ],
    },
    'a second sign-in comes back with a code of its own': {
      exchanges: [
        asks(),
        comesBack({}, { status: 302, responseHeaders: { location: '/' } }),
        isTurnedAway('<h1>Sorry</h1>', { code: `${CODE}2` }),
      ],
    },
  },
};
