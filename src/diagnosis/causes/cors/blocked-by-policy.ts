import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, FixParty } from '../../engine/cause.ts';
import { failure, present, responseHeader, url } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { type Block, isPolicyBlock, policyBlockOf } from '../../facts/refused-by-browser.ts';
import { cspConnectSrc, fetchCorp } from '../specs.ts';
import words from './blocked-by-policy.md?raw';

interface Says {
  readonly title: (host: string) => string;
  readonly line: string;
  readonly fixIn: FixParty;
  /** The response header in which the policy stands, where it is one. */
  readonly header?: string;
}

const SAYS: Readonly<Record<Exclude<Block, 'local-network'>, Says>> = {
  csp: {
    title: (host) => `The page’s Content-Security-Policy does not allow ${host}`,
    line: 'connect-src of the page decides, not the API',
    fixIn: 'client',
  },
  response: {
    title: (host) => `${host} answered, and its or the page’s embedding policy kept the answer back`,
    line: 'Cross-Origin-Resource-Policy or Cross-Origin-Embedder-Policy, not CORS',
    fixIn: 'api',
    header: 'Cross-Origin-Resource-Policy',
  },
  orb: {
    title: (host) => `The browser kept the answer of ${host} from a request that is not for data`,
    line: 'Opaque response blocking: made without CORS, answered with data',
    fixIn: 'client',
    header: 'Content-Type',
  },
  client: {
    title: (host) => `Something in this browser blocked the request to ${host}`,
    line: 'An extension or a setting; the server never saw it',
    fixIn: 'browser',
  },
  administrator: {
    title: (host) => `A policy of this browser’s administrator blocks ${host}`,
    line: 'A managed browser; the server never saw it',
    fixIn: 'browser',
  },
};

export const blockedByPolicy: Cause = {
  code: 'blocked-by-policy',
  group: 'cors',
  title: 'A policy blocked the request, not CORS',
  fixIn: 'client',
  step: 'cors',
  aliases: [
    'ERR_BLOCKED_BY_CSP',
    'ERR_BLOCKED_BY_RESPONSE',
    'ERR_BLOCKED_BY_CLIENT',
    'ERR_BLOCKED_BY_ORB',
    'blocked:csp',
    'connect-src',
    'CorpNotSameOrigin',
    'NS_ERROR_DOM_CORP_FAILED',
  ],
  specs: [cspConnectSrc, fetchCorp],
  words,
  explains: ['cors-origin-missing', 'cors-origin-mismatch', 'error-response-lacks-cors'],
  decide(failing, facts) {
    const block = policyBlockOf(failing, facts);
    if (!isPolicyBlock(block)) return undefined;
    const { title, line, fixIn, header } = SAYS[block];
    return {
      kind: 'found',
      confidence: 'certain',
      title: title(shownHost(failing)),
      line,
      fixIn,
      evidence: present(
        failure(failing),
        url(failing),
        header !== undefined &&
          headerValue(failing.response?.headers ?? [], header) !== undefined &&
          responseHeader(failing, header),
      ),
    };
  },
};
