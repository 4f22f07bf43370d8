import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, comesBack } from './refused.fixture.ts';

const SILENT = { prompt: 'none' };
const NOBODY = {
  error: 'login_required',
  error_description: 'End-User authentication is required',
};
const FRAME = {
  kind: 'frame',
  requestHeaders: {
    'sec-fetch-dest': 'iframe',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-storage-access': 'active',
  },
} as const;

/** The person signed in on a page a minute before. */
const signedIn = (attributes: string) =>
  asks(
    {},
    {
      id: 'signed-in',
      startedAt: NOON - 60_000,
      responseHeaders: {
        location: 'https://app.test/callback?code=ovR0vRbENUOAIqH0&state=EZHR1lctERBPNRXb',
        'set-cookie': `_session=VOuoaMqFIPshXzkL9coQ1xn38bbaurMq; path=/; ${attributes}; secure; httponly`,
      },
    },
  );

export const cases: CauseCases = {
  finds: {
    'the page asked silently, and nobody was signed in': {
      exchanges: [asks(SILENT), comesBack(NOBODY)],
    },
    'the session’s cookie is not made for frames': {
      exchanges: [signedIn('samesite=lax'), asks(SILENT, FRAME), comesBack(NOBODY, { kind: 'frame' })],
    },
    'Microsoft says it in its own words': {
      exchanges: [
        asks(SILENT),
        comesBack({
          error: 'interaction_required',
          error_description: 'AADSTS50058: A silent sign-in request was sent but no user is signed in.',
        }),
      ],
    },
  },
  ignores: {
    'a frame asked, and nobody had signed in': {
      exchanges: [asks(SILENT, FRAME), comesBack(NOBODY, { kind: 'frame' })],
    },
    'the page asked again, with a page': {
      exchanges: [
        asks(SILENT, { startedAt: NOON - 5_000 }),
        asks({}, { id: 'again', startedAt: NOON + 500 }),
        comesBack(NOBODY),
      ],
    },
    'it is the consent that is missing': {
      exchanges: [asks(SILENT), comesBack({ error: 'consent_required' })],
    },
  },
};
