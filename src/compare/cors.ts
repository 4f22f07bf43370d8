import type { Evidence } from '../diagnosis/engine/cause.ts';
import {
  absentRequestHeader,
  absentResponseHeader,
  requestHeader,
  responseHeader,
  status,
  url,
} from '../diagnosis/engine/evidence.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { headerValue, headerValues } from '../exchange/headers.ts';
import { type Difference, listsOf, type Party, type Side, shown, sideOf } from './difference.ts';

type Cors = Extract<Difference, { role: 'cors' }>;

/** What the browser asked the server to allow, and what it got: the preflight's, then the answer's own. */
export function corsDifferences(good: Party, bad: Party): Difference[] {
  const [one, other] = [good.exchange, bad.exchange];
  const applies = good.facts.cors(one) !== undefined || bad.facts.cors(other) !== undefined;
  const [before, after] = [good.facts.preflightOf(one), bad.facts.preflightOf(other)];
  if (!applies && !before && !after) return [];
  return [
    ...credentialsMode(good, bad),
    ...(neverSent(bad) || neverSent(good) ? [] : originForm(one, other)),
    ...(before && after ? preflights(before, after) : onePreflight(one, other, before, after)),
    ...(good.facts.cors(one) && bad.facts.cors(other) ? answers(one, other, 'request') : []),
  ];
}

function difference(
  what: Cors['what'],
  of: Cors['of'],
  label: string,
  good: Side,
  bad: Side,
  lists?: Cors['lists'],
): Difference[] {
  if (good.text === bad.text) return [];
  return [{ role: 'cors', what, of, label, good, bad, ...(lists && { lists }) }];
}

function credentialsMode(good: Party, bad: Party): Difference[] {
  const [before, after] = [good, bad].map(({ exchange, facts }) => facts.cors(exchange)?.credentials);
  // Of requests that sent no cookie it is rarely known; one that was refused for it had them.
  if (!before || !after || after === 'unknown') return [];
  if (before === 'unknown' && after === 'omit') return [];
  const place = ({ exchange }: Party) =>
    headerValue(exchange.request.headers, 'cookie') === undefined
      ? undefined
      : requestHeader(exchange, 'Cookie');
  return difference(
    'credentials',
    'request',
    'Credentials mode',
    sideOf(before === 'unknown' ? 'none seen' : before, place(good)),
    sideOf(after, place(bad)),
  );
}

/** The preflight did not pass: then the request is as the page made it, not as it would have been sent. */
export function neverSent({ exchange, facts }: Party): boolean {
  const preflight = facts.preflightOf(exchange);
  return (
    preflight !== undefined &&
    exchange.response === undefined &&
    facts.cors(exchange)?.preflight?.passed !== true
  );
}

function originForm(good: Exchange, bad: Exchange): Difference[] {
  const side = (exchange: Exchange) => {
    const origin = headerValue(exchange.request.headers, 'origin');
    // Whether it is there at all follows from where page and API stand.
    const form = origin === 'null' ? 'null' : 'of the page';
    return sideOf(form, origin === undefined ? undefined : requestHeader(exchange, 'Origin'));
  };
  return difference('origin', 'request', 'Origin', side(good), side(bad));
}

function onePreflight(good: Exchange, bad: Exchange, before?: Exchange, after?: Exchange): Difference[] {
  if (!before && !after) return [];
  if (good.blindSpots.includes('preflight') || bad.blindSpots.includes('preflight')) return [];
  const side = (preflight: Exchange | undefined) =>
    sideOf(preflight ? `sent, ${statusText(preflight)}` : 'none', preflight && url(preflight));
  return difference('preflight', 'preflight', 'Preflight', side(before), side(after));
}

function statusText({ response, failure }: Exchange): string {
  return response ? `answered ${response.status}` : (failure ?? 'no answer');
}

function preflights(good: Exchange, bad: Exchange): Difference[] {
  const method = (exchange: Exchange) => asked(exchange, 'Access-Control-Request-Method');
  const headers = (exchange: Exchange) => listIn(exchange.request.headers, 'access-control-request-headers');
  return [
    ...difference(
      'asked-method',
      'preflight',
      'The preflight asks for the method',
      method(good),
      method(bad),
    ),
    ...difference(
      'asked-headers',
      'preflight',
      'The preflight asks for the headers',
      sideOf(shown(headers(good)), requestPlace(good, 'Access-Control-Request-Headers')),
      sideOf(shown(headers(bad)), requestPlace(bad, 'Access-Control-Request-Headers')),
      listsOf(headers(good), headers(bad)),
    ),
    ...difference('preflight-status', 'preflight', 'Preflight', statusSide(good), statusSide(bad)),
    ...answers(good, bad, 'preflight'),
    ...allowLists(good, bad),
  ];
}

function statusSide(exchange: Exchange): Side {
  const ok = exchange.response && exchange.response.status >= 200 && exchange.response.status < 300;
  return sideOf(ok ? 'answered with success' : statusText(exchange), exchange.response && status(exchange));
}

function asked(exchange: Exchange, name: string): Side {
  return sideOf(headerValue(exchange.request.headers, name) ?? '(none)', requestPlace(exchange, name));
}

function requestPlace(exchange: Exchange, name: string): Evidence {
  return headerValue(exchange.request.headers, name) === undefined
    ? absentRequestHeader(exchange, name)
    : requestHeader(exchange, name);
}

function responsePlace(exchange: Exchange, name: string): Evidence | undefined {
  if (!exchange.response) return undefined;
  return headerValue(exchange.response.headers, name) === undefined
    ? absentResponseHeader(exchange, name)
    : responseHeader(exchange, name);
}

/** What either answer has to say (Fetch §4.10). */
function answers(good: Exchange, bad: Exchange, of: Cors['of']): Difference[] {
  if (!good.response || !bad.response) return [];
  const whose = of === 'preflight' ? ' of the preflight' : '';
  return [
    ...difference(
      'allow-origin',
      of,
      `Access-Control-Allow-Origin${whose}`,
      sideOf(allowedOrigin(good), responsePlace(good, 'Access-Control-Allow-Origin')),
      sideOf(allowedOrigin(bad), responsePlace(bad, 'Access-Control-Allow-Origin')),
    ),
    ...difference(
      'allow-credentials',
      of,
      `Access-Control-Allow-Credentials${whose}`,
      sideOf(allowedCredentials(good), responsePlace(good, 'Access-Control-Allow-Credentials')),
      sideOf(allowedCredentials(bad), responsePlace(bad, 'Access-Control-Allow-Credentials')),
    ),
  ];
}

/** As a relation to the page that asked, which is another in each environment. */
function allowedOrigin({ request, response, initiator }: Exchange): string {
  const values = headerValues(response?.headers ?? [], 'access-control-allow-origin');
  const page = headerValue(request.headers, 'origin') ?? initiator;
  const [only = ''] = values;
  if (values.length === 0) return 'missing';
  if (values.length > 1 || only.includes(',')) return 'several';
  if (only === '*' || only === 'null' || only === '') return only === '' ? 'empty' : only;
  return only === page ? 'this page' : `another origin: ${only}`;
}

function allowedCredentials({ response }: Exchange): string {
  const value = headerValue(response?.headers ?? [], 'access-control-allow-credentials');
  return value === undefined ? 'missing' : value === 'true' ? 'true' : `not true: ${value}`;
}

function allowLists(good: Exchange, bad: Exchange): Difference[] {
  if (!good.response || !bad.response) return [];
  const lists = [
    ['allow-methods', 'Access-Control-Allow-Methods'],
    ['allow-headers', 'Access-Control-Allow-Headers'],
  ] as const;
  return lists.flatMap(([what, name]) => {
    const [before, after] = [good, bad].map((each) => listIn(each.response?.headers ?? [], name));
    return difference(
      what,
      'preflight',
      `${name} of the preflight`,
      sideOf(shown(before!), responsePlace(good, name)),
      sideOf(shown(after!), responsePlace(bad, name)),
      listsOf(before!, after!),
    );
  });
}

function listIn(headers: Exchange['request']['headers'], name: string): string[] {
  return headerValues(headers, name)
    .flatMap((value) => value.split(',', 200))
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== '')
    .toSorted();
}
