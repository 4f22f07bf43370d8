import type { Evidence } from '../diagnosis/engine/cause.ts';
import { query, requestBody } from '../diagnosis/engine/evidence.ts';
import { CLOCK_GRAIN_MS } from '../diagnosis/facts/facts.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type PkceFit, pkceFit } from '../protocol/oauth/pkce.ts';
import type { SamlResponse } from '../protocol/saml/messages.ts';
import { type Difference, type Party, shown, sideOf } from './difference.ts';
import type { Environments } from './environment.ts';

/** What a step of a sign-in carries: random values by how they fit the steps before, never as they are. */
export function signInDifferences(good: Party, bad: Party, environments: Environments): Difference[] {
  return [
    ...parameter('state', good, bad, stateOf),
    ...parameter('code', good, bad, codeOf),
    ...parameter('refresh_token', good, bad, refreshTokenOf),
    ...parameter('code_verifier', good, bad, verifierOf),
    ...samlDifferences(good, bad, environments),
  ];
}

function parameter(
  name: string,
  good: Party,
  bad: Party,
  textOf: (party: Party) => string | undefined,
): Difference[] {
  const [before, after] = [textOf(good), textOf(bad)];
  if (before === undefined || after === undefined || before === after) return [];
  return [
    {
      role: 'request',
      what: 'parameter',
      name,
      label: `Parameter ${name}`,
      good: sideOf(before, placeOf(good.exchange, name)),
      bad: sideOf(after, placeOf(bad.exchange, name)),
    },
  ];
}

function placeOf(exchange: Exchange, name: string): Evidence | undefined {
  const { url, body } = exchange.request;
  if (URL.canParse(url) && new URL(url).searchParams.has(name)) return query(exchange, name);
  return body && requestBody(exchange);
}

/** Does the callback bring back what the sign-in of this capture sent along (RFC 6749 §4.1.2)? */
function stateOf({ exchange, facts }: Party): string | undefined {
  const message = facts.oauth(exchange);
  if (message?.kind !== 'authorization-response') return undefined;
  const { state } = message.response;
  if (state === undefined) return 'missing';
  const asked = facts
    .oauthExchanges()
    .some(([, each]) => each.kind === 'authorization-request' && each.request.state === state);
  return asked ? 'as it was asked for' : 'never asked for';
}

/** RFC 6749 §4.1.2: a code is used once. */
function codeOf(party: Party): string | undefined {
  return useOf(party, ({ code }) => code);
}

/** Where they rotate, each is used once (RFC 9700 §4.14.2). */
function refreshTokenOf(party: Party): string | undefined {
  return useOf(party, ({ refreshToken }) => refreshToken);
}

type TokenRequest = Extract<ReturnType<Party['facts']['oauth']>, { kind: 'token-request' }>['request'];

function tokenRequestOf({ exchange, facts }: Party): TokenRequest | undefined {
  const message = facts.oauth(exchange);
  return message?.kind === 'token-request' ? message.request : undefined;
}

function useOf(party: Party, read: (request: TokenRequest) => string | undefined): string | undefined {
  const request = tokenRequestOf(party);
  const value = request && read(request);
  if (value === undefined) return undefined;
  const usedBefore = party.facts
    .oauthExchanges()
    .some(
      ([exchange, each]) =>
        each.kind === 'token-request' &&
        exchange.startedAt < party.exchange.startedAt &&
        read(each.request) === value,
    );
  return usedBefore ? 'used before' : 'used for the first time';
}

/** RFC 7636 §4.6, against every challenge of the capture. */
function verifierOf(party: Party): string | undefined {
  const verifier = tokenRequestOf(party)?.codeVerifier;
  if (verifier === undefined) return undefined;
  const fits = party.facts.oauthExchanges().flatMap(([, each]): PkceFit[] => {
    if (each.kind !== 'authorization-request' || each.request.codeChallenge === undefined) return [];
    return [pkceFit(verifier, each.request.codeChallenge, each.request.codeChallengeMethod)];
  });
  if (fits.length === 0) return undefined;
  return fits.includes('fits') ? 'fits the challenge' : 'fits no challenge';
}

/** What of an assertion decides (SAML core §2.5.1, profiles §4.1.4). */
function samlDifferences(good: Party, bad: Party, environments: Environments): Difference[] {
  const [before, after] = [samlOf(good), samlOf(bad)];
  if (!before || !after) return [];
  const aspects: readonly (readonly [string, (response: SamlResponse, party: Party) => readonly string[]])[] =
    [
      ['Status', ({ status }) => status.slice(-1)],
      ['Lifetime', (response, party) => [lifeOf(response, party)]],
      ['Audience', ({ assertions }) => assertions.flatMap(({ audiences }) => audiences.flat())],
      ['Destination', ({ destination }) => (destination === undefined ? [] : [destination])],
      ['Issuer', ({ issuer }) => (issuer === undefined ? [] : [issuer])],
      ['InResponseTo', ({ inResponseTo }, party) => [answersOf(inResponseTo, party)]],
    ];
  return aspects.flatMap(([label, of]): Difference[] => {
    const [one, other] = [of(before, good), of(after, bad)];
    if (one.join('\n') === other.join('\n')) return [];
    return [
      {
        role: 'request',
        what: 'parameter',
        name: 'SAMLResponse',
        label: `${label} of the assertion`,
        good: sideOf(shown(one), placeOf(good.exchange, 'SAMLResponse')),
        bad: sideOf(shown(other), placeOf(bad.exchange, 'SAMLResponse')),
        ...(environments.alike(one, other) && { asEnvironments: true }),
      },
    ];
  });
}

function samlOf({ exchange, facts }: Party): SamlResponse | undefined {
  const message = facts.saml(exchange);
  return message?.kind === 'response' ? message.response : undefined;
}

function lifeOf({ assertions }: SamlResponse, { exchange, facts }: Party): string {
  const at = facts.judgedAt(exchange);
  const periods = assertions.flatMap((each) => [each, ...each.confirmations]);
  if (periods.some(({ notOnOrAfter }) => notOnOrAfter !== undefined && notOnOrAfter <= at)) return 'expired';
  return periods.some(({ notBefore }) => notBefore !== undefined && notBefore > at + CLOCK_GRAIN_MS)
    ? 'not valid yet'
    : 'valid';
}

function answersOf(inResponseTo: string | undefined, { facts }: Party): string {
  if (inResponseTo === undefined) return 'missing';
  const known = facts.authnRequests().some(([, { id }]) => id === inResponseTo);
  return known ? 'a request of this capture' : 'a request that was not seen';
}
