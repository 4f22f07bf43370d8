import type { Exchange, JarCookie } from '../../../exchange/exchange.ts';
import { looksLikeSession } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import { type Lacking, lackingHeld, lackingSession, readLine } from './session.ts';

/** How a session that the capture saw being set came to its end before this request. */
export interface EndedSession {
  readonly lacking: Lacking;
  readonly cookie: JarCookie;
  /** What set it to that end. */
  readonly setter: Exchange;
  /**
   * deleted: an answer took it back. stillborn: it was past its Expires when it was set. ran-out: its time passed
   * since.
   */
  readonly how: 'deleted' | 'stillborn' | 'ran-out';
}

/** The session cookie whose time was over when the request was made, where its Set-Cookie was recorded. */
export function endedSession(failing: Exchange, facts: Facts): EndedSession | undefined {
  const lacking = lackingSession(failing, facts, { held: (reasons) => reasons.includes('Expired') });
  if (!lacking?.setter) return undefined;
  const fact = facts
    .cookies(failing)
    .find(({ cookie, fate }) => cookie.name === lacking.name && fate.kind === 'held-back');
  // Another of that name that is alive decides by itself.
  const alive = facts
    .cookies(failing)
    .some(
      ({ cookie, fate }) =>
        looksLikeSession(cookie) && (fate.kind !== 'held-back' || !fate.reasons.includes('Expired')),
    );
  if (!fact || alive) return undefined;
  const { setter } = lacking;
  const { cookie } = fact;
  return { lacking: lackingHeld(failing, facts, fact), cookie, setter, how: howItEnded(cookie, setter) };
}

function howItEnded({ name, expiresAt = 0 }: JarCookie, setter: Exchange): EndedSession['how'] {
  if (expiresAt > (setter.endedAt ?? setter.startedAt)) return 'ran-out';
  const line = readLine(setter, name);
  const isEmptied = line === undefined || line.value === '' || /^(?:""|deleted|deleteme)$/i.test(line.value);
  return isEmptied || (line.maxAge ?? 1) <= 0 || expiresAt <= YEAR_2000 ? 'deleted' : 'stillborn';
}

/** Whoever sets such an Expires means to delete. */
const YEAR_2000 = Date.UTC(2000, 0, 1);
