import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exchange, NOON, preflight } from '../../exchange/exchange.fixture.ts';
import type { Exchange, ExchangeId } from '../../exchange/exchange.ts';
import { readHar } from '../../har/from-har.ts';
import { diagnose } from '../index.ts';
import { factsOver } from './facts.ts';
import { flowOf } from './flow.ts';

const RECORDINGS = join(import.meta.dirname, '../../../recordings/har');

function flow(subject: Exchange, ...others: readonly Exchange[]) {
  return flowOf(subject, factsOver({ source: { kind: 'live' }, exchanges: [...others, subject] }));
}

function recordedFlow(id: string) {
  const reading = readHar(readFileSync(join(RECORDINGS, `${id}.har`), 'utf8'), id);
  if (!reading.ok) throw new Error(reading.problem);
  const facts = factsOver(reading.capture);
  const [failure] = diagnose(reading.capture).failures;
  return flowOf(facts.byId(failure!.exchangeId)!, facts);
}

const said = ({ steps, servers }: ReturnType<typeof flowOf>) =>
  steps.map(({ request, to, answer }) => `${request} at ${servers[to]!.origin}: ${answer}`);

describe('the flow of a request', () => {
  it('is itself alone where nothing else belongs to it', () => {
    const subject = exchange({ url: 'https://api.test/orders?page=2', status: 401 });
    expect(said(flow(subject, exchange({ id: 'x', url: 'https://api.test/other' })))).toEqual([
      'GET /orders at https://api.test: 401',
    ]);
  });

  it('puts the preflight ahead of what it asked for, and says that this was never sent', () => {
    const asking = preflight({ url: 'https://api.test/orders', status: 401, startedAt: NOON + 2 });
    const { response: _, ...unsent } = exchange({
      id: 'get',
      url: 'https://api.test/orders',
      failure: 'net::ERR_FAILED',
      preflightId: asking.id,
      startedAt: NOON,
    });
    expect(said(flow(unsent, asking))).toEqual([
      'OPTIONS /orders at https://api.test: 401',
      'GET /orders at https://api.test: never sent: the preflight did not pass',
    ]);
  });

  it('has all hops of a redirect chain, from whichever hop it is asked, and no ids in paths', () => {
    const location = '/login/0123456789abcdef0123456789abcdef';
    const first = exchange({ id: 'a', url: 'https://app.test/', status: 302, responseHeaders: { location } });
    const second = exchange({
      id: 'b',
      url: `https://app.test${location}`,
      redirectedFromId: 'a' as ExchangeId,
      startedAt: NOON + 5,
    });
    const hops = [
      'GET / at https://app.test: 302 to /login/01234567…',
      'GET /login/01234567… at https://app.test: 200',
    ];
    expect(said(flow(first, second))).toEqual(hops);
    expect(said(flow(second, first))).toEqual(hops);
  });

  it('ends with hops that lead back to each other', () => {
    const a = exchange({ id: 'a', redirectedFromId: 'b' as ExchangeId });
    const b = exchange({ id: 'b', redirectedFromId: 'a' as ExchangeId });
    expect(flow(a, b).steps).toHaveLength(2);
  });

  it('shows a sign-in from the authorization request to the token endpoint, with who is who', () => {
    const { servers, steps } = recordedFlow('oauth-pkce-mismatch-oidc-provider');
    expect(servers.map(({ role }) => role)).toEqual(['identity provider', 'application']);
    expect(steps[0]?.carries).toContain('PKCE challenge');
    expect(steps.at(-1)).toMatchObject({ request: 'POST /token', outcome: 'failed', isSubject: true });
  });

  it.each(readdirSync(RECORDINGS).map((name) => name.replace(/\.har$/, '')))(
    'holds no secret of %s, and never more than can be read',
    (id) => {
      const reading = readHar(readFileSync(join(RECORDINGS, `${id}.har`), 'utf8'), id);
      if (!reading.ok) throw new Error(reading.problem);
      const facts = factsOver(reading.capture);
      for (const subject of reading.capture.exchanges) {
        const { steps } = flowOf(subject, facts);
        expect(steps.length).toBeLessThanOrEqual(24);
        expect(steps.filter(({ isSubject }) => isSubject)).toHaveLength(1);
        const words = steps.flatMap(({ request, carries, answer }) => [request, ...carries, answer]);
        for (const word of words) expect(word).not.toMatch(/[\w-]{40}|eyJ/);
      }
    },
  );
});
