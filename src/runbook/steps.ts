import type { StepId } from '../diagnosis/engine/cause.ts';

/** One step of the runbook: what to find out next, and how. */
export interface RunbookStep {
  readonly id: StepId;
  readonly title: string;
  /** What this step finds out, in one line. */
  readonly purpose: string;
  /** What the recording answers by itself. */
  readonly seen: readonly string[];
  /** What only a person can answer; empty where the recording says it all. */
  readonly personChecks: readonly string[];
}

/** From the quickest signal to the slowest; every cause names one of these. */
export const RUNBOOK_STEPS: readonly RunbookStep[] = [
  {
    id: 'capture',
    title: 'Reproduce and capture the failing request',
    purpose: 'Hold the failing exchange in hand before changing anything.',
    seen: [
      'Request, response, redirect chain and preflight',
      'The challenge, the timing and the request ids to search server logs for',
      'Since when it fails, and on how many hosts',
    ],
    personChecks: [
      'Does the same request fail with curl?',
      'Does it fail in another browser, in a private window, without the VPN?',
    ],
  },
  {
    id: 'environment',
    title: 'Check URL, protocol and environment',
    purpose: 'Make sure that the right deployment was called, in the right way.',
    seen: [
      'https, mixed content and hops between http and https',
      'The environment of the host against that of the token',
      'Path, case and trailing slash against routes that work',
    ],
    personChecks: [
      'Is this the deployment you mean?',
      'Does a capture from an environment that works differ in host, issuer or audience?',
    ],
  },
  {
    id: 'challenge',
    title: 'Read what the server asks for',
    purpose: 'The server often says what it misses; read that before guessing.',
    seen: [
      'WWW-Authenticate: schemes, realm, error, scope, resource metadata',
      'Whether 401 and 403 are used as the standard means them',
    ],
    personChecks: [],
  },
  {
    id: 'credential',
    title: 'Check the credential on the wire',
    purpose: 'See that a credential was sent, and that it is well formed.',
    seen: [
      'Header present, scheme, spaces, quotes, doubled prefix, encoding, placeholder',
      'Whether Basic decodes to a user name and a password',
      'Whether the same credential was accepted earlier',
    ],
    personChecks: [],
  },
  {
    id: 'token',
    title: 'Decode the token',
    purpose: 'Read when it holds, who issued it and for whom, before anything else.',
    seen: [
      'exp, nbf and iat against the server’s own clock',
      'Issuer, audience, kind of token, scopes and roles',
      'Whether a refresh was tried',
    ],
    personChecks: [],
  },
  {
    id: 'keys',
    title: 'Compare the keys of issuer and validator',
    purpose: 'A token is only as good as the key that the API checks it with.',
    seen: ['Algorithm and key id of the token', 'Two issuers or two algorithms in one session'],
    personChecks: [
      'Do all services hold the same secret, under the name that each of them reads?',
      'Is the key id of the token in the issuer’s key set, as the API has it now?',
    ],
  },
  {
    id: 'session',
    title: 'Check cookies and session',
    purpose: 'See which cookies went along, and which the browser kept back and why.',
    seen: [
      'Each cookie of the host: sent, or held back and by which attribute',
      'Set-Cookie lines that the browser refused',
      'Third-party cookie blocking, and the pair that guards against CSRF',
    ],
    personChecks: ['Is the session store up, does it evict early, were its keys rotated?'],
  },
  {
    id: 'cors',
    title: 'Check CORS and the preflight',
    purpose: 'Find out whether the browser, not the server, refused the response.',
    seen: [
      'Whether there was a preflight, what it asked and what it got',
      'The check of the response, line by line',
      'Whether error responses carry the same headers',
    ],
    personChecks: [],
  },
  {
    id: 'permission',
    title: 'Signed in, yet not allowed',
    purpose: 'Tell a missing right from a missing credential.',
    seen: [
      'Scopes and roles of the token against those that the server names',
      'What the same credential may do elsewhere; reads against writes',
    ],
    personChecks: [
      'Is the role really given, in the database or at the identity provider?',
      'Does the check in the API read the attribute that holds it?',
    ],
  },
  {
    id: 'oauth',
    title: 'Follow the sign-in flow',
    purpose: 'Authorization, callback, token and refresh must fit together.',
    seen: [
      'The requests of the flow in order, and the provider’s own errors',
      'client_id, redirect_uri, state, nonce, PKCE, scopes and audience',
      'Whether sign-in goes round in circles',
    ],
    personChecks: [
      'Are the callback URLs registered exactly as they are used?',
      'Do the client’s type and the consent given fit what it asks for?',
    ],
  },
  {
    id: 'edge',
    title: 'Look between client and API',
    purpose: 'Gateways, proxies and caches answer, strip and rewrite.',
    seen: [
      'Signs of intermediaries, and answers in a gateway’s own words',
      'An Authorization header lost on the way, a refusal served from a cache',
    ],
    personChecks: ['Bypass the gateway once: does the request pass?'],
  },
  {
    id: 'limits',
    title: 'Rate limits and lockouts',
    purpose: 'A right credential can be refused for having been tried too often.',
    seen: ['429, Retry-After and limit headers', 'A run of refusals before this one'],
    personChecks: ['Is the account locked, unverified or without a licence?'],
  },
  {
    id: 'retest',
    title: 'Retest, record, hand over',
    purpose: 'Prove the fix, and leave a trace for the next person.',
    seen: ['What changed between the last failure and the first success'],
    personChecks: ['Which step fixed it?', 'Does the ticket hold the report?'],
  },
];

/** The step's place in the runbook, from 1. */
export function stepNumber(id: StepId): number {
  return RUNBOOK_STEPS.findIndex((step) => step.id === id) + 1;
}

/** The step of that id; every `StepId` has one. */
export function runbookStep(id: StepId): RunbookStep {
  return RUNBOOK_STEPS.find((step) => step.id === id) as RunbookStep;
}
