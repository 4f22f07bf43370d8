import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Confidence, Evidence, Verdict } from '../../engine/cause.ts';
import { present, responseHeader, status, url } from '../../engine/evidence.ts';
import { type SignInRefusal, signInRefusal, signInRequest } from '../../facts/sign-in-request.ts';
import { rfc6749PasswordGrant, rfc9110Unauthorized } from '../specs.ts';
import words from './login-rejected.md?raw';

const BLAMED: Readonly<Record<SignInRefusal['blames'], string>> = {
  pair: 'The server did not accept this user name and password',
  password: 'The server says that the password is wrong',
  user: 'The server does not know this user',
};

const LINE: Readonly<Record<SignInRefusal['by'], string>> = {
  words: 'Posted to sign in, and refused in so many words',
  status: 'Posted to sign in; the server gives no reason',
  form: 'The status says success, the answer does not',
  redirect: 'Sent back to the sign-in form with an error',
};

export const loginRejected: Cause = {
  code: 'login-rejected',
  group: 'credential',
  title: 'The sign-in was refused',
  fixIn: 'client',
  step: 'credential',
  aliases: [
    'invalid credentials',
    'invalid username or password',
    'Bad credentials',
    'INVALID_LOGIN_CREDENTIALS',
    'These credentials do not match our records',
    'NotAuthorizedException',
    'AADSTS50126',
  ],
  specs: [rfc9110Unauthorized, rfc6749PasswordGrant],
  words,
  explains: [
    'authorization-missing',
    'token-rejected',
    'basic-rejected',
    'challenge-missing',
    'status-misused',
    'resource-forbidden',
    'gateway-rejected',
    'session-rejected',
    'credentials-omitted',
    'cookie-never-set',
    'third-party-cookies-blocked',
    'cookie-samesite-default',
    'cookie-samesite-lax',
    'cookie-samesite-strict',
    'oauth-invalid-grant',
  ],
  decide(failing, facts): Verdict {
    const refusal = signInRefusal(failing, facts);
    if (!refusal) {
      const unseen =
        failing.response?.status === 401 && signInRequest(failing, facts)?.by === 'unseen'
          ? failing
          : undefined;
      return unseen && { kind: 'cannot-tell', because: 'What was posted to sign in is not in this record' };
    }
    return {
      kind: 'found',
      confidence: howSure(refusal, failing),
      title: BLAMED[refusal.blames],
      line: LINE[refusal.by],
      evidence: present(answer(failing, refusal), ...request(failing)),
    };
  },
};

/** Servers blame the pair on purpose, so as not to tell which half is wrong, nor that the account is locked. */
function howSure({ blames, by, request: asked }: SignInRefusal, failing: Exchange): Confidence {
  const plain = by === 'words' && blames === 'password' && asked.named && asked.by !== 'unseen';
  return plain && failing.response?.status !== 422 ? 'certain' : 'likely';
}

function answer(failing: Exchange, { by, mark }: SignInRefusal): Evidence {
  if (by === 'redirect' && headerValue(failing.response?.headers ?? [], 'location') !== undefined)
    return responseHeader(failing, 'Location', { label: 'Sent back to' });
  if (mark === undefined) return status(failing);
  return { label: 'The server said', at: { part: 'response-body', exchangeId: failing.id }, mark };
}

function request(failing: Exchange): (Evidence | undefined)[] {
  return [
    url(failing, { label: 'Sign-in at' }),
    failing.request.body && {
      label: 'Posted',
      at: { part: 'request-body', exchangeId: failing.id },
      note: 'a user name and a password',
    },
  ];
}
