import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { absentRequestHeader, present, requestHeader, said, status } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { compareDoubleSubmit } from '../../facts/csrf-token.ts';
import type { Facts } from '../../facts/facts.ts';
import type { ServerWord } from '../../facts/server-words.ts';
import { fetchOriginHeader, owaspCsrf } from '../specs.ts';
import { type CsrfSituation, csrfSituation } from './csrf.ts';
import words from './csrf-origin-rejected.md?raw';

export const csrfOriginRejected: Cause = {
  code: 'csrf-origin-rejected',
  group: 'permission',
  title: 'The server does not trust this origin',
  fixIn: 'api',
  step: 'session',
  aliases: [
    'Origin checking failed',
    'Referer checking failed',
    'does not match any trusted origins',
    'Cross-site POST form submissions are forbidden',
    'CSRF_TRUSTED_ORIGINS',
    'HTTP Origin header didn’t match request.base_url',
  ],
  specs: [owaspCsrf, fetchOriginHeader],
  words,
  explains: [
    'csrf-token-missing',
    'csrf-token-mismatch',
    'resource-forbidden',
    'method-forbidden',
    'status-misused',
  ],
  decide(failing, facts): Verdict {
    const passed = jsonThatPassed(failing, facts);
    if (passed) return formAlone(failing, passed);
    const situation = csrfSituation(failing, facts);
    const word = situation?.word;
    if (situation && word?.meaning === 'csrf') return byElimination(failing, situation, word);
    if (word?.meaning !== 'csrf-origin') return undefined;
    const aboutReferer = /refer/i.test(word.mark);
    const header = aboutReferer ? 'Referer' : 'Origin';
    const value = headerValue(failing.request.headers, header);
    const origin = value === undefined ? undefined : originOf(value);
    if (value === undefined && failing.blindSpots.includes('request-headers')) {
      return {
        kind: 'found',
        confidence: 'likely',
        title: `The server refuses the ${header} of this request`,
        line: 'By the server’s own word',
        evidence: [said(word)],
      };
    }
    return {
      kind: 'found',
      confidence: 'certain',
      title:
        origin === undefined
          ? `The server wants a ${header} header, and none was sent`
          : `The server does not trust the ${aboutReferer ? 'referring origin' : 'origin'} ${quote(origin, 100)}`,
      line: origin === undefined ? `No ${header} was sent` : `${header} ${origin.slice(0, 100)}`,
      // A page can withhold the Referer, never the Origin of a POST.
      ...(origin === undefined && aboutReferer && { fixIn: 'client' as const }),
      evidence: present(
        said(word),
        value === undefined ? absentRequestHeader(failing, header) : requestHeader(failing, header),
      ),
    };
  },
};

/**
 * Django checks the token against its cookie alone, and Origin and Referer beside it; outside of debugging its page
 * does not say which failed.
 */
function byElimination(failing: Exchange, { sent, cookies }: CsrfSituation, word: ServerWord): Verdict {
  const origin = originOf(headerValue(failing.request.headers, 'origin') ?? '');
  if (word.vendor !== 'Django' || origin === '' || failing.request.url.startsWith(`${origin}/`))
    return undefined;
  if (compareDoubleSubmit(sent, cookies).result !== 'equal') return undefined;
  return {
    kind: 'found',
    confidence: 'likely',
    title: `The token is right, so the server seems not to trust the origin ${quote(origin, 100)}`,
    line: `Token and cookie agree; Origin ${origin.slice(0, 100)}`,
    evidence: present(said(word), requestHeader(failing, 'Origin')),
  };
}

/** What a plain form can send, and so any page (Fetch, CORS-safelisted Content-Type). */
const OF_FORMS = /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/** Another origin's form is refused without a word, and the same as JSON passed: the request that tells which check it is. */
function jsonThatPassed(failing: Exchange, facts: Facts): Exchange | undefined {
  const { request, response } = failing;
  const origin = headerValue(request.headers, 'origin');
  if (response?.status !== 403 || origin === undefined || request.url.startsWith(`${origin}/`))
    return undefined;
  if (request.method === 'GET' || request.method === 'HEAD' || !OF_FORMS.test(typeOf(failing)))
    return undefined;
  if (facts.saysOtherwise(failing) || facts.saysThat(failing, 'csrf-origin')) return undefined;
  return facts
    .again(failing)
    .find(
      (other) =>
        (other.response?.status ?? 400) < 300 &&
        typeOf(other).includes('json') &&
        headerValue(other.request.headers, 'authorization') ===
          headerValue(request.headers, 'authorization') &&
        headerValue(other.request.headers, 'cookie') === headerValue(request.headers, 'cookie'),
    );
}

function formAlone(failing: Exchange, passed: Exchange): Verdict {
  const origin = headerValue(failing.request.headers, 'origin') ?? '';
  return {
    kind: 'found',
    confidence: 'likely',
    title: `The server seems not to trust forms from ${quote(originOf(origin), 100)}`,
    line: 'The same as JSON passed; checks of the Origin look at what a plain form can send',
    evidence: [
      requestHeader(failing, 'Content-Type'),
      requestHeader(failing, 'Origin'),
      status(failing),
      status(passed, { label: 'As JSON' }),
    ],
  };
}

function typeOf({ request }: Exchange): string {
  return headerValue(request.headers, 'content-type') ?? '';
}

function originOf(value: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(value)?.[0] ?? value;
}
