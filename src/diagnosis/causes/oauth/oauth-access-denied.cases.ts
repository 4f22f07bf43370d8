import type { CauseCases } from '../../engine/cause-cases.ts';
import { answersOnPage, asks, comesBack, errorPage } from './refused.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'somebody cancelled the sign-in': {
      exchanges: [
        asks(),
        comesBack({ error: 'access_denied', error_description: 'End-User aborted interaction' }),
      ],
    },
    'the callback answers with an error of its own': {
      exchanges: [
        asks(),
        comesBack(
          { error: 'access_denied' },
          { status: 401, responseBody: '<html><body>Unauthorized</body></html>' },
        ),
      ],
    },
    'the person is not assigned to the application': {
      exchanges: [
        asks(),
        comesBack({
          error: 'access_denied',
          error_description: 'User is not assigned to the client application.',
        }),
      ],
    },
    'LinkedIn has a code of its own': {
      exchanges: [
        asks(),
        comesBack({ error: 'user_cancelled_login', error_description: 'The user cancelled LinkedIn login' }),
      ],
    },
    'Google keeps the application to its own organisation': {
      exchanges: [
        answersOnPage(
          '<html><body><h1>Access blocked</h1><div>Error 403: org_internal</div></body></html>',
          {},
          { status: 403 },
        ),
      ],
    },
  },
  ignores: {
    'the server crashed': {
      exchanges: [asks(), comesBack({ error: 'server_error' })],
    },
    'an API says so': {
      exchanges: [
        answersOnPage(
          '{"error":"access_denied","error_description":"Access is denied"}',
          {},
          {
            url: 'https://app.test/api/orders',
            kind: 'fetch',
            status: 403,
          },
        ),
      ],
    },
    'the page names the client': {
      exchanges: [answersOnPage(errorPage('invalid_client', 'client is invalid'))],
    },
  },
};
