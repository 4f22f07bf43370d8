import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Confidence, Verdict } from '../../engine/cause.ts';
import { claim, present, said, url } from '../../engine/evidence.ts';
import { listed, quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc7519Audience, rfc7519Issuer } from '../specs.ts';
import { type RefusedJwt, refusedJwt } from './claims.ts';
import { differOnlyByEnvironment, environmentOf, environmentOfHost } from './environment.ts';
import words from './environment-mismatch.md?raw';

export const environmentMismatch: Cause = {
  code: 'environment-mismatch',
  group: 'token',
  title: 'The token belongs to another environment than the API',
  fixIn: 'client',
  step: 'environment',
  aliases: ['staging token in production', 'localhost issuer', 'wrong tenant', 'works locally'],
  specs: [rfc7519Issuer, rfc7519Audience],
  words,
  explains: [
    'issuer-mismatch',
    'audience-mismatch',
    'key-not-found',
    'signature-invalid',
    'algorithm-mismatch',
    'token-rejected',
  ],
  decide(failing, facts): Verdict {
    const meanings = ['issuer', 'audience', 'signature', 'key-not-found', 'algorithm'] as const;
    const jwt = refusedJwt(failing, facts, ...meanings);
    if (!jwt || facts.saysOtherwise(failing, ...meanings)) return undefined;
    const conflict = conflictOf(failing, facts, jwt);
    if (!conflict) return undefined;
    const named = facts.saysThat(failing, conflict.claim === 'iss' ? 'issuer' : 'audience');
    // The server refuses the other claim: this one has passed.
    if (!named && facts.saysThat(failing, conflict.claim === 'iss' ? 'audience' : 'issuer')) return undefined;
    const word = named ?? facts.saysThat(failing, ...meanings);
    return {
      kind: 'found',
      confidence: named ? 'certain' : conflict.confidence,
      title: `The token is from ${conflict.tokens}, and ${conflict.apis}`,
      line: `${conflict.claim} is ${quote(conflict.value)}`,
      evidence: present(
        claim(failing, conflict.claim, { mark: conflict.mark }),
        url(failing, { label: 'Called', note: conflict.note }),
        word && said(word),
      ),
    };
  },
};

interface Conflict {
  readonly claim: 'iss' | 'aud';
  readonly value: string;
  readonly mark: string;
  /** After "The token is from". */
  readonly tokens: string;
  /** A clause about the API. */
  readonly apis: string;
  readonly note: string;
  readonly confidence: Confidence;
}

function conflictOf(failing: Exchange, facts: Facts, { claims }: RefusedJwt): Conflict | undefined {
  const [issuer] = listed(claims['iss']);
  const accepted = facts.acceptedClaims(failing, 'iss');
  if (issuer !== undefined && accepted.includes(JSON.stringify(claims['iss']))) return undefined;
  return (
    (issuer === undefined ? undefined : issuerConflict(issuer, failing, accepted)) ??
    audienceConflict(listed(claims['aud']), failing)
  );
}

function issuerConflict(
  issuer: string,
  failing: Exchange,
  accepted: readonly string[],
): Conflict | undefined {
  const own = environmentOf(issuer);
  const api = environmentOfHost(failing.request.url);
  if (!own) return undefined;
  const base = { claim: 'iss', value: issuer, mark: own.mark, tokens: ofEnvironment(own.name) } as const;
  if (own.name === 'local') {
    if (api?.name === 'local') return undefined;
    return { ...base, apis: 'the API is not on this computer', note: 'a public host', confidence: 'likely' };
  }
  if (accepted.some((each) => differOnlyByEnvironment(textOf(each), issuer))) {
    return {
      ...base,
      apis: 'this API has accepted tokens of another',
      note: `accepted tokens say ${quote(accepted.map(textOf).join(', '))}`,
      confidence: 'likely',
    };
  }
  // One provider often serves all the environments that are not production.
  if (!api || api.name === 'local' || api.name === own.name) return undefined;
  if (api.name !== 'production' && own.name !== 'production') return undefined;
  return {
    ...base,
    apis: `the API is ${ofEnvironment(api.name)}`,
    note: `${quote(api.mark)} in its host`,
    confidence: 'likely',
  };
}

/** The audience is this very API, in another environment. */
function audienceConflict(audience: readonly string[], failing: Exchange): Conflict | undefined {
  if (audience.length !== 1) return undefined;
  const [value = ''] = audience;
  const here = failing.request.url;
  const own = environmentOf(value);
  const api = environmentOfHost(here);
  if (!differOnlyByEnvironment(value, here) || own?.name === api?.name) return undefined;
  return {
    claim: 'aud',
    value,
    mark: own?.mark ?? value,
    tokens: own ? ofEnvironment(own.name) : 'another environment',
    apis: `the API called is ${api ? ofEnvironment(api.name) : 'another'}`,
    note: 'the same host but for the environment',
    confidence: 'likely',
  };
}

function ofEnvironment(name: string): string {
  return name === 'local' ? 'an issuer on a local address' : `the ${name} environment`;
}

function textOf(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : '';
}
