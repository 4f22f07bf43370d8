import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, comesBack } from './refused.fixture.ts';
import { frameAsks, nobody, signedIn } from './silent.fixture.ts';

const SILENT = { prompt: 'none' };
const NOBODY = {
  error: 'login_required',
  error_description: 'End-User authentication is required',
};
export const cases: CauseCases = {
  finds: {
    'the page asked silently, and nobody was signed in': {
      exchanges: [asks(SILENT), comesBack(NOBODY)],
    },
    'the session’s cookie is not made for frames': {
      exchanges: [signedIn('secure; samesite=lax'), frameAsks('active'), nobody],
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
      exchanges: [frameAsks('active'), nobody],
    },
    'a frame asked while third-party cookies are blocked, and nobody had signed in': {
      exchanges: [frameAsks('none'), nobody],
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
