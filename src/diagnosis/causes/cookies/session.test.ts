import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../exchange/exchange.ts';
import { factsOver } from '../../facts/facts.ts';
import { cookieSecureOnHttp } from './cookie-secure-on-http.ts';
import { loginHere, meHere } from './session.fixture.ts';

const overHttp = { initiator: 'http://app.test', topLevelUrl: 'http://app.test/', requestHeaders: {} };

/** Django’s way to refuse: to the sign-in page, with 200 in the end. */
const login = loginHere(
  'sessionid=0i7x29eppff5zhfie4lihmnq907t8irl; HttpOnly; Path=/; SameSite=Lax; Secure',
  {
    ...overHttp,
    url: 'http://app.test/signin',
  },
);
const turnedAway = (location: string) =>
  meHere({
    ...overHttp,
    id: 'data',
    url: 'http://app.test/data',
    status: 302,
    responseHeaders: { location },
  });
function confidenceIn(failing: Exchange, ...others: readonly Exchange[]): string | undefined {
  const facts = factsOver({ source: { kind: 'live' }, exchanges: [login, ...others, failing] });
  const verdict = cookieSecureOnHttp.decide(failing, facts);
  return verdict?.kind === 'found' ? verdict.confidence : undefined;
}

describe('a redirect to a sign-in page', () => {
  it('counts as refused at the hop that redirects', () => {
    expect(confidenceIn(turnedAway('/accounts/login/?next=/data'))).toBe('certain');
  });

  it('is none where it leads elsewhere', () => {
    expect(confidenceIn(turnedAway('/data/'))).toBeUndefined();
  });
});
