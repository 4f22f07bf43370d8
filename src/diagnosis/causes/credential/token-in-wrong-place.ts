import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Challenge } from '../../../protocol/http-auth/challenges.ts';
import type { Cause, Confidence, Evidence, Verdict } from '../../engine/cause.ts';
import {
  absentRequestHeader,
  present,
  query,
  requestHeader,
  responseHeader,
  said,
} from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { ServerWord } from '../../facts/server-words.ts';
import { type TokenElsewhere, tokenElsewhere } from '../../facts/token-elsewhere.ts';
import { rfc6750Header, rfc6750Query } from '../specs.ts';
import { preflightAskedForAuthorization } from './sent.ts';
import words from './token-in-wrong-place.md?raw';

/** Schemes of the Authorization header that take a token. */
const TAKES_TOKEN: ReadonlySet<string> = new Set(['bearer', 'dpop', 'token', 'jwt']);

export const tokenInWrongPlace: Cause = {
  code: 'token-in-wrong-place',
  group: 'credential',
  title: 'The token is not where the API looks for it',
  fixIn: 'client',
  step: 'credential',
  aliases: [
    'X-Auth-Token',
    'X-Access-Token',
    'token in query string',
    'access_token parameter',
    'Authorisation',
  ],
  specs: [rfc6750Header, rfc6750Query],
  words,
  explains: ['authorization-missing'],
  decide(failing, facts): Verdict {
    // A page cannot set a header on a WebSocket: there, the address is the usual place.
    if (failing.kind === 'websocket' || facts.authorization(failing) !== undefined) return undefined;
    if (facts.oauth(failing) || !isRefusal(failing)) return undefined;
    const found = tokenElsewhere(failing);
    if (!found) return undefined;
    const challenge = facts
      .challenges(failing)
      .find(({ scheme, parameters }) => TAKES_TOKEN.has(scheme) && !parameters.has('error'));
    const word = facts.saysThat(failing, 'missing-credential', 'scheme');
    if (!word && (!challenge || facts.saysOtherwise(failing))) return undefined;
    if (tookItThere(failing, found, facts))
      return { kind: 'ruled-out', because: `This API took a token from ${placeOf(found)} before` };
    if (!facts.sawAuthorization(failing) && preflightAskedForAuthorization(failing, facts) !== false)
      return undefined;
    return {
      kind: 'found',
      confidence: howSure(found, challenge, word),
      title: `The token was sent in ${placeOf(found)}; the API asks for it in Authorization`,
      line:
        found.place === 'query' ? 'The API does not read tokens from the URL' : `Sent in ${placeOf(found)}`,
      evidence: present(
        where(failing, found),
        facts.sawAuthorization(failing) && absentRequestHeader(failing, 'Authorization'),
        challenge &&
          responseHeader(failing, 'WWW-Authenticate', {
            label: 'Challenge',
            mark: challenge.schemeAsWritten,
          }),
        word?.at.part === 'response-body' && said(word),
      ),
    };
  },
};

function isRefusal({ response }: Exchange): boolean {
  return response?.status === 401 || response?.status === 403 || response?.status === 400;
}

/** A Bearer challenge without an error says that no credential was seen (RFC 6750 §3.1); not all who write it know. */
function howSure(
  { place, looksLike }: TokenElsewhere,
  challenge: Challenge | undefined,
  word: ServerWord | undefined,
): Confidence {
  // A cookie goes along by itself, whatever it is for.
  if (place === 'cookie') return challenge && word ? 'likely' : 'possible';
  if (place === 'header' && looksLike === 'jwt' && challenge?.scheme === 'bearer') return 'certain';
  return 'likely';
}

/** Has this API accepted a request with a token in that place and no Authorization header? */
function tookItThere(failing: Exchange, { place, name }: TokenElsewhere, facts: Facts): boolean {
  return facts.onApi(failing).some((other) => {
    const status = other.response?.status ?? 0;
    if (status < 200 || status > 299 || other.kind === 'preflight') return false;
    if (!facts.sawAuthorization(other) || facts.authorization(other) !== undefined) return false;
    if (place === 'header') return headerValue(other.request.headers, name) !== undefined;
    const found = tokenElsewhere(other);
    // Cookies go along to public addresses as well: that one passed says nothing.
    return place !== 'cookie' && found?.place === place && found.name === name;
  });
}

function placeOf({ place, name }: TokenElsewhere): string {
  const shown = name.length > 40 ? quote(name, 40) : name;
  switch (place) {
    case 'header':
      return `the header ${shown}`;
    case 'query':
      return `the query parameter ${shown}`;
    case 'body':
      return `the form field ${shown}`;
    case 'cookie':
      return `the cookie ${shown}`;
  }
}

function where(failing: Exchange, { place, name }: TokenElsewhere): Evidence {
  switch (place) {
    case 'header':
      return requestHeader(failing, name, { note: 'the token stands here' });
    case 'query':
      return query(failing, name, { note: 'the token stands here' });
    case 'body':
      return {
        label: 'Request body',
        at: { part: 'request-body', exchangeId: failing.id },
        note: `in ${name}`,
      };
    case 'cookie':
      return requestHeader(failing, 'Cookie', { note: 'the token stands here' });
  }
}
