import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Confidence, Evidence, Verdict } from '../../engine/cause.ts';
import { absentRequestHeader, present, setCookie, status, url } from '../../engine/evidence.ts';
import { quote, shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Asked } from '../../facts/oauth-asked.ts';
import {
  deliveriesOf,
  lastAskedAt,
  type RefusedCallback,
  refusedCallback,
  type StepWord,
} from '../../facts/oauth-flow.ts';
import { rfc6749CodeResponse, rfc6749Csrf } from '../specs.ts';
import { askedWith, broughtBy, confidenceOf } from './flow.ts';
import words from './oauth-state-missing.md?raw';

export const oauthStateMissing: Cause = {
  code: 'oauth-state-missing',
  group: 'oauth',
  title: 'There is no state to compare',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'checks.state argument is missing',
    'Unable to verify authorization request state',
    'authorization_request_not_found',
    'State cookie was missing',
    'No matching state found in storage',
    'Correlation failed',
    'Session value state missing',
  ],
  specs: [rfc6749Csrf, rfc6749CodeResponse],
  words,
  explains: ['oauth-state-mismatch', 'resource-forbidden', 'authorization-missing', 'token-rejected'],
  decide(failing, facts): Verdict {
    const refused = refusedCallback(failing, facts);
    if (!refused || refused.saysOtherwise) return undefined;
    const { word, response } = refused;
    const lacks = response.state === undefined;
    const asked = lastAskedAt(failing, facts);
    if (word?.meaning === 'oauth-state-missing' || (lacks && word?.meaning === 'oauth-state'))
      return found(failing, facts, refused, asked, confidenceOf(word));
    if (asked?.request.state === undefined || (word && !mayMissIts(word))) return undefined;
    if (!lacks && !leftBehind(failing, facts, asked)) return undefined;
    return found(failing, facts, refused, asked, 'likely');
  },
};

function found(
  failing: Exchange,
  facts: Facts,
  refused: RefusedCallback,
  asked: Asked | undefined,
  confidence: Confidence,
): Verdict {
  const where = whereItIs(failing, facts, refused, asked);
  return {
    kind: 'found',
    confidence: where.mayBeOther ? 'likely' : confidence,
    title: where.title,
    line: where.line,
    evidence: present(
      refused.word?.evidence ?? status(failing),
      ...where.evidence,
      refused.response.state !== undefined && broughtBy(failing, refused, 'state'),
    ),
  };
}

/** Hand-made applications say the same of a state that is wrong and of one that they have nothing to compare with. */
function mayMissIts({ meaning, vendor }: StepWord): boolean {
  return meaning === 'oauth-state' && vendor === undefined;
}

interface Whereabouts {
  readonly title: string;
  readonly line: string;
  readonly evidence: readonly Evidence[];
  readonly mayBeOther?: true;
}

/** Of request, callback and application, the one that has no state; as far as the capture shows it. */
function whereItIs(
  failing: Exchange,
  facts: Facts,
  { response }: RefusedCallback,
  asked: Asked | undefined,
): Whereabouts {
  if (response.state === undefined) {
    if (!asked)
      return {
        title: 'The callback carries no state',
        line: 'The application needs one',
        evidence: [url(failing)],
      };
    return asked.request.state === undefined
      ? {
          title: 'The sign-in was started without a state',
          line: 'The authorization request carries none, so none came back',
          evidence: [absentQuery(asked.exchange), url(failing)],
        }
      : {
          title: 'The callback came back without the state of the request',
          line: `${shownHost(asked.exchange)} was asked with a state and returned none`,
          evidence: [askedWith(asked, 'state'), url(failing)],
        };
  }
  const earlier = response.code === undefined ? undefined : openedBefore(response.code, failing, facts);
  if (earlier) {
    return {
      title: 'The callback was opened again, after its state was used',
      line: 'Applications forget the state with its first use',
      evidence: [url(earlier, { label: 'Opened before' })],
      mayBeOther: true,
    };
  }
  return (
    keptElsewhere(failing, facts, asked) ?? {
      title: 'The application no longer knows the state of this sign-in',
      line: 'What it kept when the sign-in began was not there when the browser came back',
      evidence: asked ? [askedWith(asked, 'state')] : [],
    }
  );
}

function openedBefore(code: string, failing: Exchange, facts: Facts): Exchange | undefined {
  return deliveriesOf(code, failing, facts).find(
    ({ id, startedAt, response }) => id !== failing.id && startedAt < failing.startedAt && response,
  );
}

/** The host that began the sign-in is not the one it came back to, or its cookie stayed behind. */
function keptElsewhere(failing: Exchange, facts: Facts, asked: Asked | undefined): Whereabouts | undefined {
  const start = asked && facts.redirectedFrom(asked.exchange);
  if (!start) return undefined;
  const evidence = [url(start, { label: 'Sign-in began at' }), url(failing, { label: 'Came back to' })];
  if (shownHost(start) !== shownHost(failing)) {
    return {
      title: `The sign-in began at ${shownHost(start)} and came back at ${shownHost(failing)}`,
      line: 'A host does not get the cookies of another, nor what they stand for',
      evidence,
    };
  }
  const name = leftBehind(failing, facts, asked);
  if (name === undefined) return undefined;
  return {
    title: `The cookie ${quote(name, 40)} did not come back with the callback`,
    line: 'It was set when the sign-in began, and the browser did not send it on the way back',
    evidence: [setCookie(start, name), ...noCookies(failing)],
  };
}

/** Name of a cookie that was set when the sign-in began, and that the callback does not carry. */
function leftBehind(failing: Exchange, facts: Facts, asked: Asked | undefined): string | undefined {
  const start = asked && facts.redirectedFrom(asked.exchange);
  if (!start || failing.blindSpots.includes('cookies')) return undefined;
  return facts
    .cookies(failing)
    .find(
      ({ fate, from }) =>
        (fate.kind === 'held-back' || fate.kind === 'left-out') &&
        from.source === 'response' &&
        from.exchange.id === start.id,
    )?.cookie.name;
}

function noCookies(failing: Exchange): readonly Evidence[] {
  return headerValue(failing.request.headers, 'cookie') === undefined
    ? [absentRequestHeader(failing, 'Cookie')]
    : [];
}

function absentQuery({ id }: Exchange): Evidence {
  return {
    label: 'Request state',
    at: { part: 'query', exchangeId: id, name: 'state', absent: true },
  };
}
