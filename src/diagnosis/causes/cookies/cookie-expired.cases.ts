import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { loginHere, meHere } from './session.fixture.ts';

const EXPRESS =
  'connect.sid=s%3ADJ2ZaX6S9N1q12qDZAaoniNjsfV6rYPA.fklQ0r6LjerbG76caBzbkkcM3wvxR3i701r4UL8ST7s';
const at = (time: number) => new Date(time).toUTCString();

export const cases: CauseCases = {
  finds: {
    'the lifetime was given in seconds where milliseconds are meant': {
      exchanges: [loginHere(`${EXPRESS}; Path=/; Expires=${at(NOON - 1_000)}; HttpOnly; Secure`), meHere()],
    },
    'Max-Age passed': {
      exchanges: [loginHere(`${EXPRESS}; Path=/; Max-Age=1; HttpOnly; Secure`), meHere()],
    },
    'the server’s clock is slow: Expires was past when Flask set it, and nginx dates the answer rightly': {
      exchanges: [
        loginHere(
          `session=eyJfcGVybWFuZW50Ijp0cnVlLCJ1c2VyIjoibWlhIn0.awNUSg.Y45PIuxr7lTln_qCtu1MYkKHC7M; Expires=${at(NOON - 5_400_000)}; HttpOnly; Path=/`,
        ),
        meHere(),
      ],
    },
  },
  ignores: {
    'it lives for an hour, went along, and was refused': {
      exchanges: [
        loginHere(`${EXPRESS}; Path=/; Max-Age=3600; HttpOnly; Secure`),
        meHere({ requestHeaders: { 'sec-fetch-site': 'same-origin', cookie: EXPRESS } }),
      ],
    },
    'the server deleted it': {
      exchanges: [
        loginHere('connect.sid=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', {
          url: 'https://app.test/logout',
        }),
        meHere(),
      ],
    },
    'what expired is no session': {
      exchanges: [loginHere('theme=dark; Path=/; Max-Age=1'), meHere()],
    },
    'Max-Age stands above an Expires that is past': {
      exchanges: [
        loginHere(`${EXPRESS}; Path=/; Max-Age=3600; Expires=${at(NOON - 5_000)}; HttpOnly; Secure`),
        meHere({ requestHeaders: { 'sec-fetch-site': 'same-origin', cookie: EXPRESS } }),
      ],
    },
  },
};
