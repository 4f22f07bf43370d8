import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Confidence, Evidence, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, responseHeader, said, status } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import type { ServerWord } from '../../facts/server-words.ts';
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
    const word = facts.saysThat(failing, 'request-signature') ?? wordOfOwnSignature(failing, facts);
    // A token has a signature of its own, which may be what is missing.
    if (!word || (SAYS_NONE.test(word.mark) && facts.token(failing))) return undefined;
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

const SAYS_NONE = /^(?:missing|no) /i;

/** Words of a signature mean the request's where it carries one in a header of its own, and no token. */
function wordOfOwnSignature(failing: Exchange, facts: Facts): ServerWord | undefined {
  if (signatureHeader(failing) === undefined || facts.authorization(failing) !== undefined) return undefined;
  return facts.saysThat(failing, 'signature');
}

/** `X-Signature`, `X-Hub-Signature-256`, `Signature` of RFC 9421, `X-Hmac`. */
function signatureHeader({ request }: Exchange): string | undefined {
  return request.headers.find(({ name }) =>
    name.split('-').some((part) => /^(?:signature|hmac)$/i.test(part)),
  )?.name;
}

interface Fault {
  readonly confidence: Confidence;
  readonly title: string;
  readonly line: string;
  readonly evidence: readonly Evidence[];
}

function faultOf(said: string, failing: Exchange, facts: Facts): Fault {
  const authorization = facts.authorization(failing);
  const own = authorization === undefined ? signatureHeader(failing) : 'Authorization';
  const sent = own === undefined ? [] : [requestHeader(failing, own)];
  if (SAYS_NONE.test(said) && own === undefined) {
    return {
      confidence: 'likely',
      title: 'The API wants a signed request, and no signature was sent',
      line: 'No header of the request holds one',
      evidence: [status(failing)],
    };
  }
  if (/skew|expired|not yet current|timestamp/i.test(said)) return byTheClock(failing, facts);
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
    confidence: authorization === undefined && own !== undefined ? 'likely' : 'certain',
    title: 'The signature does not match the request as it arrived',
    line: 'Something signed was changed on the way, or the secret is another',
    evidence: sent,
  };
}

function byTheClock(failing: Exchange, facts: Facts): Fault {
  const signed = signingTime(failing);
  const serverTime = facts.serverTime(failing);
  const off = signed === undefined || serverTime === undefined ? undefined : signed.at - serverTime;
  const measured = off !== undefined && Math.abs(off) > LEEWAY_MS;
  return {
    confidence: measured ? 'certain' : 'likely',
    title: measured
      ? `The request was signed by a clock that is ${duration(off)} ${off < 0 ? 'slow' : 'fast'}`
      : 'The time in the signature is too far from the server’s',
    line: 'Or the request was signed long before it was sent',
    evidence: measured
      ? [
          ...(signed?.header === undefined ? [] : [requestHeader(failing, signed.header)]),
          responseHeader(failing, 'Date', { label: 'Server Date' }),
        ]
      : [],
  };
}

/** When it was signed, by its own word; `header` is where that stands, absent: in the address. Milliseconds since the epoch. */
interface SigningTime {
  readonly at: number;
  readonly header?: string;
}

function signingTime({ request }: Exchange): SigningTime | undefined {
  const ofAws = headerValue(request.headers, 'x-amz-date');
  const at = awsTime(ofAws ?? /[?&]X-Amz-Date=([^&#]{1,20})/i.exec(request.url)?.[1] ?? '');
  if (at !== undefined) return { at, ...(ofAws !== undefined && { header: 'X-Amz-Date' }) };
  const own = request.headers.find(({ name }) => /^(?:x-)?(?:request-|signature-)?timestamp$/i.test(name));
  const time = own && unixTime(own.value);
  return time === undefined ? undefined : { at: time, header: own!.name };
}

/** `20261122T120000Z`. */
function awsTime(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
}

/** Seconds or milliseconds since the epoch, told apart by their length. */
function unixTime(text: string): number | undefined {
  if (/^\d{10}$/.test(text)) return Number(text) * 1_000;
  return /^\d{13}$/.test(text) ? Number(text) : undefined;
}
