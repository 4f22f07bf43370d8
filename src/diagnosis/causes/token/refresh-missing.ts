import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValues } from '../../../exchange/headers.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { claim, present, said } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import type { IssuedToken } from '../../facts/issued-tokens.ts';
import { rfc6749Refresh, rfc9700Refresh } from '../specs.ts';
import { LEEWAY_MS } from './claims.ts';
import { isRefusal, originOf, overdue, passedBefore, refusedWith } from './life.ts';
import words from './refresh-missing.md?raw';

export const refreshMissing: Cause = {
  code: 'refresh-missing',
  group: 'token',
  title: 'The token ran out and was not renewed',
  fixIn: 'client',
  step: 'token',
  aliases: ['no refresh', 'refresh token not used', 'token expires while the page is open', 'offline_access'],
  specs: [rfc6749Refresh, rfc9700Refresh],
  words,
  explains: [
    'token-expired',
    'failing-after-expiry',
    'token-rejected',
    'resource-forbidden',
    'audience-mismatch',
    'id-token-as-access-token',
  ],
  decide(failing, facts): Verdict {
    if (!isRefusal(failing) || facts.saysOtherwise(failing, 'expired', 'session', 'missing-credential'))
      return undefined;
    const word = facts.saysThat(failing, 'expired');
    const over = overdue(failing, facts) ?? (word && overdueByWord(failing, facts));
    if (!over) return undefined;
    // A 403 may be about a permission, whatever the token.
    const aboutToken = word !== undefined || failing.response?.status === 401;
    if (!aboutToken && passedBefore(failing, facts).length === 0) return undefined;
    const refused = refusedWith(over.token, over.endedAt, facts);
    if (!wentOn(refused)) return undefined;
    const origin = originOf(over.token, facts);
    if (!origin) {
      return {
        kind: 'cannot-tell',
        because:
          'Where the token came from was not recorded, nor whether it can be renewed: record from the sign-in on',
      };
    }
    // A token that had run out as it arrived is the issuer's clock or a stored answer, no want of renewal.
    if (origin.by.startedAt > over.endedAt || triedToRenew(origin, refused, facts)) return undefined;
    const renewable = canBeRenewed(origin, facts);
    const longOver = over.sure && aboutToken && (word !== undefined || over.late > LEEWAY_MS);
    const ranOut =
      over.by === 'word'
        ? 'The token ran out'
        : `The token ran out ${duration(over.late)} before this request`;
    return {
      kind: 'found',
      confidence: longOver ? 'certain' : 'likely',
      title: renewable
        ? `${ranOut}, and its refresh token was not used`
        : `${ranOut}, and came without a refresh token`,
      line: `${refused.length} requests went on with the old token`,
      evidence: present<Evidence>(
        {
          label: 'Issued by',
          at: { part: 'url', exchangeId: origin.by.id },
          note: renewable ? 'a refresh token came with it' : 'no refresh token came with it',
        },
        over.by === 'exp' && claim(failing, 'exp', { mark: 'UTC' }),
        word && said(word),
        {
          label: 'Still sent',
          at: { part: 'time', exchangeId: refused.at(-1)?.id ?? failing.id },
          note: `${refused.length} requests were refused with this token, and no refresh was tried`,
        },
      ),
    };
  },
};

/** Only the server knows when an opaque token ended; the first refusal is the latest that it can have been. */
function overdueByWord(failing: Exchange, facts: Facts) {
  const sent = facts.token(failing);
  const first = sent && refusedWith(sent.text, 0, facts)[0];
  if (!sent || !first) return undefined;
  return {
    token: sent.text,
    endedAt: first.startedAt,
    late: failing.startedAt - first.startedAt,
    by: 'word',
    sure: false,
  } as const;
}

/** Requests under way together say nothing; one that starts after another was refused does. */
function wentOn(refused: readonly Exchange[]): boolean {
  const [first] = refused;
  const last = refused.at(-1);
  if (!first || !last) return false;
  return last.startedAt > (first.endedAt ?? first.startedAt);
}

/** A renewal or a new sign-in between the token's issue and the last request with it. */
function triedToRenew(origin: IssuedToken, refused: readonly Exchange[], facts: Facts): boolean {
  const from = origin.by.startedAt;
  const to = refused.at(-1)?.startedAt ?? from;
  const { refreshes, issued } = facts.tokenLife();
  const within = ({ startedAt }: Exchange) => startedAt > from && startedAt <= to;
  return (
    refreshes.some(({ exchange }) => within(exchange)) ||
    issued.some(({ by, kind }) => kind === 'access' && within(by))
  );
}

/** A refresh token stands beside it in the answer, or came as a cookie. */
function canBeRenewed({ by }: IssuedToken, facts: Facts): boolean {
  const beside = facts.tokenLife().issued.some((each) => each.by === by && each.kind === 'refresh');
  const cookies = headerValues(by.response?.headers ?? [], 'set-cookie');
  return beside || cookies.some((line) => /^[^=;]*refresh/i.test(line));
}
