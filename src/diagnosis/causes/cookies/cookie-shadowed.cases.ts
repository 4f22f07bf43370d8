import type { CauseCases } from '../../engine/cause-cases.ts';
import { held, loginHere, meHere } from './session.fixture.ts';

const sent = (cookie: string) => meHere({ requestHeaders: { 'sec-fetch-site': 'same-origin', cookie } });

export const cases: CauseCases = {
  finds: {
    'the sign-in set it without Domain, and one with Domain from before stands first': {
      exchanges: [loginHere('sid=new; Path=/; HttpOnly; Secure'), sent('sid=old; sid=new')],
      jar: [
        held({ name: 'sid', domain: 'app.test', hostOnly: false }),
        held({ name: 'sid', domain: 'app.test' }),
      ],
    },
    'two of a name, and nothing says which is new': {
      exchanges: [sent('theme=dark; sessionid=one; sessionid=two')],
    },
  },
  ignores: {
    'the new one stands first': {
      exchanges: [loginHere('sid=new; Path=/; HttpOnly; Secure'), sent('sid=new; sid=old')],
    },
    'both have the same value': {
      exchanges: [loginHere('sid=new; Path=/; HttpOnly; Secure'), sent('sid=new; sid=new')],
    },
    'what is doubled is no session': {
      exchanges: [sent('theme=dark; theme=light')],
    },
    'two sessions of different names': {
      exchanges: [sent('sid=one; admin_sid=two')],
    },
  },
};
