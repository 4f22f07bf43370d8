import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Confidence, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, said, setCookie, status } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { isSignIn } from '../../facts/sign-in.ts';
import { otherCredentialHeader } from '../credential/sent.ts';
import { cookiesRetrieval } from '../specs.ts';
import { sentSession, sentValue, setterOf, short, wantsSession } from './session.ts';
import words from './session-rejected.md?raw';
import { signInBehind } from './signed-out.ts';

export const sessionRejected: Cause = {
  code: 'session-rejected',
  group: 'cookies',
  title: 'The session was sent, and the server does not take it',
  fixIn: 'api',
  step: 'session',
  aliases: ['session not found', 'session lost', 'sticky sessions', 'invalid session', 'session store'],
  specs: [cookiesRetrieval],
  words,
  explains: ['authorization-missing'],
  decide(failing, facts): Verdict {
    if (facts.refusal(failing) !== 401 || !wantsSession(failing, facts)) return undefined;
    if (otherCredentialHeader(failing)) return undefined;
    const name = sentSession(failing, facts);
    if (name === undefined) return undefined;
    const history = historyOf(failing, name, facts);
    return history && { kind: 'found', ...history };
  },
};

type Telling = Omit<Extract<Verdict, { kind: 'found' }>, 'kind'>;

/** What the capture knows of the very session that was sent. */
function historyOf(failing: Exchange, name: string, facts: Facts): Telling | undefined {
  const sent = short(name);
  const cookie = requestHeader(failing, 'Cookie', { mark: sent });
  const word = facts.saysThat(failing, 'session', 'expired');
  const tell = (
    confidence: Confidence,
    title: string,
    line: string,
    ...more: Telling['evidence'][number][]
  ) => ({
    confidence,
    title,
    line,
    evidence: present(cookie, ...more, word && said(word)),
  });
  const same = facts.again(failing).filter((other) => sentValue(other, name) === sentValue(failing, name));
  const passed = same.filter(({ response }) => response !== undefined && response.status < 300);
  const before = passed.findLast(({ startedAt }) => startedAt < failing.startedAt);
  const after = passed.find(({ startedAt }) => startedAt > failing.startedAt);
  if (after)
    return tell(
      'likely',
      `The same session ${sent} is accepted and refused by turns: not every server knows it`,
      `${sent} was sent; the same request with it passed ${before ? 'before and after' : 'after'}`,
      status(after, { label: 'The same request with it' }),
    );
  if (before)
    return tell(
      'likely',
      `The session ${sent} worked before, and the server no longer knows it`,
      `${sent} was sent; the same request with it passed before`,
      status(before, { label: 'The same request with it' }),
    );
  const setter = setterOf(failing, name, facts);
  if (setter && isSignIn(setter))
    return tell(
      'likely',
      `The sign-in gave the session ${sent}, and the server does not take it`,
      `${sent} went along as it was set at the sign-in, and was refused`,
      setCookie(setter, name, { label: 'Set at the sign-in' }),
    );
  const signIn = signInBehind(failing, name, facts);
  if (signIn)
    return tell(
      'likely',
      `Somebody signed in with the session ${sent}, and the server does not take it any more`,
      `${sent} goes back to a sign-in; it was set anew since, and is refused as it went along`,
      setCookie(signIn, name, { label: 'Set at the sign-in' }),
      ...(setter ? [setCookie(setter, name, { label: 'Set anew by' })] : []),
    );
  // Set for a visitor whom nobody has signed in: then there is nothing to reject.
  if (setter && !word) return undefined;
  return tell(
    word ? 'likely' : 'possible',
    `The session ${sent} was sent, and the server does not take it`,
    `${sent} went along, and the answer is as if nobody were signed in`,
    status(failing),
  );
}
