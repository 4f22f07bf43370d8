import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import {
  absentRequestHeader,
  present,
  requestHeader,
  responseHeader,
  status,
  url,
} from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { changesScheme, lostItsBody } from '../../facts/https-redirect.ts';
import { rfc6797, rfc9110Redirects } from '../specs.ts';
import words from './https-downgrade.md?raw';
import { cookieNotSent, lackingSession, short } from './session.ts';

export const httpsDowngrade: Cause = {
  code: 'https-downgrade',
  group: 'cookies',
  title: 'A redirect between http and https lost it',
  fixIn: 'edge',
  step: 'edge',
  aliases: [
    'POST becomes GET',
    '301 drops body',
    'http to https redirect',
    'HSTS',
    'upgrade-insecure-requests',
  ],
  specs: [rfc9110Redirects, rfc6797],
  words,
  explains: [
    'authorization-missing',
    'cookie-secure-on-http',
    'cookie-never-set',
    'cookie-samesite-lax',
    'cookie-samesite-strict',
    'cookie-samesite-default',
    'authorization-dropped-on-redirect',
  ],
  decide(failing, facts): Verdict {
    const before = facts.redirectedFrom(failing);
    if (!before) return undefined;
    return (
      lostBody(failing, before) ?? lostHeader(failing, before, facts) ?? lostCookie(failing, before, facts)
    );
  },
};

function lostBody(failing: Exchange, before: Exchange): Verdict {
  const answer = failing.response?.status ?? 0;
  if (!lostItsBody(failing, before) || answer < 400 || answer > 499) return undefined;
  return {
    kind: 'found',
    confidence: 'certain',
    title: `The redirect to https turned the POST into a GET without its body: ${answer}`,
    line: `POST to http, ${before.response?.status ?? 301} to https, repeated as GET`,
    evidence: [
      { label: 'Sent as', at: { part: 'method', exchangeId: before.id }, mark: 'POST' },
      status(before, { label: 'Redirect', note: 'after 301 and 302 browsers repeat a POST as GET' }),
      responseHeader(before, 'Location', { mark: 'https:' }),
      { label: 'Arrived as', at: { part: 'method', exchangeId: failing.id }, mark: 'GET' },
    ],
  };
}

function lostHeader(failing: Exchange, before: Exchange, facts: Facts): Verdict {
  const code = failing.response?.status;
  if ((code !== 401 && code !== 403) || changesScheme(before, failing) === undefined) return undefined;
  const had = facts.authorization(before) !== undefined;
  if (!had || facts.authorization(failing) !== undefined) return undefined;
  const direction = changesScheme(before, failing) === 'to-https' ? 'http to https' : 'https to http';
  if (!facts.sawAuthorization(failing))
    return {
      kind: 'cannot-tell',
      because: `The request was redirected from ${direction}, which drops Authorization; the record does not show whether it arrived`,
    };
  return {
    kind: 'found',
    confidence: code === 401 ? 'certain' : 'likely',
    title: `The redirect from ${direction} dropped the Authorization header`,
    line: 'http and https are two origins; the header stays behind',
    evidence: [
      requestHeader(before, 'Authorization', { label: 'Before the redirect' }),
      responseHeader(before, 'Location', { mark: direction === 'http to https' ? 'https:' : 'http:' }),
      absentRequestHeader(failing, 'Authorization', { label: 'After the redirect' }),
    ],
  };
}

function lostCookie(failing: Exchange, before: Exchange, facts: Facts): Verdict {
  if (changesScheme(before, failing) !== 'to-http') return undefined;
  const lacking = lackingSession(failing, facts, { held: (reasons) => reasons.includes('SecureOnly') });
  if (!lacking) return undefined;
  return {
    kind: 'found',
    confidence: lacking.confidence,
    title: `The redirect from https to http lost the cookie ${short(lacking.name)}, which is Secure`,
    line: `${short(lacking.name)} is Secure; the redirect led to http`,
    evidence: present(
      responseHeader(before, 'Location', { mark: 'http:' }),
      lacking.evidence('secure', { note: 'Secure: https only' }),
      url(failing, { mark: 'http:' }),
      cookieNotSent(failing),
    ),
  };
}
