import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValues } from '../../../exchange/headers.ts';
import { parseCookieHeader } from '../../../protocol/cookies/cookie-header.ts';
import { readToken } from '../../../protocol/jwt/token.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { claim, present, requestHeader, responseHeader, said, status } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { duration } from '../../engine/time.ts';
import { looksLikeSession } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import { saysNoMore } from '../../facts/plain-refusal.ts';
import { tokenElsewhere } from '../../facts/token-elsewhere.ts';
import { rfc6750Error, rfc7519Expiration } from '../specs.ts';
import { forbiddenWithoutReason, LEEWAY_MS, readableJwt, refusedJwt, timeClaim } from './claims.ts';
import { endOfLife, overdue, passedBefore } from './life.ts';
import words from './token-expired.md?raw';

export const tokenExpired: Cause = {
  code: 'token-expired',
  group: 'token',
  title: 'Access token expired',
  fixIn: 'client',
  step: 'token',
  aliases: [
    'jwt expired',
    'TokenExpiredError',
    'The access token expired',
    'IDX10223',
    '"exp" claim timestamp check failed',
  ],
  specs: [rfc7519Expiration, rfc6750Error],
  words,
  explains: [
    'token-rejected',
    'resource-forbidden',
    'audience-mismatch',
    'id-token-as-access-token',
    'failing-after-expiry',
    'session-rejected',
  ],
  decide(failing, facts): Verdict {
    const jwt = refusedJwt(failing, facts, 'expired');
    if (!jwt) return inForbidden(failing, facts) ?? inCookie(failing, facts) ?? byWordAlone(failing, facts);
    const expiresAt = timeClaim(jwt.claims, 'exp');
    if (expiresAt === undefined) return { kind: 'ruled-out', because: 'The token has no exp claim' };
    const late = facts.judgedAt(failing) - expiresAt;
    if (late < 0) return { kind: 'ruled-out', because: `exp was ${duration(late)} ahead` };
    const word = facts.saysThat(failing, 'expired');
    const other = facts.saysOtherwise(failing, 'expired');
    if (other && !word) return undefined;
    const byServerClock = facts.serverTime(failing) !== undefined;
    return {
      kind: 'found',
      confidence: byServerClock && (word || late > LEEWAY_MS) ? 'certain' : 'likely',
      title: `The access token expired ${duration(late)} before this request`,
      line: `Expired ${duration(late)} before the server answered`,
      evidence: present(
        claim(failing, 'exp', { mark: 'UTC' }),
        byServerClock &&
          responseHeader(failing, 'Date', { label: 'Server Date', ...clockNote(failing, facts) }),
        word && said(word),
        lastSuccess(failing, facts),
      ),
    };
  },
};

function clockNote(failing: Exchange, facts: Facts): Pick<Evidence, 'note'> {
  const ahead = facts.serverAhead(failing);
  if (ahead === undefined) return {};
  return {
    note:
      ahead === 0 ? 'this computer’s clock agrees' : `this computer’s clock differs by ${duration(ahead)}`,
  };
}

/** Accepted before with the same token: nothing else about it was wrong. */
function lastSuccess(failing: Exchange, facts: Facts): Evidence | undefined {
  const before = facts.acceptedWith(failing).filter(({ startedAt }) => startedAt < failing.startedAt);
  const last = before.at(-1);
  if (!last) return undefined;
  const note = `${before.length === 1 ? 'one request' : `${before.length} requests`} with this token succeeded before; this was the last`;
  return { label: 'Before', at: { part: 'time', exchangeId: last.id }, note };
}

/** A token that shows nothing itself: the server knows. */
function byWordAlone(failing: Exchange, facts: Facts): Verdict {
  const word = facts.saysThat(failing, 'expired');
  const status = facts.refusal(failing);
  if (!word) return byLifetime(failing, facts);
  if (status !== 401 && status !== 403) return undefined;
  const reading = facts.token(failing)?.reading;
  if (reading !== undefined && reading.kind !== 'opaque' && reading.kind !== 'jwe') return undefined;
  if (reading === undefined && facts.sawAuthorization(failing)) return undefined;
  return {
    kind: 'found',
    confidence: 'likely',
    title: 'The server says that the token expired',
    line: 'By the server’s own word; the token shows no dates',
    evidence: present(
      said(word),
      reading && requestHeader(failing, 'Authorization', { note: 'holds no dates that can be read here' }),
    ),
  };
}

/** The token answer told how long it would live. Where the same request passed before, more can be said. */
function byLifetime(failing: Exchange, facts: Facts): Verdict {
  if (failing.response?.status !== 401 || facts.saysOtherwise(failing, 'session', 'missing-credential'))
    return undefined;
  const over = overdue(failing, facts);
  if (!over || passedBefore(failing, facts).length > 0) return undefined;
  return {
    kind: 'found',
    confidence: 'likely',
    title: `The access token’s lifetime was over ${duration(over.late)} before this request`,
    line: 'By the expires_in of the answer that issued it',
    evidence: present<Evidence>(
      endOfLife(failing, over, facts),
      requestHeader(failing, 'Authorization', { note: 'holds no dates that can be read here' }),
    ),
  };
}

/** A minute is no matter of clocks any more, and little enough to have been met in what just ended. */
const WELL_OVER_MS = 60_000;

/** The middleware of many tutorials: 403 and no word for a token that does not pass. */
function inForbidden(failing: Exchange, facts: Facts): Verdict {
  const jwt = readableJwt(failing, facts);
  const expiresAt = jwt && timeClaim(jwt.claims, 'exp');
  if (expiresAt === undefined || !forbiddenWithoutReason(failing, expiresAt, facts)) return undefined;
  const isPlain = saysNoMore(failing);
  const late = facts.judgedAt(failing) - expiresAt;
  if (late < WELL_OVER_MS) return undefined;
  return {
    kind: 'found',
    confidence: isPlain ? 'likely' : 'possible',
    title: `The access token expired ${duration(late)} before this request`,
    line: `403 says ${isPlain ? 'no more' : 'nothing else that is known here'}; 401 would be the status for it`,
    evidence: present<Evidence>(
      claim(failing, 'exp', { mark: 'UTC' }),
      facts.serverTime(failing) !== undefined &&
        responseHeader(failing, 'Date', { label: 'Server Date', ...clockNote(failing, facts) }),
      status(failing),
    ),
  };
}

/** A token that is the session: it went along in a cookie, and nothing else did. */
function inCookie(failing: Exchange, facts: Facts): Verdict {
  if (facts.refusal(failing) !== 401 || facts.token(failing) || facts.authorization(failing) !== undefined)
    return undefined;
  if (facts.saysOtherwise(failing, 'expired', 'session', 'missing-credential')) return undefined;
  const found = tokenElsewhere(failing);
  if (found?.place !== 'cookie') return undefined;
  const reading = readToken(found.text);
  const expiresAt = reading.kind === 'jws' ? timeClaim(reading.claims, 'exp') : undefined;
  const late = expiresAt === undefined ? -1 : facts.judgedAt(failing) - expiresAt;
  if (late < 0) return undefined;
  const word = facts.saysThat(failing, 'expired');
  const name = found.name.length > 40 ? quote(found.name, 40) : found.name;
  const hasOther = headerValues(failing.request.headers, 'cookie')
    .flatMap(parseCookieHeader)
    .some(
      (each) =>
        each.name !== found.name &&
        !/token/i.test(each.name) &&
        looksLikeSession({ ...each, httpOnly: false }),
    );
  return {
    kind: 'found',
    confidence: hasOther ? 'possible' : 'likely',
    title: `The token in the cookie ${name} expired ${duration(late)} before this request`,
    line: 'The cookie outlives the token in it',
    evidence: present<Evidence>(
      requestHeader(failing, 'Cookie', { mark: found.name, note: `its exp was ${duration(late)} ago` }),
      facts.serverTime(failing) !== undefined && responseHeader(failing, 'Date', { label: 'Server Date' }),
      word ? said(word) : status(failing),
    ),
  };
}
