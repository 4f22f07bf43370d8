import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { CorsReason } from '../../../protocol/cors/cors.ts';
import { isCrossOrigin } from '../../../protocol/cors/cors.ts';
import type { Cause, Found } from '../../engine/cause.ts';
import {
  absentResponseHeader,
  present,
  requestHeader,
  responseHeader,
  status,
} from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { fetchCorsCheck, fetchRedirect } from '../specs.ts';
import { type BlockedBy, blockedBy } from './blocked.ts';
import words from './cors-redirect.md?raw';

/** What a target that was not prepared for this page answers; a wrong method or header has nothing to do with redirects. */
const REASONS: ReadonlySet<CorsReason> = new Set<CorsReason>([
  'MissingAllowOriginHeader',
  'AllowOriginMismatch',
  'WildcardOriginNotAllowed',
  'PreflightMissingAllowOriginHeader',
  'PreflightAllowOriginMismatch',
]);

const ALLOW = 'Access-Control-Allow-Origin';

export const corsRedirect: Cause = {
  code: 'cors-redirect',
  group: 'cors',
  title: 'A redirect led to where the page may not read',
  fixIn: 'api',
  step: 'cors',
  aliases: ['RedirectContainsCredentials', 'CORSOriginNull', 'Origin null after a redirect'],
  specs: [fetchRedirect, fetchCorsCheck],
  words,
  explains: [
    'cors-origin-missing',
    'cors-origin-mismatch',
    'cors-wildcard-with-credentials',
    'preflight-origin-missing',
  ],
  decide(failing, facts) {
    if (facts.cors(failing)?.blocked && facts.cors(failing)?.redirect) return toPassword(failing);
    const from = facts.redirectedFrom(failing);
    if (!from?.response || !isCrossOrigin(from.request.url, failing.request.url)) return undefined;
    const blocked = blockedBy(failing, facts);
    return blocked && REASONS.has(blocked.reason) ? toStranger(failing, from, blocked) : undefined;
  },
};

function toPassword(failing: Exchange): Found {
  return {
    kind: 'found',
    confidence: 'certain',
    title: `${shownHost(failing)} redirects to an address with a user name in it`,
    line: 'A browser does not follow such a redirect across origins',
    evidence: [
      status(failing, { label: 'Answered' }),
      responseHeader(failing, 'Location', { label: 'Sent on to' }),
    ],
  };
}

function toStranger(failing: Exchange, from: Exchange, { answer, cors }: BlockedBy): Found {
  const isOpaque = cors.origin === 'null';
  const value = headerValue(answer.response?.headers ?? [], ALLOW);
  return {
    kind: 'found',
    confidence: 'certain',
    title: `${shownHost(from)} redirected the request to ${shownHost(failing)}, which does not let the page read its answer`,
    line: isOpaque
      ? 'After a redirect from one foreign origin to another the browser sends Origin: null'
      : 'The target of a redirect has to allow the page’s origin too',
    evidence: present(
      status(from, { label: 'First answer' }),
      headerValue(from.response?.headers ?? [], 'location') !== undefined &&
        responseHeader(from, 'Location', { label: 'Sent on to' }),
      isOpaque &&
        headerValue(answer.request.headers, 'origin') !== undefined &&
        requestHeader(answer, 'Origin', { label: 'Origin at the target', mark: 'null' }),
      value === undefined
        ? absentResponseHeader(answer, ALLOW, { label: 'Target: Allow-Origin' })
        : responseHeader(answer, ALLOW, { label: 'Target: Allow-Origin' }),
    ),
  };
}
