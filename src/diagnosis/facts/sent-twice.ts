import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue, headerValues } from '../../exchange/headers.ts';
import type { Facts } from './facts.ts';
import { messageOf } from './server-words.ts';
import { tokenInParameters } from './token-elsewhere.ts';

/** Where the second credential stands, beside the one in Authorization. */
export type SecondCredential =
  /** Two headers, or one that holds two values. */
  | { readonly with: 'header' }
  /** RFC 6750 §2.2 and §2.3. */
  | { readonly with: 'query' | 'body'; readonly name: string }
  /** A URL that is signed itself (AWS, Google Cloud, Azure). `name`: of its signature. */
  | { readonly with: 'signed-url'; readonly name: string };

/** How the server refused it. `two`: it says that there are two; `form`: only that the request is not as it should be. */
export interface RefusalOfTwo {
  readonly says: 'two' | 'form';
  readonly in: 'challenge' | 'body' | 'status';
  /** As it stands there. */
  readonly mark?: string;
}

/** Two credentials joined by a comma, as `headers.append` leaves them: Authorization is no list (RFC 9110 §11.6.2). */
const JOINED = /,\s*(?:bearer|basic|token|dpop|jwt|digest)\s/i;
/** Parameters in which URLs carry their signature, and one that stands beside each. */
const SIGNATURES: readonly (readonly [signature: string, beside: string])[] = [
  ['X-Amz-Signature', 'X-Amz-Credential'],
  ['X-Goog-Signature', 'X-Goog-Credential'],
  ['sig', 'sv'],
  ['Signature', 'AWSAccessKeyId'],
];
/** Auth0's and Spring Security's words, and those of Amazon S3 and Azure Storage. */
const TWO =
  /more than one method used for authentication|multiple (?:bearer |access )?(?:tokens?|credentials|authentication methods)|only one auth(?:entication|orization)? mechanism (?:is )?allowed|authentication information is not given in the correct format/i;
/** More of a body than this is no error message. Characters. */
const READ_AT_MOST = 2_000;

/** Does the Authorization header hold more than one credential? */
export function holdsTwoCredentials({ request }: Exchange): boolean {
  const values = headerValues(request.headers, 'authorization');
  return values.length > 1 || values.some((value) => JOINED.test(value));
}

/** The second of two credentials of one request; `undefined` where there is none beside Authorization. */
export function sentTwice(exchange: Exchange): SecondCredential | undefined {
  const { request } = exchange;
  if (headerValue(request.headers, 'authorization') === undefined) return undefined;
  if (holdsTwoCredentials(exchange)) return { with: 'header' };
  const signed = signatureIn(request.url);
  if (signed !== undefined) return { with: 'signed-url', name: signed };
  const other = tokenInParameters(exchange);
  return other && { with: other.place === 'body' ? 'body' : 'query', name: other.name };
}

/** How the server refused a request with two credentials; `undefined` where its answer may be about anything else. */
export function refusalOfTwo(exchange: Exchange, facts: Facts): RefusalOfTwo | undefined {
  const second = sentTwice(exchange);
  const status = exchange.response?.status;
  if (!second || (status !== 400 && status !== 401 && status !== 403)) return undefined;
  for (const { parameters } of facts.challenges(exchange)) {
    const mark = TWO.exec(parameters.get('error_description') ?? '')?.[0];
    if (mark !== undefined) return { says: 'two', in: 'challenge', mark };
    if (parameters.get('error') === 'invalid_request' && !facts.saysOtherwise(exchange, 'malformed'))
      return { says: 'form', in: 'challenge', mark: 'invalid_request' };
  }
  const { body } = exchange.response ?? {};
  const text = body?.encoding === undefined ? messageOf((body?.text ?? '').slice(0, READ_AT_MOST)) : '';
  const mark = TWO.exec(text)?.[0];
  if (mark !== undefined) return { says: 'two', in: 'body', mark };
  // express-bearer-token answers so, and says no more.
  const isBare = status === 400 && body !== undefined && text.trim() === '';
  return isBare && 'name' in second && second.name === 'access_token'
    ? { says: 'form', in: 'status' }
    : undefined;
}

function signatureIn(url: string): string | undefined {
  return SIGNATURES.find(([signature, beside]) => has(url, signature) && has(url, beside))?.[0];
}

function has(url: string, name: string): boolean {
  return url.includes(`?${name}=`) || url.includes(`&${name}=`);
}
