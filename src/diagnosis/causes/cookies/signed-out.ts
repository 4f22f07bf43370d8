import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Facts } from '../../facts/facts.ts';
import { attemptsSignIn, isSignIn, isSignOut } from '../../facts/sign-in.ts';
import { sentSession, sentValue, setterOf, wantsSession } from './session.ts';

/** A session that went along, and that nobody is signed in with, as far as the capture shows. */
export interface OpenSession {
  readonly name: string;
  /** The answer that set the value that was sent. */
  readonly setter: Exchange;
}

/** The sign-out that ended the session which this request still sends: by an empty one in its place, or at the server. */
export function sentAfterSignOut(
  failing: Exchange,
  facts: Facts,
): (OpenSession & { by: Exchange }) | undefined {
  const name = refusedSession(failing, facts);
  if (name === undefined) return undefined;
  const by = changesOf(failing, facts).at(-1);
  if (!by || !isSignOut(by)) return undefined;
  const setter = setterOf(failing, name, facts);
  if (setter === by) return { name, setter, by };
  return sentValue(by, name) === sentValue(failing, name) ? { name, setter: by, by } : undefined;
}

/** A session that the server opened for a visitor, without anybody having signed in or come back from a sign-in since. */
export function sessionOfVisitor(failing: Exchange, facts: Facts): OpenSession | undefined {
  const name = refusedSession(failing, facts);
  // Another cookie may be the one that counts.
  if (name === undefined || sentSession(failing, facts, name) !== undefined) return undefined;
  const setters = settersOf(failing, name, facts);
  const opener = setters.at(-1);
  if (
    opener?.request.method !== 'GET' ||
    opener.blindSpots.includes('cookies') ||
    sentValue(opener, name) !== undefined
  )
    return undefined;
  const changed =
    setters.some(changesWho) ||
    changesOf(failing, facts).some(({ startedAt }) => startedAt >= opener.startedAt);
  return changed ? undefined : { name, setter: opener };
}

/** The sign-in that gave the session which this request sends, however often it was renewed since. */
export function signInBehind(failing: Exchange, name: string, facts: Facts): Exchange | undefined {
  const setters = settersOf(failing, name, facts);
  const change = setters.find((setter) => isSignIn(setter) || isSignOut(setter));
  return change && isSignIn(change) ? change : undefined;
}

/** Answers renewed at most so often are followed back. */
const RENEWALS_AT_MOST = 50;

/** The answers that set the session, the latest first: some servers set it anew with each. */
function settersOf(failing: Exchange, name: string, facts: Facts): readonly Exchange[] {
  const setters: Exchange[] = [];
  let setter = setterOf(failing, name, facts);
  while (setter && setters.length < RENEWALS_AT_MOST) {
    setters.push(setter);
    setter = sentValue(setter, name) === undefined ? undefined : setterOf(setter, name, facts);
  }
  return setters;
}

function refusedSession(failing: Exchange, facts: Facts): string | undefined {
  if (failing.response?.status !== 401 || !wantsSession(failing, facts)) return undefined;
  return failing.blindSpots.includes('set-cookie') ? undefined : sentSession(failing, facts);
}

/** Who is signed in may have changed by these, all before the request. */
function changesOf(failing: Exchange, facts: Facts): readonly Exchange[] {
  return facts
    .onApi(failing)
    .filter(
      (earlier) =>
        earlier.startedAt < failing.startedAt &&
        (earlier.response?.status ?? 400) < 400 &&
        changesWho(earlier),
    );
}

function changesWho(exchange: Exchange): boolean {
  return isSignIn(exchange) || isSignOut(exchange) || attemptsSignIn(exchange) || carriesAnAnswer(exchange);
}

/** Of an identity provider: the code or the token with which people come back from a sign-in elsewhere. */
function carriesAnAnswer({ request: { url }, response }: Exchange): boolean {
  return (
    /[?&](?:code|ticket|token|SAMLart|id_token|wresult)=|\/(?:callback|acs|oauth|oidc|saml|sso)\b/i.test(
      url,
    ) || /[?&]code=/.test(headerValue(response?.headers ?? [], 'location') ?? '')
  );
}
