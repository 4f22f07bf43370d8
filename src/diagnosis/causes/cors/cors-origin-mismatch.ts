import { headerValue } from '../../../exchange/headers.ts';
import type { CorsReason } from '../../../protocol/cors/cors.ts';
import type { Cause } from '../../engine/cause.ts';
import { responseHeader } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { fetchCorsCheck } from '../specs.ts';
import { blockedBy, hiddenStatus } from './blocked.ts';
import words from './cors-origin-mismatch.md?raw';
import { requestOrigin } from './origin-evidence.ts';

const REASONS: ReadonlySet<CorsReason> = new Set<CorsReason>([
  'AllowOriginMismatch',
  'PreflightAllowOriginMismatch',
  'InvalidAllowOriginValue',
  'PreflightInvalidAllowOriginValue',
]);

export const corsOriginMismatch: Cause = {
  code: 'cors-origin-mismatch',
  group: 'cors',
  title: 'Access-Control-Allow-Origin names another origin',
  fixIn: 'api',
  step: 'cors',
  aliases: [
    'AllowOriginMismatch',
    'PreflightAllowOriginMismatch',
    'InvalidAllowOriginValue',
    'CORSAllowOriginNotMatchingOrigin',
  ],
  specs: [fetchCorsCheck],
  words,
  explains: [],
  decide(failing, facts) {
    const blocked = blockedBy(failing, facts);
    if (!blocked || !REASONS.has(blocked.reason)) {
      return facts.cors(failing)?.response?.passed
        ? { kind: 'ruled-out', because: 'The page’s origin is allowed' }
        : undefined;
    }
    const allowed = headerValue(blocked.answer.response?.headers ?? [], 'access-control-allow-origin') ?? '';
    return {
      kind: 'found',
      confidence: 'certain',
      title: `The API allows ${quote(allowed)}, and the page is ${blocked.cors.origin.slice(0, 120)}`,
      line: `${difference(allowed.trim(), blocked.cors.origin)}${blocked.stage === 'response' ? hiddenStatus(failing) : ''}`,
      evidence: [
        responseHeader(blocked.answer, 'Access-Control-Allow-Origin', {
          label: blocked.stage === 'preflight' ? 'Preflight: Allow-Origin' : 'Answer: Allow-Origin',
          mark: allowed,
        }),
        requestOrigin(failing, blocked),
      ],
    };
  },
};

/** Names the first part in which two origins differ: what a reader overlooks. */
function difference(allowed: string, origin: string): string {
  if (allowed === 'null') return 'The API allows the origin null, which is no site';
  if (!URL.canParse(allowed)) return 'What the API allows is not an origin';
  if (allowed.endsWith('/')) return 'A trailing slash makes it another text than the origin';
  if (!URL.canParse(origin)) return 'The page’s own origin is opaque';
  const [theirs, ours] = [new URL(allowed), new URL(origin)];
  if (theirs.protocol !== ours.protocol && theirs.host === ours.host)
    return `The scheme differs: ${theirs.protocol} and ${ours.protocol}`;
  if (theirs.hostname !== ours.hostname) return 'The host differs';
  if (theirs.port !== ours.port) return 'The port differs';
  return 'The text differs from the origin';
}
