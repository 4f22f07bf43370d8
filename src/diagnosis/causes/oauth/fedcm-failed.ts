import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Confidence, Evidence, Verdict } from '../../engine/cause.ts';
import {
  absentResponseHeader,
  failure,
  present,
  requestHeader,
  responseBody,
  responseHeader,
  status,
  url,
} from '../../engine/evidence.ts';
import { quote, shownHost } from '../../engine/quote.ts';
import type { FedcmEndpoint, FedcmFailure } from '../../facts/fedcm.ts';
import { fedcm } from '../specs.ts';
import words from './fedcm-failed.md?raw';

const NAMES: Readonly<Record<FedcmEndpoint, string>> = {
  'well-known': 'well-known file',
  config: 'configuration',
  accounts: 'accounts endpoint',
  'client-metadata': 'client metadata endpoint',
  assertion: 'ID assertion endpoint',
  unknown: 'endpoint',
};

export const fedcmFailed: Cause = {
  code: 'fedcm-failed',
  group: 'oauth',
  title: 'A sign-in by the browser (FedCM) failed at the identity provider',
  fixIn: 'idp',
  step: 'oauth',
  aliases: [
    'FedCM',
    'IdentityCredentialError',
    'WellKnownHttpNotFound',
    'ConfigNotInWellKnown',
    'AccountsHttpNotFound',
    'AccountsInvalidResponse',
    'ClientMetadataHttpNotFound',
    'IdTokenHttpNotFound',
    'IdTokenInvalidResponse',
    'web-identity',
  ],
  specs: [fedcm],
  words,
  explains: [
    'cors-origin-missing',
    'cors-origin-mismatch',
    'cors-wildcard-with-credentials',
    'error-response-lacks-cors',
    'authorization-missing',
    'third-party-cookies-blocked',
    'resource-forbidden',
    'cors-credentials-missing',
  ],
  decide(failing, facts): Verdict {
    const failed = facts.fedcmFailure(failing);
    if (!failed) return undefined;
    const [what, line] = told(failing, failed);
    return {
      kind: 'found',
      confidence: confidenceIn(failing, failed),
      title: `The FedCM ${NAMES[failed.endpoint]} of ${shownHost(failing)} ${what}`,
      line,
      evidence: present(
        deciding(failing, failed),
        requestHeader(failing, 'Sec-Fetch-Dest', { mark: 'webidentity', note: 'the browser asks, no page' }),
        failed.fault.kind !== 'status' && failing.response && status(failing),
      ),
    };
  },
};

/** 401 from the accounts endpoint also means that nobody is signed in there; client metadata the browser can do without. */
function confidenceIn(failing: Exchange, { endpoint, fault }: FedcmFailure): Confidence {
  if (endpoint === 'client-metadata') return 'possible';
  if (endpoint === 'unknown') return 'likely';
  if (endpoint === 'accounts' && fault.kind === 'status' && failing.response?.status === 401) return 'likely';
  return fault.kind === 'unreachable' ? 'likely' : 'certain';
}

function told(failing: Exchange, { endpoint, fault }: FedcmFailure): readonly [what: string, line: string] {
  const code = failing.response?.status ?? 0;
  switch (fault.kind) {
    case 'unreachable':
      return ['cannot be reached', `The browser says ${quote(failing.failure ?? '', 60)}`];
    case 'redirect':
      return ['redirects', 'FedCM follows no redirects'];
    case 'cors':
      return [
        'does not let the page’s origin read its answer',
        'It must answer with CORS headers for the application, with credentials',
      ];
    case 'not-json':
      return ['does not answer with JSON', 'The browser wants application/json'];
    case 'lacks':
      return [`answers without ${fault.member}`, 'The browser cannot go on without it'];
    case 'not-listed':
      return [
        `does not list ${quote(fault.config.request.url, 120)}`,
        'provider_urls must hold the very URL of the configuration that the page names',
      ];
    case 'refused':
      return [`refuses to issue a token: ${quote(fault.code, 60)}`, 'The identity provider’s own error'];
    case 'status':
      return [`answers ${code}`, endpoint === 'accounts' && code === 401 ? NOBODY : LINES[endpoint]];
  }
}

const NOBODY = 'Nobody is signed in there, or its session cookie is not SameSite=None; Secure';

const LINES: Readonly<Record<FedcmEndpoint, string>> = {
  'well-known': 'It must stand at the root of the identity provider’s site',
  config: 'It names the endpoints that the browser asks next',
  accounts: 'The browser shows nobody to choose from',
  'client-metadata': 'The browser goes on without links to terms and privacy policy',
  assertion: 'The person chose an account, and no token came',
  unknown: 'The sign-in ended here',
};

function deciding(failing: Exchange, { fault }: FedcmFailure): Evidence {
  switch (fault.kind) {
    case 'unreachable':
      return failing.failure === undefined ? url(failing) : failure(failing);
    case 'redirect':
      return status(failing);
    case 'cors':
      return headerValue(failing.response?.headers ?? [], 'access-control-allow-origin') === undefined
        ? absentResponseHeader(failing, 'Access-Control-Allow-Origin')
        : responseHeader(failing, 'Access-Control-Allow-Origin');
    case 'not-json':
      return headerValue(failing.response?.headers ?? [], 'content-type') === undefined
        ? responseBody(failing)
        : responseHeader(failing, 'Content-Type');
    case 'lacks':
    case 'not-listed':
    case 'refused':
      return responseBody(failing);
    case 'status':
      return status(failing);
  }
}
