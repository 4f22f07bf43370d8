import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValues } from '../../../exchange/headers.ts';
import { type CookiePair, parseCookieHeader } from '../../../protocol/cookies/cookie-header.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, requestHeader } from '../../engine/evidence.ts';
import { looksLikeSession } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import { cookiesRetrieval } from '../specs.ts';
import words from './cookie-shadowed.md?raw';
import { cookieEvidence, readLine, short, wantsSession } from './session.ts';

export const cookieShadowed: Cause = {
  code: 'cookie-shadowed',
  group: 'cookies',
  title: 'Two session cookies of one name',
  fixIn: 'api',
  step: 'session',
  aliases: ['duplicate cookie', 'cookie tossing', 'two cookies same name', 'stale cookie'],
  specs: [cookiesRetrieval],
  words,
  explains: ['session-rejected', 'authorization-missing'],
  decide(failing, facts): Verdict {
    if (!wantsSession(failing, facts)) return undefined;
    const doubled = doubledSession(failing, facts);
    if (!doubled) return undefined;
    const [first] = doubled;
    if (!first) return undefined;
    const name = short(first.name);
    const known = facts.cookies(failing).filter(({ cookie }) => cookie.name === first.name);
    const latest = facts.cookieHistory(failing).stored.findLast(({ cookie }) => cookie.name === first.name);
    const newest = latest && readLine(latest.exchange, first.name)?.value;
    const newestIsLater =
      newest !== undefined && first.value !== newest && doubled.some(({ value }) => value === newest);
    // The one set last goes first: then the other does no harm to servers that read the first.
    if (newest !== undefined && !newestIsLater) return undefined;
    return {
      kind: 'found',
      confidence: newestIsLater ? 'likely' : 'possible',
      title: newestIsLater
        ? `An older cookie ${name} stands before the new one, and servers read the first`
        : `Two cookies ${name} were sent; servers read one of them`,
      line: `${name} was sent ${doubled.length} times, with different values`,
      evidence: present(
        requestHeader(failing, 'Cookie', { mark: name, note: `${doubled.length} of this name` }),
        ...known.slice(0, 3).map((fact) =>
          cookieEvidence(failing, fact, {
            note: `for ${fact.cookie.domain.slice(0, 80)}${fact.cookie.path.slice(0, 80)}`,
          }),
        ),
      ),
    };
  },
};

/** The pairs of a session's name that were sent more than once with different values, in order. */
function doubledSession(failing: Exchange, facts: Facts): readonly CookiePair[] | undefined {
  const pairs = headerValues(failing.request.headers, 'cookie').flatMap(parseCookieHeader);
  const seen = new Map<string, CookiePair[]>();
  for (const pair of pairs) {
    const same = seen.get(pair.name);
    if (same) same.push(pair);
    else seen.set(pair.name, [pair]);
  }
  const known = new Map(facts.cookies(failing).map(({ cookie }) => [cookie.name, cookie]));
  return [...seen.values()].find(
    (same) =>
      new Set(same.map(({ value }) => value)).size > 1 &&
      looksLikeSession(known.get(same[0]?.name ?? '') ?? { name: same[0]?.name ?? '', httpOnly: false }),
  );
}
