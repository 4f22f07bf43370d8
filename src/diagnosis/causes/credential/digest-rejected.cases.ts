import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';

/** As passport-http asks, and a page that answers. */
const asks = 'Digest realm="Orders", nonce="KJ466Snz5CGTSpdsxnfOu09MwUUIumGO", qop="auth"';
const answer = (changes: Readonly<Record<string, string>> = {}) => {
  const parameters = {
    username: '"mia"',
    realm: '"Orders"',
    nonce: '"JFW7tHOCZ2CrvuZZZZzOfPY3V1e93G8f"',
    uri: '"/api/orders"',
    qop: 'auth',
    nc: '00000001',
    cnonce: '"0a4f113b"',
    response: '"6629fae49393a05397450978507c4ef1"',
    ...changes,
  };
  return `Digest ${Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')}`;
};
const again = { responseHeaders: challenge(asks), responseBody: 'Unauthorized' };

export const cases: CauseCases = {
  finds: {
    'a wrong password': { exchanges: [refused(answer(), again)] },
    'the nonce has run out': {
      exchanges: [refused(answer(), { ...again, responseHeaders: challenge(`${asks}, stale=true`) })],
    },
    'the realm was renamed': { exchanges: [refused(answer({ realm: '"Old orders"' }), again)] },
    'the server moved to SHA-256': {
      exchanges: [refused(answer(), { ...again, responseHeaders: challenge(`${asks}, algorithm=SHA-256`) })],
    },
    'the query is missing in uri': {
      exchanges: [refused(answer(), { ...again, url: 'https://app.test/api/orders?page=2' })],
    },
    'the count was used before': {
      exchanges: [
        call({
          id: 'earlier',
          startedAt: NOON - 1_000,
          requestHeaders: { authorization: answer() },
        }),
        refused(answer(), again),
      ],
    },
    'the challenge came with a cookie that keeps its nonce': {
      exchanges: [
        refused(undefined, {
          id: 'challenge',
          startedAt: NOON - 1_000,
          // Flask-HTTPAuth, asked without credentials.
          responseHeaders: {
            ...challenge(
              asks.replace('KJ466Snz5CGTSpdsxnfOu09MwUUIumGO', 'JFW7tHOCZ2CrvuZZZZzOfPY3V1e93G8f'),
            ),
            'set-cookie': 'session=eyJhdXRoX25vbmNlIjoiYSJ9.awNwfw.Vswf9HxhjYcV; HttpOnly; Path=/',
          },
        }),
        refused(answer(), again),
      ],
    },
  },
  ignores: {
    'the first request, which begins every Digest': { exchanges: [refused(undefined, again)] },
    'the server knows the user and forbids': { exchanges: [refused(answer(), { ...again, status: 403 })] },
    'Basic was sent to a server that asks for Digest': {
      exchanges: [refused(`Basic ${btoa('mia:lamp-0815-lamp')}`, again)],
    },
    'the server asks for Bearer': {
      exchanges: [refused(answer(), { responseHeaders: challenge('Bearer realm="api"') })],
    },
  },
};
