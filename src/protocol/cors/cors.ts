import type { Header } from '../../exchange/exchange.ts';
import { headerValue, headerValues } from '../../exchange/headers.ts';
import { trimBlanks } from '../blanks.ts';
import { isSafelistedMethod, normalizeMethod, unsafeHeaderNames } from './safelist.ts';

/** Chromium's names (`Network.CorsError`) of what a page or its servers can cause. */
export type CorsReason =
  | AccessReason
  | `Preflight${AccessReason}`
  | 'DisallowedByMode'
  | 'InvalidResponse'
  | 'CorsDisabledScheme'
  | 'PreflightInvalidStatus'
  | 'PreflightDisallowedRedirect'
  | 'InvalidAllowMethodsPreflightResponse'
  | 'InvalidAllowHeadersPreflightResponse'
  | 'MethodDisallowedByPreflightResponse'
  | 'HeaderDisallowedByPreflightResponse'
  | 'RedirectContainsCredentials';

type AccessReason =
  | 'WildcardOriginNotAllowed'
  | 'MissingAllowOriginHeader'
  | 'MultipleAllowOriginValues'
  | 'InvalidAllowOriginValue'
  | 'AllowOriginMismatch'
  | 'InvalidAllowCredentials';

export type CredentialsMode = 'include' | 'omit' | 'unknown';

/** One question of the browser's and what the server's answer was. */
export interface CorsLine {
  readonly check: 'origin' | 'credentials' | 'method' | 'header' | 'status' | 'redirect';
  readonly asked: string;
  /** The header's value, several joined with commas; empty when absent. */
  readonly got: string;
  /** Name of the response header it stands in, in lower case. */
  readonly header?: string;
  readonly passed: boolean;
  readonly note?: string;
}

export interface CorsVerdict {
  readonly passed: boolean;
  /** Of the first check that failed, in the browser's order. */
  readonly reason?: CorsReason;
  /** Chromium's: the header's value, the method or the name of the header, where there is one. */
  readonly failedParameter?: string;
  /** Every check, also those that the browser did not come to. */
  readonly lines: readonly CorsLine[];
}

export interface CorsInput {
  /** Of the document that asked; `null` for an opaque one. */
  readonly origin: string;
  /** `unknown` is judged as `omit`, and the line says so. */
  readonly credentials: CredentialsMode;
  readonly headers: readonly Header[];
}

export interface PreflightInput {
  readonly origin: string;
  readonly credentials: CredentialsMode;
  /** From Access-Control-Request-Method. */
  readonly method: string;
  /** From Access-Control-Request-Headers. */
  readonly requestHeaders: readonly string[];
  readonly preflight: { readonly status: number; readonly headers: readonly Header[] };
}

const ALLOW_ORIGIN = 'access-control-allow-origin';
const ALLOW_CREDENTIALS = 'access-control-allow-credentials';
const ALLOW_METHODS = 'access-control-allow-methods';
const ALLOW_HEADERS = 'access-control-allow-headers';

const NOTE = {
  starWithCredentials: 'A star does not count for a request with credentials.',
  literalStar: 'For a request with credentials the star is a name like any other.',
  unknownCredentials:
    'Whether the request carried credentials is not known; with them, this answer would be refused.',
  starAuthorization:
    'The Fetch standard exempts authorization from the star; Chromium lets it pass, other browsers do not.',
  safelistedMethod: 'This method needs no permission.',
} as const;

/** One check: its line, and what the browser calls its failure. */
interface Check {
  readonly line: CorsLine;
  readonly reason?: CorsReason;
  readonly failedParameter?: string;
}

/** Does a response from there need the server's permission to be read here? */
export function isCrossOrigin(initiator: string, url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { origin, protocol } = new URL(url);
  if (protocol === 'data:' || protocol === 'about:') return false;
  return origin === 'null' || !URL.canParse(initiator) || new URL(initiator).origin !== origin;
}

/** The CORS check (Fetch §4.10) on the response that the page wants to read. */
export function corsCheck({ origin, credentials, headers }: CorsInput): CorsVerdict {
  return verdict(accessChecks(origin, credentials, headers));
}

/** The CORS-preflight fetch (Fetch §4.8, step 7), in the order in which Chromium looks. */
export function preflightCheck(input: PreflightInput): CorsVerdict {
  const { origin, credentials, preflight } = input;
  return verdict([
    ...redirectChecks(preflight),
    ...accessChecks(origin, credentials, preflight.headers).map(asPreflight),
    statusCheck(preflight.status),
    ...methodChecks(input),
    ...headerChecks(input),
  ]);
}

/** The names that a preflight asks for in Access-Control-Request-Headers, in lower case. */
export function requestedHeaders(headers: readonly Header[]): string[] {
  const list = headerValue(headers, 'access-control-request-headers') ?? '';
  return list
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

/** Must the browser ask first (Fetch §4.4, step 5)? `because` names what is not safelisted. */
export function needsPreflight(
  method: string,
  headers: readonly Header[],
): { readonly needed: boolean; readonly because: readonly string[] } {
  const because = unsafeHeaderNames(headers).map((name) => `header ${name}`);
  if (!isSafelistedMethod(method)) because.unshift(`method ${method}`);
  return { needed: because.length > 0, because };
}

function verdict(checks: readonly Check[]): CorsVerdict {
  const lines = checks.map(({ line }) => line);
  const failed = checks.find(({ line }) => !line.passed);
  if (!failed) return { passed: true, lines };
  const { reason, failedParameter } = failed;
  return {
    passed: false,
    ...(reason !== undefined && { reason }),
    ...(failedParameter !== undefined && { failedParameter }),
    lines,
  };
}

function accessChecks(origin: string, credentials: CredentialsMode, headers: readonly Header[]): Check[] {
  const allowed = joined(headers, ALLOW_ORIGIN);
  const checks = [originCheck(origin, credentials, allowed)];
  // Without credentials nobody looks at the second header; a star has failed already with them.
  if (credentials === 'omit' || allowed === '*') return checks;
  return [...checks, credentialsCheck(credentials, joined(headers, ALLOW_CREDENTIALS))];
}

/** §4.10 steps 1 to 4. */
function originCheck(origin: string, credentials: CredentialsMode, allowed: string | undefined): Check {
  const line = { check: 'origin', asked: origin, got: allowed ?? '', header: ALLOW_ORIGIN } as const;
  if (allowed === origin && allowed !== '*') return { line: { ...line, passed: true } };
  if (allowed === '*') return starCheck(line, credentials);
  const reason = originReason(allowed);
  return {
    line: { ...line, passed: false },
    reason,
    ...(allowed !== undefined && { failedParameter: allowed }),
  };
}

function starCheck(line: Omit<CorsLine, 'passed'>, credentials: CredentialsMode): Check {
  if (credentials === 'include') {
    return {
      line: { ...line, passed: false, note: NOTE.starWithCredentials },
      reason: 'WildcardOriginNotAllowed',
    };
  }
  return {
    line: { ...line, passed: true, ...(credentials === 'unknown' && { note: NOTE.unknownCredentials }) },
  };
}

function originReason(allowed: string | undefined): AccessReason {
  if (allowed === undefined) return 'MissingAllowOriginHeader';
  if (/[ ,]/.test(allowed)) return 'MultipleAllowOriginValues';
  return allowed === 'null' || URL.canParse(allowed) ? 'AllowOriginMismatch' : 'InvalidAllowOriginValue';
}

/** §4.10 steps 5 and 6: `true`, in lower case. */
function credentialsCheck(credentials: CredentialsMode, allowed: string | undefined): Check {
  const line = {
    check: 'credentials',
    asked: 'true',
    got: allowed ?? '',
    header: ALLOW_CREDENTIALS,
  } as const;
  if (allowed === 'true') return { line: { ...line, passed: true } };
  if (credentials === 'unknown') return { line: { ...line, passed: true, note: NOTE.unknownCredentials } };
  return {
    line: { ...line, passed: false },
    reason: 'InvalidAllowCredentials',
    failedParameter: allowed ?? '',
  };
}

const PREFLIGHT_REASONS: Readonly<Record<AccessReason, CorsReason>> = {
  WildcardOriginNotAllowed: 'PreflightWildcardOriginNotAllowed',
  MissingAllowOriginHeader: 'PreflightMissingAllowOriginHeader',
  MultipleAllowOriginValues: 'PreflightMultipleAllowOriginValues',
  InvalidAllowOriginValue: 'PreflightInvalidAllowOriginValue',
  AllowOriginMismatch: 'PreflightAllowOriginMismatch',
  InvalidAllowCredentials: 'PreflightInvalidAllowCredentials',
};

function asPreflight(check: Check): Check {
  const reason = check.reason && (PREFLIGHT_REASONS as Readonly<Record<string, CorsReason>>)[check.reason];
  return { ...check, ...(reason !== undefined && { reason }) };
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function redirectChecks({ status, headers }: PreflightInput['preflight']): Check[] {
  const location = joined(headers, 'location');
  if (!REDIRECTS.has(status) || location === undefined) return [];
  return [
    {
      line: { check: 'redirect', asked: 'no redirect', got: location, header: 'location', passed: false },
      reason: 'PreflightDisallowedRedirect',
    },
  ];
}

function statusCheck(status: number): Check {
  const passed = status >= 200 && status <= 299;
  const line: CorsLine = { check: 'status', asked: '200–299', got: String(status), passed };
  return passed ? { line } : { line, reason: 'PreflightInvalidStatus' };
}

/** §4.8 step 7.5 to 7.7. */
function methodChecks({ method, credentials, preflight }: PreflightInput): Check[] {
  const value = joined(preflight.headers, ALLOW_METHODS);
  const line = { check: 'method', asked: method, got: value ?? '', header: ALLOW_METHODS } as const;
  const allowed = listOf(value);
  if (!allowed) return [invalidList(line, 'InvalidAllowMethodsPreflightResponse')];
  if (allowed.has(normalizeMethod(method))) return [{ line: { ...line, passed: true } }];
  if (isSafelistedMethod(method)) return [{ line: { ...line, passed: true, note: NOTE.safelistedMethod } }];
  if (allowed.has('*')) return [starred(line, credentials, 'MethodDisallowedByPreflightResponse', method)];
  return [
    {
      line: { ...line, passed: false },
      reason: 'MethodDisallowedByPreflightResponse',
      failedParameter: method,
    },
  ];
}

/** §4.8 step 7.5 to 7.8, but for the star and authorization, where Chromium is more lenient. */
function headerChecks({ requestHeaders, credentials, preflight }: PreflightInput): Check[] {
  const value = joined(preflight.headers, ALLOW_HEADERS);
  const allowed = listOf(value?.toLowerCase());
  const line = { check: 'header', got: value ?? '', header: ALLOW_HEADERS } as const;
  if (!allowed)
    return [
      invalidList({ ...line, asked: requestHeaders.join(', ') }, 'InvalidAllowHeadersPreflightResponse'),
    ];
  return requestHeaders.map((asked): Check => {
    const name = asked.toLowerCase();
    if (allowed.has(name)) return { line: { ...line, asked, passed: true } };
    if (allowed.has('*'))
      return starred({ ...line, asked }, credentials, 'HeaderDisallowedByPreflightResponse', name);
    return {
      line: { ...line, asked, passed: false },
      reason: 'HeaderDisallowedByPreflightResponse',
      failedParameter: name,
    };
  });
}

function starred(
  line: Omit<CorsLine, 'passed'>,
  credentials: CredentialsMode,
  reason: CorsReason,
  failedParameter: string,
): Check {
  if (credentials === 'include')
    return { line: { ...line, passed: false, note: NOTE.literalStar }, reason, failedParameter };
  const authorization = failedParameter === 'authorization';
  const note = authorization
    ? NOTE.starAuthorization
    : credentials === 'unknown'
      ? NOTE.unknownCredentials
      : undefined;
  return { line: { ...line, passed: true, ...(note !== undefined && { note }) } };
}

function invalidList(line: Omit<CorsLine, 'passed'>, reason: CorsReason): Check {
  return { line: { ...line, passed: false, note: 'The list holds what is no name.' }, reason };
}

/** Browsers give up on headers far shorter than this. Characters. */
const READ_AT_MOST = 65_536;

/** Names of a comma-separated list; `undefined` where one of them is no token (RFC 9110 §5.6.2). */
function listOf(value: string | undefined): ReadonlySet<string> | undefined {
  const names = (value ?? '')
    .slice(0, READ_AT_MOST)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.every((name) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) ? new Set(names) : undefined;
}

/** Several headers of one name count as one with commas between (Fetch §2.2.2 "get"). */
function joined(headers: readonly Header[], name: string): string | undefined {
  const values = headerValues(headers, name).map(trimBlanks);
  return values.length === 0 ? undefined : values.join(', ');
}
