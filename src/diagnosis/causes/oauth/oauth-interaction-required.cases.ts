import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, comesBack, errorBody, redeems } from './refused.fixture.ts';

const SILENT = { prompt: 'none' };

export const cases: CauseCases = {
  finds: {
    'a silent question meets a second factor': {
      exchanges: [
        asks(SILENT, { kind: 'frame' }),
        comesBack(
          {
            error: 'interaction_required',
            error_description:
              'AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication.',
          },
          { kind: 'frame' },
        ),
      ],
    },
    'several accounts are signed in': {
      exchanges: [asks(SILENT), comesBack({ error: 'account_selection_required' })],
    },
    'the token endpoint wants the person back': {
      exchanges: [
        redeems(
          400,
          errorBody(
            'interaction_required',
            'AADSTS50079: The user is required to use multi-factor authentication.',
          ),
          {},
          { grant_type: 'refresh_token' },
        ),
      ],
    },
  },
  ignores: {
    'conditional access says no for good': {
      exchanges: [
        asks(SILENT),
        comesBack({
          error: 'interaction_required',
          error_description: 'AADSTS53003: Access has been blocked by Conditional Access policies.',
        }),
      ],
    },
    'a sign-in with a page followed at once': {
      exchanges: [
        asks(SILENT, { startedAt: NOON - 5_000 }),
        asks({}, { id: 'again', startedAt: NOON + 500 }),
        comesBack({ error: 'interaction_required' }),
      ],
    },
  },
};
