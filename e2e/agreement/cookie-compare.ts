// Our verdict beside Chromium's, cookie by cookie.
import {
  type CookieEvent,
  type CookieFact,
  cookieContext,
  cookieEvents,
  cookieFacts,
  cookieHistory,
  credentialsOf,
  thirdPartyBlocked,
} from '../../src/diagnosis/facts/cookies.ts';
import type { Exchange, JarCookie } from '../../src/exchange/exchange.ts';
import { isThirdParty } from '../../src/protocol/cookies/context.ts';
import type { CookieLine } from './cookie-cases.ts';
import { type BrowserVerdicts, cookieKey } from './cookie-recorder.ts';

/** One cookie in one context. */
export interface Comparison {
  readonly what: 'setting' | 'sending' | 'sending, Cookie header unseen';
  /** What the browser did, in its words without `Schemeful`. */
  readonly theirs: string;
  readonly ours: string;
  /** agree-in-part: on what became of the cookie and why, while the browser had one more reason, which is unseen. */
  readonly verdict: 'agree' | 'agree-in-part' | 'cannot-tell' | 'differ';
  /** Why ours may be another word, or cannot be told. */
  readonly note?: string;
  readonly line: string;
}

/** What the browser made of each line of a response, and what we do. */
export function compareSetting(
  exchange: Exchange,
  lines: readonly CookieLine[],
  browser: BrowserVerdicts,
  jar: readonly { readonly name: string; readonly value: string }[],
): readonly Comparison[] {
  const events = cookieEvents([exchange]);
  const blocked = new Map([...(browser.setting ?? [])].map(([line, reasons]) => [line.trim(), reasons]));
  return lines.map((line, position) => {
    const reasons = blocked.get(line.line.trim());
    const isThere = jar.some(({ name, value }) => `${name}=${value}`.includes(line.mark));
    const theirs = reasons ? plain(reasons) : isThere ? 'stored' : 'gone';
    return judgeSetting(exchange, line, theirs, events[position]);
  });
}

function judgeSetting(
  exchange: Exchange,
  { id, line }: CookieLine,
  theirs: string,
  event: CookieEvent | undefined,
): Comparison {
  const ours = event === undefined ? 'ignored' : (event.refused?.reason ?? 'stored');
  const same = { what: 'setting', theirs, ours, line: id } as const;
  if (theirs !== 'gone') {
    if (theirs.split('+')[0] === ours) return { ...same, verdict: 'agree' };
    if (theirs === 'UserPreferences' && ours !== 'stored' && isUnseenThirdParty(exchange))
      return { ...same, verdict: 'agree-in-part', note: OVER_HTTP };
    return { ...same, verdict: 'differ' };
  }
  // Gone without a reason.
  if (ours === 'ignored') return { ...same, verdict: 'agree', note: 'request without credentials' };
  if (credentialsOf(exchange) === 'unknown')
    return { ...same, verdict: 'cannot-tell', note: 'nothing shows whether a fetch had credentials' };
  const { stored } = event ?? {};
  if (stored?.expiresAt !== undefined && stored.expiresAt <= exchange.startedAt)
    return { ...same, verdict: 'agree', note: 'expired: taken, and gone' };
  const nameless = ours !== 'stored' && (/partitioned/i.test(line) || ours === 'SyntaxError');
  return nameless
    ? { ...same, verdict: 'agree', note: 'refused; Chromium names no reason' }
    : { ...same, verdict: 'differ' };
}

const OVER_HTTP = 'third-party blocking besides: no header of an http request shows it';

/** Over http no header tells that third-party cookies are blocked. */
function isUnseenThirdParty(exchange: Exchange): boolean {
  return thirdPartyBlocked(exchange) === 'unknown' && isThirdParty(cookieContext(exchange));
}

/**
 * What became of each cookie of a request's site.
 *
 * @param before every exchange of that site, this one included
 */
export function compareSending(
  exchange: Exchange,
  before: readonly Exchange[],
  jar: readonly JarCookie[] | undefined,
  lines: readonly CookieLine[],
  browser: BrowserVerdicts,
): readonly Comparison[] {
  const history = cookieHistory(cookieEvents(before), exchange.startedAt);
  const theirs = browser.sending ?? new Map<string, readonly string[]>();
  const known = history.stored.filter(({ unsure }) => !unsure).map(({ cookie }) => cookieKey(cookie));
  const keys = [...new Set([...theirs.keys(), ...known])];
  const isAnonymous = theirs.size === 0;
  const compare = (facts: readonly CookieFact[], what: Comparison['what']) => {
    const byKey = new Map(facts.map((fact) => [cookieKey(fact.cookie), fact]));
    return keys.map((key): Comparison => {
      const [name] = JSON.parse(key) as [string];
      const id = lines.find(({ mark }) => name.includes(mark))?.id ?? 'nameless';
      const fact = byKey.get(key);
      return judgeSending(exchange, what, theirs.get(key), fact, isAnonymous, id);
    });
  };
  const unseen = withoutCookieHeader(exchange);
  return [
    ...compare(cookieFacts(exchange, history, jar), 'sending'),
    ...compare(cookieFacts(unseen, history, undefined), 'sending, Cookie header unseen'),
  ];
}

function judgeSending(
  exchange: Exchange,
  what: Comparison['what'],
  reasons: readonly string[] | undefined,
  fact: CookieFact | undefined,
  isAnonymous: boolean,
  line: string,
): Comparison {
  const theirs = reasons === undefined ? 'unlisted' : reasons.length === 0 ? 'sent' : plain(reasons);
  const ours = fateOf(fact);
  const same = { what, theirs, ours, line };
  if (isAnonymous) {
    // It looked at none: neither sent nor judged.
    if (ours === 'unseen')
      return { ...same, verdict: 'cannot-tell', note: 'the record holds neither Cookie nor its absence' };
    return { ...same, verdict: ours === 'sent' ? 'differ' : 'agree', note: 'request without credentials' };
  }
  if (theirs === 'sent')
    return { ...same, verdict: ours === 'sent' || ours === 'unseen' ? 'agree' : 'differ' };
  if (theirs === 'unlisted') {
    const isGone = /Expired|PartitionMismatch/.test(ours);
    return { ...same, verdict: isGone ? 'agree' : 'differ', note: 'not in the jar, or in another partition' };
  }
  if (sorted(ours) === sorted(theirs)) return { ...same, verdict: 'agree' };
  if (ours === 'unknown' && theirs.includes('DomainMismatch')) return { ...same, verdict: 'agree' };
  if (sorted(`${ours}+UserPreferences`) === sorted(theirs) && isUnseenThirdParty(exchange))
    return { ...same, verdict: 'agree-in-part', note: OVER_HTTP };
  return { ...same, verdict: 'differ' };
}

function fateOf(fact: CookieFact | undefined): string {
  if (!fact) return 'unknown';
  return fact.fate.kind === 'held-back' ? fact.fate.reasons.join('+') : fact.fate.kind;
}

/** As a cleaned file has it. */
function withoutCookieHeader(exchange: Exchange): Exchange {
  const headers = exchange.request.headers.filter(({ name }) => name.toLowerCase() !== 'cookie');
  return { ...exchange, request: { ...exchange.request, headers }, blindSpots: ['cookies'] };
}

/** Chromium says `Schemeful` of every cross-site block, even where both sides are https. */
function plain(reasons: readonly string[]): string {
  return reasons.map((reason) => reason.replace('Schemeful', '')).join('+');
}

function sorted(reasons: string): string {
  return reasons.split('+').sort().join('+');
}
