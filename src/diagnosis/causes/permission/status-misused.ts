import { pathOf } from '../../../exchange/address.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { absentRequestHeader, present, requestHeader, said, status } from '../../engine/evidence.ts';
import { shownPath } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { pageText, type ServerWord } from '../../facts/server-words.ts';
import { attemptsSignIn } from '../../facts/sign-in.ts';
import { rfc9110Forbidden, rfc9110Unauthorized } from '../specs.ts';
import { wentAlone } from './credential.ts';
import words from './status-misused.md?raw';

export const statusMisused: Cause = {
  code: 'status-misused',
  group: 'permission',
  title: '401 and 403 are mixed up',
  fixIn: 'api',
  step: 'challenge',
  aliases: ['401 vs 403', '401 instead of 403', '403 instead of 401', 'Http403ForbiddenEntryPoint'],
  specs: [rfc9110Unauthorized, rfc9110Forbidden],
  words,
  explains: ['token-rejected', 'challenge-missing'],
  decide(failing, facts): Verdict {
    switch (failing.response?.status) {
      case 401:
        return permissionAs401(failing, facts);
      case 403:
        return missingCredentialAs403(failing, facts);
      default:
        return undefined;
    }
  },
};

/** A credential that is accepted elsewhere is known; what is missing is the permission. */
function permissionAs401(failing: Exchange, facts: Facts): Verdict {
  const accepted = facts.acceptedWith(failing);
  const elsewhere = accepted.at(-1);
  if (!elsewhere) return undefined;
  const word = wordOfPermission(failing, facts);
  if (!word && !onlyThisRoute(failing, accepted, facts)) return undefined;
  return {
    kind: 'found',
    confidence: word ? 'likely' : 'possible',
    title: word
      ? '401, though the credential is known and only a permission is missing'
      : `401, though the same ${facts.authorization(failing) ? 'credential' : 'session'} is accepted elsewhere`,
    line: `Accepted for ${shownPath(elsewhere.request.url)}; 403 would say it`,
    evidence: present(status(failing), word && said(word), {
      label: 'Accepted',
      at: { part: 'url' as const, exchangeId: elsewhere.id },
      note: `the same credential was answered ${elsewhere.response?.status}`,
    }),
  };
}

function wordOfPermission(failing: Exchange, facts: Facts): ServerWord | undefined {
  const word = facts.saysThat(failing, 'role', 'scope', 'policy');
  if (word) return word;
  const plain = facts.saysThat(failing, 'forbidden');
  return plain && /permission|forbidden|not allowed/i.test(plain.mark) ? plain : undefined;
}

/** A token that is good before and after, and for no one on this route, is not what is wrong. */
function onlyThisRoute(failing: Exchange, accepted: readonly Exchange[], facts: Facts): boolean {
  if (facts.saysOtherwise(failing)) return false;
  if (facts.challenges(failing).some(({ parameters }) => parameters.has('error'))) return false;
  const path = pathOf(failing.request.url);
  const routePassed = facts
    .onApi(failing)
    .some(({ request, response }) => pathOf(request.url) === path && (response?.status ?? 400) < 400);
  if (routePassed) return false;
  if (facts.authorization(failing) === undefined)
    return accepted.some((each) => isShortlyBefore(each, failing) && isGuarded(each, facts));
  return (
    accepted.some(({ startedAt }) => startedAt < failing.startedAt) &&
    accepted.some(({ startedAt }) => startedAt > failing.startedAt)
  );
}

/** Long enough for a page's own calls, too short for a session to end by itself. Milliseconds. */
const SHORTLY_MS = 10_000;

function isShortlyBefore(each: Exchange, failing: Exchange): boolean {
  return each.startedAt <= failing.startedAt && failing.startedAt - each.startedAt < SHORTLY_MS;
}

/** Was the same asked without this session, and refused? Else it may be open to all, whatever cookies come. */
function isGuarded(exchange: Exchange, facts: Facts): boolean {
  return facts
    .again(exchange)
    .some((other) => other.response?.status === 401 || isSentToSignIn(other, facts));
}

function isSentToSignIn(exchange: Exchange, facts: Facts): boolean {
  if (facts.signInPage(exchange)) return true;
  const next = facts.redirectedTo(exchange);
  return next !== undefined && facts.oauth(next)?.kind === 'authorization-request';
}

function missingCredentialAs403(failing: Exchange, facts: Facts): Verdict {
  if (!wentAlone(failing, facts) || carriesKey(failing)) return undefined;
  if (facts.redirectedFrom(failing) || attemptsSignIn(failing)) return undefined;
  if (passedWithout(failing, facts)) return undefined;
  const word = facts.saysThat(failing, 'missing-credential');
  if (facts.saysOtherwise(failing, 'missing-credential', 'role') || isOtherPage(failing)) return undefined;
  const withOne = facts.acceptedOn(failing).at(-1);
  // Elsewhere on the web a plain 403 says little about credentials.
  const isOwn = headerValue(failing.request.headers, 'sec-fetch-site') !== 'cross-site';
  if (!withOne && !word && !isOwn) return undefined;
  return {
    kind: 'found',
    confidence: withOne && !word ? 'likely' : 'possible',
    title: '403, though the request carried no credential at all',
    line: withOne
      ? 'Other requests to this API carried one and passed; 401 would ask for it'
      : '401 would ask for one',
    evidence: present(
      status(failing),
      absentRequestHeader(failing, 'Authorization'),
      headerValue(failing.request.headers, 'cookie') === undefined
        ? absentRequestHeader(failing, 'Cookie')
        : requestHeader(failing, 'Cookie', { note: 'none that could be a session' }),
      word && said(word),
      withOne && {
        label: 'Accepted',
        at: { part: 'request-header' as const, exchangeId: withOne.id, name: 'Authorization' },
        note: `${shownPath(withOne.request.url)} answered ${withOne.response?.status}`,
      },
    ),
  };
}

/** The same passed without any credential: then it wants none. */
function passedWithout(failing: Exchange, facts: Facts): boolean {
  return facts
    .again(failing)
    .some((other) => (other.response?.status ?? 400) < 300 && wentAlone(other, facts));
}

function carriesKey({ request: { url } }: Exchange): boolean {
  return /[?&](?:api[_-]?key|key|token|access_token|sig|signature|x-amz-signature|app_?id|client_id|hmac|hash|expires|policy)=/i.test(
    url,
  );
}

/** Tornado’s own page, which no proxy writes so: https://www.tornadoweb.org/en/stable/web.html#tornado.web.RequestHandler.write_error */
const BARE_PAGE = /^403: Forbidden(?: 403: Forbidden)?$/;

/** An HTML page in place of an API's error is often a proxy's or a firewall's. */
function isOtherPage({ response, kind }: Exchange): boolean {
  const body = response?.body?.text ?? '';
  if (kind !== 'fetch') return true;
  return /^\s*</.test(body.slice(0, 100)) && !BARE_PAGE.test(pageText(body.slice(0, 2_000)));
}
