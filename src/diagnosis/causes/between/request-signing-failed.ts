import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Confidence, Evidence, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, responseHeader, said } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import { awsSigV4 } from '../specs.ts';
import words from './request-signing-failed.md?raw';

/** How far the signer’s clock may be off: five minutes with most services. */
const LEEWAY_MS = 5 * 60_000;

export const requestSigningFailed: Cause = {
  code: 'request-signing-failed',
  group: 'between',
  title: 'The request’s signature was not accepted',
  fixIn: 'client',
  step: 'keys',
  aliases: [
    'SignatureDoesNotMatch',
    'InvalidSignatureException',
    'RequestTimeTooSkewed',
    'IncompleteSignatureException',
    'UnrecognizedClientException',
    'SigV4',
  ],
  specs: [awsSigV4],
  words,
  explains: [
    'token-rejected',
    'wrong-scheme',
    'resource-forbidden',
    'gateway-rejected',
    'authorization-missing',
    'explicit-deny',
  ],
  decide(failing, facts): Verdict {
    const word = facts.saysThat(failing, 'request-signature');
    if (!word) return undefined;
    const fault = faultOf(word.mark, failing, facts);
    return {
      kind: 'found',
      confidence: fault.confidence,
      title: fault.title,
      line: fault.line,
      evidence: present<Evidence>(said(word), ...fault.evidence),
    };
  },
};

interface Fault {
  readonly confidence: Confidence;
  readonly title: string;
  readonly line: string;
  readonly evidence: readonly Evidence[];
}

function faultOf(said: string, failing: Exchange, facts: Facts): Fault {
  const authorization = facts.authorization(failing);
  const sent = authorization === undefined ? [] : [requestHeader(failing, 'Authorization')];
  if (/skew|expired|not yet current/i.test(said)) return byTheClock(failing, facts);
  if (/scoped|AuthorizationHeaderMalformed/.test(said)) {
    return {
      confidence: 'certain',
      title: 'The request was signed for another region or service',
      line: 'The credential scope names date, region and service',
      evidence: sent,
    };
  }
  if (authorization !== undefined && !/^aws4-|^hmac|^signature/i.test(authorization)) {
    return {
      confidence: 'likely',
      title: 'The API wants a signed request, and another credential was sent',
      line: 'Or the path is one that the gateway does not know',
      evidence: sent,
    };
  }
  if (/Client|AccessKey|token included/.test(said)) {
    return {
      confidence: 'certain',
      title: 'The key that signed the request is not known here',
      line: 'Deleted, of another account or partition, or its session token is missing',
      evidence: sent,
    };
  }
  return {
    confidence: 'certain',
    title: 'The signature does not match the request as it arrived',
    line: 'Something signed was changed on the way, or the secret is another',
    evidence: sent,
  };
}

function byTheClock(failing: Exchange, facts: Facts): Fault {
  const signedAt = signingTime(failing);
  const serverTime = facts.serverTime(failing);
  const off = signedAt === undefined || serverTime === undefined ? undefined : signedAt - serverTime;
  const measured = off !== undefined && Math.abs(off) > LEEWAY_MS;
  return {
    confidence: measured ? 'certain' : 'likely',
    title: measured
      ? `The request was signed by a clock that is ${duration(off)} ${off < 0 ? 'slow' : 'fast'}`
      : 'The time in the signature is too far from the server’s',
    line: 'Or the request was signed long before it was sent',
    evidence: measured
      ? [
          ...(headerValue(failing.request.headers, 'x-amz-date') === undefined
            ? []
            : [requestHeader(failing, 'X-Amz-Date')]),
          responseHeader(failing, 'Date', { label: 'Server Date' }),
        ]
      : [],
  };
}

/** `X-Amz-Date`, header or parameter: `20261122T120000Z`. Milliseconds since the epoch. */
function signingTime({ request }: Exchange): number | undefined {
  const text =
    headerValue(request.headers, 'x-amz-date') ??
    /[?&]X-Amz-Date=([^&#]{1,20})/i.exec(request.url)?.[1] ??
    '';
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
}
