import type { CauseCases } from '../../engine/cause-cases.ts';
import { loginHere, meHere } from './session.fixture.ts';

const EXPRESS =
  'connect.sid=s%3AILRfzvQqEdzmXM4z6TbN6OOjNaT6KrWq.j5z2kuVauXBqEzSfFAmrKauOyWy2by1MtiU1pPnR%2BDo';
const sameSite = { 'sec-fetch-site': 'same-site', origin: 'https://app.test' };
const withCredentials = {
  'access-control-allow-origin': 'https://app.test',
  'access-control-allow-credentials': 'true',
};
const onAuth = {
  url: 'https://auth.app.test/login',
  requestHeaders: sameSite,
  responseHeaders: withCredentials,
};
const onApi = {
  url: 'https://api.app.test/me',
  requestHeaders: sameSite,
  responseHeaders: withCredentials,
};

export const cases: CauseCases = {
  finds: {
    'the production domain stands in the settings of another environment': {
      exchanges: [loginHere(`${EXPRESS}; Domain=app.example; Path=/; HttpOnly; Secure`), meHere()],
    },
    'Domain is a public suffix': {
      exchanges: [loginHere(`${EXPRESS}; Domain=test; Path=/; HttpOnly; Secure`), meHere()],
    },
    'Domain is a subdomain of the host that answers': {
      exchanges: [loginHere(`${EXPRESS}; Domain=api.app.test; Path=/; HttpOnly; Secure`), meHere()],
    },
    'the sign-in has a host of its own, and its cookie is for that alone': {
      exchanges: [loginHere(`${EXPRESS}; Path=/; HttpOnly; Secure`, onAuth), meHere(onApi)],
    },
  },
  ignores: {
    'Domain covers both, and the session went along': {
      exchanges: [
        loginHere(`${EXPRESS}; Domain=app.test; Path=/; HttpOnly; Secure`, onAuth),
        meHere({ ...onApi, requestHeaders: { ...sameSite, cookie: EXPRESS } }),
      ],
    },
    'the sign-in handed out a token': {
      exchanges: [
        loginHere(`${EXPRESS}; Path=/; HttpOnly; Secure`, {
          ...onAuth,
          responseBody: '{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer"}',
        }),
        meHere(onApi),
      ],
    },
    'the other host’s cookie came with no sign-in': {
      exchanges: [
        loginHere(`${EXPRESS}; Path=/; HttpOnly; Secure`, {
          ...onAuth,
          method: 'GET',
          url: 'https://www.app.test/',
        }),
        meHere(onApi),
      ],
    },
    'a later answer set it rightly': {
      exchanges: [
        loginHere([
          `${EXPRESS}; Domain=app.example; Path=/; HttpOnly; Secure`,
          `${EXPRESS}; Path=/; HttpOnly; Secure`,
        ]),
        meHere({ requestHeaders: { 'sec-fetch-site': 'same-origin', cookie: EXPRESS } }),
      ],
    },
  },
};
