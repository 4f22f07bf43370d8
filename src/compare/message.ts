import {
  absentRequestHeader,
  method,
  query,
  requestBody,
  requestHeader,
  responseHeader,
  url,
} from '../diagnosis/engine/evidence.ts';
import { sentCsrfTokens } from '../diagnosis/facts/csrf-token.ts';
import { sizeOfHeaders } from '../diagnosis/facts/header-size.ts';
import { pathOf } from '../exchange/address.ts';
import type { Body, Exchange, Header } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import { neverSent } from './cors.ts';
import { type Difference, listsOf, type Party, shown, sideOf } from './difference.ts';
import type { Environments } from './environment.ts';
import { likeness, pathSegments, routeOf } from './route.ts';

/** What is asked for: path, parameters and the shape of the body; names, and values only of OAuth's own words. */
export function requestDifferences(good: Party, bad: Party, environments: Environments): Difference[] {
  const [one, other] = [good.exchange, bad.exchange];
  return [
    ...methodDifference(one, other),
    ...pathDifference(one, other),
    ...namesDifference('query', 'Query parameters', one, other, queryNames, url),
    ...namesDifference('body', 'Members of the body', one, other, bodyNames, requestBody),
    ...parameterDifferences(one, other, environments),
    ...accountDifferences(one, other),
  ];
}

function routeDifference(good: Exchange, bad: Exchange): Difference[] {
  const [before, after] = [good, bad].map((exchange) => `/${routeOf(exchange).segments.join('/')}`);
  if (before === undefined || after === undefined || before === after) return [];
  return [
    {
      role: 'request',
      what: 'path',
      label: 'Path',
      good: sideOf(before, url(good)),
      bad: sideOf(after, url(bad)),
    },
  ];
}

function methodDifference(good: Exchange, bad: Exchange): Difference[] {
  const [before, after] = [good.request.method, bad.request.method];
  if (before === after) return [];
  return [
    {
      role: 'request',
      what: 'method',
      label: 'Method',
      good: sideOf(before, method(good)),
      bad: sideOf(after, method(bad)),
    },
  ];
}

/** Another route; else case and a slash at the end, which some servers take for another path. */
function pathDifference(good: Exchange, bad: Exchange): Difference[] {
  const [before, after] = [routeOf(good), routeOf(bad)];
  if (likeness({ ...before, method: after.method }, after) === 0) return routeDifference(good, bad);
  const [one, other] = [good, bad].map(({ request }) => pathSegments(request.url).join('/'));
  const slashes = [good, bad].map(
    ({ request }) => pathOf(request.url).length > 1 && pathOf(request.url).endsWith('/'),
  );
  const inCase = one !== other && one?.toLowerCase() === other?.toLowerCase();
  if (slashes[0] === slashes[1] && !inCase) return [];
  const text = (slash: boolean | undefined) =>
    slash ? 'with a slash at the end' : 'without a slash at the end';
  return [
    {
      role: 'request',
      what: 'path',
      label: 'Path',
      good: sideOf(inCase ? 'in one case' : text(slashes[0]), url(good)),
      bad: sideOf(inCase ? 'in another case' : text(slashes[1]), url(bad)),
    },
  ];
}

function namesDifference(
  what: 'query' | 'body',
  label: string,
  good: Exchange,
  bad: Exchange,
  namesOf: (exchange: Exchange) => readonly string[] | undefined,
  at: typeof url,
): Difference[] {
  const [before, after] = [namesOf(good), namesOf(bad)];
  const lists = before && after && listsOf(before, after);
  if (!lists) return [];
  const evidence = (exchange: Exchange) =>
    what === 'body' && !exchange.request.body ? undefined : at(exchange);
  return [
    {
      role: 'request',
      what,
      label,
      lists,
      good: sideOf(lists.removed.length > 0 ? shown(lists.removed) : 'without', evidence(good)),
      bad: sideOf(lists.added.length > 0 ? shown(lists.added) : 'without', evidence(bad)),
    },
  ];
}

/** Put there so that nothing is cached, or to count visits. */
const IDLE_PARAMETER = /^(?:_|t|ts|cb|v|rnd|random|timestamp|nocache|utm_\w{1,40}|sid|eio|transport)$/i;
const TEXT_AT_MOST = 100_000;

function parametersOf({ request }: Exchange): URLSearchParams {
  const text = /\?([^#]*)/.exec(request.url.slice(0, TEXT_AT_MOST))?.[1] ?? '';
  return new URLSearchParams(text);
}

function queryNames(exchange: Exchange): readonly string[] {
  return [...new Set(parametersOf(exchange).keys())].filter((name) => !IDLE_PARAMETER.test(name));
}

function bodyNames({ request, blindSpots }: Exchange): readonly string[] | undefined {
  if (blindSpots.includes('request-body')) return undefined;
  const { body } = request;
  if (!body) return [];
  if (body.encoding || body.cutFrom !== undefined) return undefined;
  if (isForm(body)) return [...new Set(formOf(body).keys())];
  return jsonNames(body);
}

function isForm({ mimeType }: Body): boolean {
  return mimeType.includes('x-www-form-urlencoded');
}

function formOf({ text }: Body): URLSearchParams {
  return new URLSearchParams(text.slice(0, TEXT_AT_MOST));
}

function jsonNames({ text, mimeType }: Body): readonly string[] | undefined {
  if (!mimeType.includes('json') || text.length > TEXT_AT_MOST) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
    return typeof first === 'object' && first !== null ? Object.keys(first) : [];
  } catch {
    return ['(not JSON)'];
  }
}

/** Of OAuth (RFC 6749, RFC 7636, OpenID Connect): programs and places, nothing secret. */
const TOLD = [
  ...[
    'client_id',
    'redirect_uri',
    'response_type',
    'response_mode',
    'grant_type',
    'scope',
    'resource',
    'audience',
  ],
  ...['prompt', 'code_challenge_method', 'error'],
];

function parameterDifferences(good: Exchange, bad: Exchange, environments: Environments): Difference[] {
  const [before, after] = [good, bad].map(toldOf);
  return TOLD.flatMap((name): Difference[] => {
    const [one, other] = [before?.get(name), after?.get(name)];
    if (!one || !other || one.value === other.value) return [];
    return [
      {
        role: 'request',
        what: 'parameter',
        name,
        label: `Parameter ${name}`,
        good: sideOf(withoutQuery(one.value), one.inQuery ? query(good, name) : requestBody(good)),
        bad: sideOf(withoutQuery(other.value), other.inQuery ? query(bad, name) : requestBody(bad)),
        ...(environments.alike([one.value], [other.value]) && { asEnvironments: true }),
      },
    ];
  });
}

function toldOf(exchange: Exchange): Map<string, { readonly value: string; readonly inQuery: boolean }> {
  const { body } = exchange.request;
  const inQuery = parametersOf(exchange);
  const inForm = body && !body.encoding && isForm(body) ? formOf(body) : new URLSearchParams();
  return new Map(
    TOLD.flatMap((name) => {
      const value = inQuery.get(name) ?? inForm.get(name);
      return value === null ? [] : [[name, { value, inQuery: inQuery.has(name) }]];
    }),
  );
}

/** Who signs in, and with which password: that they are others, never which. */
function accountDifferences(good: Exchange, bad: Exchange): Difference[] {
  const [before, after] = [good, bad].map(({ request }) => membersOf(request.body));
  if (!before || !after) return [];
  return [...before].flatMap(([name, value]): Difference[] => {
    const other = after.get(name);
    if (!SIGN_IN_MEMBER.test(name) || other === undefined || other === value) return [];
    return [
      {
        role: 'request',
        what: 'body',
        name,
        label: `Member ${name} of the body`,
        good: sideOf('one', requestBody(good)),
        bad: sideOf('another', requestBody(bad)),
      },
    ];
  });
}

const SIGN_IN_MEMBER = /^(?:user_?name|user|login|e-?mail|password|passwd|pass|pwd|otp)$/i;

function membersOf(body: Body | undefined): Map<string, string> | undefined {
  if (!body || body.encoding || body.text.length > TEXT_AT_MOST) return undefined;
  if (isForm(body)) return new Map(formOf(body));
  try {
    const parsed: unknown = JSON.parse(body.text);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    return new Map(
      Object.entries(parsed).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
  } catch {
    return undefined;
  }
}

function withoutQuery(value: string): string {
  return value.replace(/[?#].*$/s, '?…');
}

/** Of the request's headers those that servers decide by: what programs add in every request is left out. */
export function headerDifferences(good: Party, bad: Party): Difference[] {
  const [one, other] = [good.exchange, bad.exchange];
  if (neverSent(good) || neverSent(bad)) return sizeDifference(one, other);
  if ([one, other].some(({ blindSpots }) => blindSpots.includes('request-headers'))) return [];
  const [before, after] = [one, other].map(({ request }) => namesIn(request.headers));
  const csrf = csrfDifference(one, other);
  const names = [...new Set([...before!, ...after!])].filter(
    (name) => csrf.length === 0 || !isCsrf(one, other, name),
  );
  return [
    ...csrf,
    ...names.slice(0, HEADERS_AT_MOST).flatMap((name) => headerDifference(one, other, name)),
    ...sizeDifference(one, other),
  ];
}

const HEADERS_AT_MOST = 60;

/** Noise, and what other roles tell: credentials, CORS. */
const IDLE_HEADER =
  /^(?::|cookie$|authorization$|dpop$|origin$|content-length$|content-type$|date$|age$|etag$|if-|cache-control$|pragma$|connection$|keep-alive$|user-agent$|sec-(?!fetch-mode)|priority$|accept-|dnt$|host$|referer$|te$|upgrade|access-control-|x-forwarded-|proxy-connection$|sentry-trace$|baggage$|newrelic$|tracestate$|traceparent$|x-b3-|b3$|x-datadog-|x-cloud-trace|idempotency-key$)|(?:request|correlation|trace|span|session)-?id$|timestamp$|nonce$/i;

/** Shown with their values, which name versions and forms. */
const TOLD_HEADER =
  /^(?:accept|sec-fetch-mode|x-requested-with|x-http-method-override)$|(?:api|client)-?version$/i;

function namesIn(headers: readonly Header[]): string[] {
  const names = headers.map(({ name }) => name.toLowerCase()).filter((name) => !IDLE_HEADER.test(name));
  const first = ['sec-fetch-mode', 'content-type'].filter((name) => headerValue(headers, name) !== undefined);
  return [...new Set([...first, ...names])];
}

function headerDifference(good: Exchange, bad: Exchange, name: string): Difference[] {
  const [before, after] = [headerText(good, name), headerText(bad, name)];
  if (before === after) return [];
  return [
    {
      role: 'header',
      name,
      label: `Request header ${name}`,
      good: sideOf(before, headerPlace(good, name)),
      bad: sideOf(after, headerPlace(bad, name)),
    },
  ];
}

function headerText({ request }: Exchange, name: string): string {
  const value = headerValue(request.headers, name);
  if (value === undefined) return 'missing';
  if (name === 'content-type') return value.replace(/;.*$/s, '').trim().toLowerCase();
  if (name === 'accept')
    return value
      .replace(/[,;].*$/s, '')
      .trim()
      .toLowerCase();
  if (value.trim() === '') return 'empty';
  return TOLD_HEADER.test(name) ? value : 'sent';
}

function headerPlace(exchange: Exchange, name: string) {
  return headerValue(exchange.request.headers, name) === undefined
    ? absentRequestHeader(exchange, name)
    : requestHeader(exchange, name);
}

function csrfDifference(good: Exchange, bad: Exchange): Difference[] {
  const [before, after] = [good, bad].map((exchange) => sentCsrfTokens(exchange)[0]);
  const text = (token: typeof before) => (token ? `sent in the ${token.in}` : 'missing');
  if (text(before) === text(after)) return [];
  const name = (before ?? after)?.in === 'header' ? (before ?? after)!.name : 'csrf';
  const place = (exchange: Exchange, token: typeof before) =>
    token?.in === 'header'
      ? requestHeader(exchange, token.name)
      : token
        ? undefined
        : absentRequestHeader(exchange, name);
  return [
    {
      role: 'header',
      name,
      label: 'CSRF token',
      good: sideOf(text(before), place(good, before)),
      bad: sideOf(text(after), place(bad, after)),
    },
  ];
}

function isCsrf(good: Exchange, bad: Exchange, name: string): boolean {
  return [...sentCsrfTokens(good), ...sentCsrfTokens(bad)].some((token) => token.name.toLowerCase() === name);
}

/** Servers take 8 KB, at most 16 KB, of headers. */
function sizeDifference(good: Exchange, bad: Exchange): Difference[] {
  const [before, after] = [good, bad].map((exchange) => {
    const size = sizeOfHeaders(exchange);
    return size > 16_000 ? 'over 16 KB' : size > 8_000 ? 'over 8 KB' : 'under 8 KB';
  });
  if (before === after) return [];
  return [
    {
      role: 'header',
      name: '(size)',
      label: 'Size of the request headers',
      good: sideOf(before!),
      bad: sideOf(after!),
    },
  ];
}

/** Who answered, through what, from which cache. */
export function serverDifferences(good: Party, bad: Party): Difference[] {
  const aspects = [
    ['answered-by', 'Answered by', answeredBy],
    ['on-the-way', 'On the way', onTheWay],
    ['cache', 'Cache', cacheOf],
    ['software', 'Server', softwareOf],
  ] as const;
  return aspects.flatMap(([what, label, of]): Difference[] => {
    const [before, after] = [of(good), of(bad)];
    if (before === undefined || after === undefined || before.text === after.text) return [];
    return [{ role: 'server', what, label, good: before, bad: after }];
  });
}

function answeredBy({ exchange, facts }: Party) {
  if (!exchange.response) return undefined;
  const responder = facts.answeredBy(exchange);
  return sideOf(responder?.product ?? 'the server', responder && { label: 'Answered by', at: responder.at });
}

function onTheWay({ exchange, facts }: Party) {
  if (!exchange.response) return undefined;
  const passed = facts.onTheWay(exchange);
  return sideOf(
    shown([...new Set(passed.map(({ product }) => product))].toSorted()),
    passed[0] && { label: 'On the way', at: passed[0].at },
  );
}

function cacheOf({ exchange }: Party) {
  const { response } = exchange;
  if (!response) return undefined;
  if (response.answeredBy) return sideOf(`the browser’s (${response.answeredBy})`);
  const name = ['x-cache', 'x-cache-status', 'cf-cache-status', 'x-varnish-cache'].find((each) =>
    /hit/i.test(headerValue(response.headers, each) ?? ''),
  );
  if (name !== undefined) return sideOf('answered from a shared cache', responseHeader(exchange, name));
  const aged = Number(headerValue(response.headers, 'age') ?? '0') > 0;
  return aged ? sideOf('answered from a shared cache', responseHeader(exchange, 'Age')) : sideOf('none');
}

function softwareOf({ exchange }: Party) {
  const server = headerValue(exchange.response?.headers ?? [], 'server');
  return server === undefined
    ? undefined
    : sideOf(server.slice(0, 60).replace(/[/\s].*$/s, ''), responseHeader(exchange, 'Server'));
}
