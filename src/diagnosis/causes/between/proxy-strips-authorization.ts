import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Confidence, Evidence, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, responseHeader, said, status } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Responder } from '../../facts/responder.ts';
import type { ServerWord } from '../../facts/server-words.ts';
import { preflightAskedForAuthorization } from '../credential/sent.ts';
import { rfc6750Error, rfc9110Forwarding } from '../specs.ts';
import { LEEWAY_MS, readableJwt, timeClaim } from '../token/claims.ts';
import { cacheHit } from './cache-hit.ts';
import words from './proxy-strips-authorization.md?raw';
import { type SentCredential, sentCredential, shows } from './sent.ts';

export const proxyStripsAuthorization: Cause = {
  code: 'proxy-strips-authorization',
  group: 'between',
  title: 'The credential was lost on the way to the API',
  fixIn: 'edge',
  step: 'edge',
  aliases: [
    'underscores_in_headers',
    'CGIPassAuth',
    'WSGIPassAuthorization',
    'proxy_set_header Authorization',
  ],
  specs: [rfc9110Forwarding, rfc6750Error],
  words,
  explains: [
    'token-rejected',
    'basic-rejected',
    'gateway-rejected',
    'signature-invalid',
    'challenge-missing',
    'status-misused',
  ],
  decide(failing, facts): Verdict {
    if (!readsAsMissing(failing, facts)) return undefined;
    const sent = sentCredential(failing, facts);
    if (!sent) return unseen(failing, facts);
    if (facts.again(failing).some((other) => facts.acceptedWith(failing).includes(other))) return undefined;
    const loss = lossOf(sent, failing, facts);
    if (!loss) return undefined;
    const word = saysNoneCame(failing, facts);
    const challenge = facts.challenges(failing).find(({ scheme }) => scheme !== '');
    return {
      kind: 'found',
      confidence: loss.confidence,
      title: loss.title,
      line: loss.between
        ? `${loss.between.product} stands between the browser and the API`
        : 'The server answers as if none had been sent',
      evidence: present<Evidence>(
        requestHeader(failing, sent.header, { note: 'sent by the browser' }),
        word && said(word),
        !word &&
          challenge &&
          responseHeader(failing, 'WWW-Authenticate', {
            label: 'Challenge',
            mark: challenge.schemeAsWritten,
            note: 'without an error, as for a request without a credential',
          }),
        !word && !challenge && status(failing),
        loss.between && shows(loss.between, 'On the way'),
      ),
    };
  },
};

/** “Unauthenticated” is said of bad credentials too; these say that there was none. */
const SAYS_NONE_CAME =
  /\bno (?:auth|token|jwt|credential|bearer|api.?key|access)|not (?:provided|found|present)|missing|is empty|credentials_required|no_authorization|"not authenticated"/i;
/** Says as little of a header that came in another form: Echo, Fiber. */
const OR_UNREADABLE = /missing or (?:malformed|invalid)|(?:malformed|invalid) or missing/i;

function saysNoneCame(failing: Exchange, facts: Facts): ServerWord | undefined {
  const word = facts.saysThat(failing, 'missing-credential');
  return word && SAYS_NONE_CAME.test(word.mark) && !OR_UNREADABLE.test(word.mark) ? word : undefined;
}

interface Loss {
  readonly confidence: Confidence;
  readonly title: string;
  readonly between?: Responder;
}

/** 401 or a 403 that says so; no word that the server looked at a credential and disliked it; no cache in between. */
function readsAsMissing(failing: Exchange, facts: Facts): boolean {
  const code = failing.response?.status;
  const word = facts.saysThat(failing, 'missing-credential');
  if (code !== 401 && !(code === 403 && word)) return false;
  if (cacheHit(failing) || failing.response?.answeredBy) return false;
  if (facts.saysThat(failing, 'invalid-token')) return false;
  if (facts.saysOtherwise(failing, 'missing-credential', 'session')) return false;
  return !facts.challenges(failing).some(({ parameters }) => parameters.has('error'));
}

function lossOf(sent: SentCredential, failing: Exchange, facts: Facts): Loss | undefined {
  switch (sent.kind) {
    case 'api-key':
      return lostKey(sent, failing, facts);
    case 'session':
      return lostSession(sent, failing, facts);
    default:
      return lostAuthorization(failing, facts);
  }
}

/** nginx leaves out headers whose names hold underscores, unless told otherwise. */
function lostKey({ header }: SentCredential, failing: Exchange, facts: Facts): Loss | undefined {
  const between = intermediary(failing, facts);
  if (header.includes('_') && between && /^(?:nginx|OpenResty)$/.test(between.product)) {
    return {
      confidence: 'likely',
      title: `${between.product} drops the header ${quote(header, 40)}: its name holds an underscore`,
      between,
    };
  }
  if (!saysNoneCame(failing, facts) || !between) return undefined;
  return { confidence: 'possible', title: `The header ${quote(header, 40)} did not reach the API`, between };
}

function lostAuthorization(failing: Exchange, facts: Facts): Loss | undefined {
  const form = facts.credential(failing)?.form;
  if (form !== 'bearer' && form !== 'basic') return undefined;
  const schemes = facts.challenges(failing).map(({ scheme }) => scheme);
  if (schemes.length > 0 && !schemes.includes(form)) return undefined;
  if (form === 'bearer' && !wouldPass(failing, facts)) return undefined;
  const title = 'Authorization was sent, and the API saw none';
  const between = intermediary(failing, facts);
  const word = saysNoneCame(failing, facts);
  if (word && !/cookie|api.?key/i.test(word.mark))
    return { confidence: 'likely', title, ...(between && { between }) };
  if (word || !between || !schemes.includes(form)) return undefined;
  // RFC 6750 §3.1: with a token that is refused, the challenge should hold an error. Not every application does it.
  if (form === 'bearer')
    return { confidence: facts.answeredBy(failing) ? 'likely' : 'possible', title, between };
  return throughCgi(between, facts.acceptedOn(failing).length > 0);
}

/** Apache gives programs behind CGI and WSGI no Authorization unless told to; a wrong password looks the same. */
function throughCgi(between: Responder, acceptsAuthorization: boolean): Loss | undefined {
  if (between.product !== 'Apache httpd' || acceptsAuthorization) return undefined;
  return {
    confidence: 'possible',
    title: 'Apache may not pass Authorization on to the program behind it',
    between,
  };
}

/** A sign-in in this capture set the cookie a moment ago, and yet nobody is signed in. */
function lostSession({ cookie }: SentCredential, failing: Exchange, facts: Facts): Loss | undefined {
  const set = facts.cookieHistory(failing).stored.find(({ cookie: { name } }) => name === cookie);
  const code = set?.exchange.response?.status ?? 0;
  if (set?.exchange.request.method !== 'POST' || code >= 400) return undefined;
  if (facts.acceptedWith(failing).length > 0 || facts.challenges(failing).length > 0) return undefined;
  const author = facts.answeredBy(failing);
  const title = 'The session cookie was sent, and did not reach the one who checks it';
  // Without a challenge, nginx answers 401 of its own only where a sub-request (auth_request) told it to.
  if (author?.product === 'nginx' && author.sure === 'certain')
    return { confidence: 'likely', title, between: author };
  const between = intermediary(failing, facts);
  return between && { confidence: 'possible', title, between };
}

function intermediary(failing: Exchange, facts: Facts): Responder | undefined {
  return facts.onTheWay(failing)[0];
}

/** Is there nothing in the token itself that would have it refused? */
function wouldPass(failing: Exchange, facts: Facts): boolean {
  const sent = facts.token(failing);
  if (!sent || sent.reading.kind === 'broken') return false;
  const jwt = readableJwt(failing, facts);
  const expires = jwt && timeClaim(jwt.claims, 'exp');
  return expires === undefined || expires > facts.judgedAt(failing) - LEEWAY_MS;
}

/** The record may lack the header; the preflight then tells that the page meant to send it. */
function unseen(failing: Exchange, facts: Facts): Verdict {
  if (facts.sawAuthorization(failing) || !preflightAskedForAuthorization(failing, facts)) return undefined;
  const asksForBearer = facts.challenges(failing).some(({ scheme }) => scheme === 'bearer');
  if (!asksForBearer && !facts.saysThat(failing, 'missing-credential')) return undefined;
  return {
    kind: 'cannot-tell',
    because:
      'The preflight asked to send Authorization, and the server saw none; the record holds no credentials, so it does not show where it was lost',
  };
}
