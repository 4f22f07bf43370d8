import type { SamlResponse } from '../../../protocol/saml/messages.ts';
import type { Cause, Confidence, Evidence, Verdict } from '../../engine/cause.ts';
import { present } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { duration, utc } from '../../engine/time.ts';
import { CLOCK_GRAIN_MS } from '../../facts/facts.ts';
import { samlEvidence } from '../../facts/saml.ts';
import { samlCore, samlProfiles } from '../specs.ts';
import { clockEvidence, ENCRYPTED, isUnreadable, notTaken, refusalEvidence } from './saml.ts';
import words from './saml-expired.md?raw';

/** What service providers commonly allow between two clocks: within it, one may have allowed it. */
const LEEWAY_MS = 5 * 60_000;

export const samlExpired: Cause = {
  code: 'saml-expired',
  group: 'oauth',
  title: 'The SAML assertion is outside its time',
  fixIn: 'idp',
  step: 'oauth',
  aliases: [
    'SAML assertion expired',
    'clocks skewed too much',
    'NotOnOrAfter',
    'SAML assertion not yet valid',
    'Authentication statement is too old',
    'Message expired, was issued too long ago',
  ],
  specs: [samlCore, samlProfiles],
  words,
  explains: ['authorization-missing', 'clock-skew'],
  decide(failing, facts): Verdict {
    const refused = notTaken(failing, facts, 'expired', 'not-yet-valid');
    if (!refused) return undefined;
    const { response, word } = refused;
    const now = facts.judgedAt(failing);
    const end = endOf(response);
    const start = startOf(response);
    const evidence = (label: string, time: number): [Evidence, ...Evidence[]] =>
      present(
        samlEvidence(failing, facts, label, utc(time)),
        clockEvidence(failing, facts),
        refusalEvidence(failing, word),
      );
    if (end !== undefined && end <= now)
      return {
        kind: 'found',
        confidence: confidence(now - end, word !== undefined),
        title: `The assertion’s time ended ${duration(now - end)} before it arrived`,
        line:
          start !== undefined && start >= end
            ? 'It ends before it begins: the identity provider writes a wrong lifetime'
            : `${shownHost(failing)} refused it; it was good until ${utc(end)}`,
        evidence: evidence('NotOnOrAfter', end),
      };
    if (start !== undefined && start > now + CLOCK_GRAIN_MS)
      return {
        kind: 'found',
        confidence: confidence(start - now, word !== undefined),
        title: `The assertion’s time begins ${duration(start - now)} after it arrived`,
        line: `${shownHost(failing)} refused it; the clocks of the two servers differ`,
        evidence: evidence('NotBefore', start),
      };
    if (word)
      return {
        kind: 'found',
        confidence: 'likely',
        title: `${shownHost(failing)} calls the assertion too old`,
        line:
          end === undefined
            ? 'The times in it could not be read here'
            : `By its own text it is good until ${utc(end)}`,
        evidence: present(refusalEvidence(failing, word), clockEvidence(failing, facts)),
      };
    if (isUnreadable(response)) return { kind: 'cannot-tell', because: ENCRYPTED };
    return end === undefined
      ? undefined
      : { kind: 'ruled-out', because: `The assertion is good until ${utc(end)}` };
  },
};

function confidence(beyond: number, isSaid: boolean): Confidence {
  return isSaid || beyond > LEEWAY_MS ? 'certain' : 'likely';
}

/** Conditions bind always, of the confirmations one must do. */
function endOf({ assertions }: SamlResponse): number | undefined {
  const ends = assertions.flatMap(({ notOnOrAfter, confirmations }) => {
    const confirmed = confirmations.map((each) => each.notOnOrAfter);
    const latest = confirmed.includes(undefined) ? [] : [Math.max(...confirmed.map((time) => time ?? 0))];
    return [notOnOrAfter, ...(confirmed.length > 0 ? latest : [])];
  });
  return least(ends);
}

function startOf({ assertions }: SamlResponse): number | undefined {
  const starts = assertions.map(({ notBefore }) => notBefore).filter((time) => time !== undefined);
  return starts.length > 0 ? Math.max(...starts) : undefined;
}

function least(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
