import type { Evidence } from '../diagnosis/engine/cause.ts';
import { absentRequestHeader, query, requestHeader } from '../diagnosis/engine/evidence.ts';
import { looksLikeSession } from '../diagnosis/facts/cookies.ts';
import { tokenElsewhere } from '../diagnosis/facts/token-elsewhere.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { headerValue, headerValues } from '../exchange/headers.ts';
import { parseCookieHeader } from '../protocol/cookies/cookie-header.ts';
import type { CredentialReading } from '../protocol/http-auth/authorization.ts';
import { type Difference, type Party, sideOf } from './difference.ts';

type Credential = Extract<Difference, { role: 'credential' }>;

/** By what the server may know who asks: kind, scheme, form, and whether it is the same token again. */
export function credentialDifferences(good: Party, bad: Party): Difference[] {
  if (!good.facts.sawAuthorization(good.exchange) || !bad.facts.sawAuthorization(bad.exchange)) return [];
  const aspects: readonly (readonly [Credential['what'], string, (party: Party) => string])[] = [
    ['kind', 'Credential', kindOf],
    ['scheme', 'Scheme', schemeOf],
    ['form', 'Form of the credential', formOf],
    ['token-kind', 'Kind of token', tokenKindOf],
    ['proof', 'DPoP proof', ({ exchange }) => presence(headerValue(exchange.request.headers, 'dpop'))],
    ['signature', 'Signature', signatureOf],
  ];
  const found = aspects.flatMap(([what, label, of]): Difference[] => {
    const texts = [of(good), of(bad)] as const;
    if (texts[0] === texts[1]) return [];
    // What only one of the two has is told by what it is.
    if (what !== 'kind' && what !== 'signature' && texts.includes('')) return [];
    return [difference(what, label, [good, bad], texts)];
  });
  return found.length > 0 ? found : otherToken(good, bad);
}

function difference(
  what: Credential['what'],
  label: string,
  [good, bad]: readonly [Party, Party],
  [before, after]: readonly [string, string],
): Difference {
  return {
    role: 'credential',
    what,
    label,
    good: sideOf(before, ...placeOf(good, what)),
    bad: sideOf(after, ...placeOf(bad, what)),
  };
}

function placeOf({ exchange, facts }: Party, what: Credential['what']): Evidence[] {
  const name = what === 'proof' ? 'DPoP' : 'Authorization';
  if (headerValue(exchange.request.headers, name) !== undefined) return [requestHeader(exchange, name)];
  const elsewhere = facts.authorization(exchange) === undefined ? tokenElsewhere(exchange) : undefined;
  if (elsewhere?.place === 'header') return [requestHeader(exchange, elsewhere.name)];
  if (elsewhere?.place === 'query') return [query(exchange, elsewhere.name)];
  return [absentRequestHeader(exchange, name)];
}

function presence(value: string | undefined): string {
  return value === undefined ? 'missing' : 'sent';
}

function kindOf({ exchange, facts }: Party): string {
  const credential = facts.credential(exchange);
  if (credential) return 'Authorization';
  const elsewhere = tokenElsewhere(exchange);
  if (elsewhere) return `token in ${PLACE[elsewhere.place]} ${elsewhere.name}`;
  return sessionNames(exchange).length > 0 ? 'session cookie' : 'none';
}

const PLACE = { header: 'header', query: 'query parameter', body: 'form field', cookie: 'cookie' } as const;

function sessionNames({ request }: Exchange): readonly string[] {
  return headerValues(request.headers, 'cookie')
    .flatMap(parseCookieHeader)
    .map(({ name }) => name)
    .filter((name) => looksLikeSession({ name, httpOnly: false }));
}

function schemeOf({ exchange, facts }: Party): string {
  const credential = facts.credential(exchange);
  if (!credential) return '';
  if ('schemeAsWritten' in credential) return credential.schemeAsWritten.toLowerCase();
  if ('scheme' in credential && credential.scheme !== undefined) return credential.scheme.toLowerCase();
  return '(none)';
}

/** What is wrong with it, or that it can be read. */
function formOf({ exchange, facts }: Party): string {
  const credential = facts.credential(exchange);
  if (!credential) return '';
  const faults = faultsOf(credential);
  const token = facts.token(exchange)?.reading;
  if (token?.kind === 'broken' && faults.length === 0) faults.push('token cannot be read');
  return faults.length === 0 ? 'well formed' : faults.join(', ');
}

function faultsOf(credential: CredentialReading): string[] {
  switch (credential.form) {
    case 'empty':
      return ['empty'];
    case 'placeholder':
      return ['a placeholder'];
    case 'bare-token':
      return ['a token without a scheme'];
    case 'duplicated-scheme':
      return ['the scheme twice'];
    case 'bearer':
      return [...credential.faults];
    case 'basic':
      return credential.fault ? [credential.fault] : [];
    case 'other-scheme':
      return credential.misspeltBearer ? ['Bearer misspelt'] : [];
  }
}

function tokenKindOf({ exchange, facts }: Party): string {
  const reading = facts.token(exchange)?.reading;
  switch (reading?.kind) {
    case undefined:
      return '';
    case 'jws':
      return reading.signatureLength === 0 ? 'unsigned JWT' : 'signed JWT';
    case 'jwe':
      return 'encrypted JWT';
    default:
      return reading!.kind === 'opaque' ? 'opaque' : 'not readable';
  }
}

/** What the issuer's keys say, where they were recorded. */
function signatureOf({ exchange, facts }: Party): string {
  const check = facts.signature(exchange)?.token;
  return check && check.result !== 'no-keys' && check.result !== 'verified'
    ? `key check: ${check.result}`
    : '';
}

/** Within one capture the same token can be told from another; two captures have two in any case. */
function otherToken(good: Party, bad: Party): Difference[] {
  const given = [givenBack(good), givenBack(bad)] as const;
  if (given[0] !== given[1]) return [difference('token', 'Token', [good, bad], given)];
  const basic = otherBasic(good, bad);
  if (basic) return [difference('token', 'Basic credentials', [good, bad], basic)];
  if (good.facts.capture !== bad.facts.capture) return [];
  const [before, after] = [good, bad].map(({ exchange, facts }) => facts.authorization(exchange));
  if (before === undefined || after === undefined || before === after) return [];
  return [difference('token', 'Token', [good, bad], ['one', 'another'])];
}

/** Was it used to sign out before? */
function givenBack({ exchange, facts }: Party): string {
  const sent = facts.authorization(exchange);
  const signOut = facts
    .tokenLife()
    .signOuts.some((each) => each.startedAt < exchange.startedAt && facts.authorization(each) === sent);
  return sent !== undefined && signOut ? 'signed out before' : 'in use';
}

function otherBasic(good: Party, bad: Party): [string, string] | undefined {
  const [before, after] = [good, bad].map(({ exchange, facts }) => facts.credential(exchange));
  if (before?.form !== 'basic' || after?.form !== 'basic') return undefined;
  if (before.user !== after.user) return ['one user', 'another user'];
  const same = good.facts.authorization(good.exchange) === bad.facts.authorization(bad.exchange);
  return same ? undefined : ['one password', 'another password of the same user'];
}
