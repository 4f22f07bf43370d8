import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { Role } from '../dialects/index.ts';
import type { Pointer } from '../engine/cause.ts';
import { messageOf, type ServerWord } from './server-words.ts';

/** Somebody who had a hand in an answer, and what shows it. */
export interface Responder {
  /** As people call it. */
  readonly product: string;
  readonly role: Role;
  /** `certain`: words, a page or a header that it alone writes. `likely`: its mark, which others could pass on. */
  readonly sure: 'certain' | 'likely';
  readonly at: Pointer;
  /** What shows it, as it stands there. */
  readonly mark?: string;
}

interface Mark {
  readonly product: string;
  readonly role: Role;
  /** In lower case. */
  readonly header: string;
  /** Absent: that the header is there is enough. */
  readonly value?: RegExp;
  /** A header, in lower case, that is there when the answer came from further behind. */
  readonly unless?: string;
}

/** Headers that a product puts on answers of its own making, and not on those it passes on. */
const AUTHORS: readonly Mark[] = [
  { product: 'Google IAP', role: 'gateway', header: 'x-goog-iap-generated-response' },
  { product: 'AWS API Gateway', role: 'gateway', header: 'x-amzn-errortype' },
  { product: 'AWS load balancer', role: 'gateway', header: 'server', value: /^awselb\// },
  { product: 'Kong', role: 'gateway', header: 'x-kong-response-latency', unless: 'x-kong-upstream-latency' },
  { product: 'Tyk', role: 'gateway', header: 'x-generator', value: /^tyk/ },
  { product: 'Akamai', role: 'cdn', header: 'server', value: /^AkamaiGHost/ },
  {
    product: 'Amazon CloudFront',
    role: 'cdn',
    header: 'x-cache',
    value: /^(?:Error|LambdaGeneratedResponse) from cloudfront/i,
  },
  { product: 'Vercel', role: 'cdn', header: 'x-vercel-error' },
  {
    product: 'Azure Application Gateway',
    role: 'gateway',
    header: 'server',
    value: /^Microsoft-Azure-Application-Gateway/,
  },
  { product: 'Google APIs', role: 'api', header: 'server', value: /^ESF$/ },
  { product: 'Sucuri', role: 'firewall', header: 'x-sucuri-block' },
  { product: 'Squid', role: 'proxy', header: 'x-squid-error' },
  {
    product: 'Envoy',
    role: 'gateway',
    header: 'server',
    value: /^(?:istio-)?envoy$/,
    unless: 'x-envoy-upstream-service-time',
  },
];

/** Headers by which a product that passes an answer on makes itself known. */
const BEARERS: readonly Mark[] = [
  { product: 'Cloudflare', role: 'cdn', header: 'cf-ray' },
  { product: 'Amazon CloudFront', role: 'cdn', header: 'x-amz-cf-id' },
  { product: 'Fastly', role: 'cdn', header: 'x-served-by', value: /^cache-/ },
  { product: 'Akamai', role: 'cdn', header: 'x-akamai-transformed' },
  { product: 'Akamai', role: 'cdn', header: 'akamai-grn' },
  { product: 'Imperva', role: 'cdn', header: 'x-iinfo' },
  { product: 'Azure Front Door', role: 'cdn', header: 'x-azure-ref' },
  { product: 'Vercel', role: 'cdn', header: 'x-vercel-id' },
  { product: 'Varnish', role: 'cdn', header: 'x-varnish' },
  { product: 'Kong', role: 'gateway', header: 'x-kong-upstream-latency' },
  { product: 'AWS API Gateway', role: 'gateway', header: 'apigw-requestid' },
  { product: 'AWS API Gateway', role: 'gateway', header: 'x-amz-apigw-id' },
  { product: 'Envoy', role: 'gateway', header: 'x-envoy-upstream-service-time' },
  { product: 'Envoy', role: 'gateway', header: 'server', value: /^(?:istio-)?envoy$/ },
  { product: 'Apache APISIX', role: 'gateway', header: 'server', value: /^APISIX/ },
  { product: 'Google Frontend', role: 'gateway', header: 'server', value: /^Google Frontend$/ },
  { product: 'nginx', role: 'proxy', header: 'server', value: /^nginx/ },
  { product: 'OpenResty', role: 'proxy', header: 'server', value: /^openresty/ },
  { product: 'Caddy', role: 'proxy', header: 'server', value: /^Caddy/ },
  { product: 'Apache httpd', role: 'server', header: 'server', value: /^Apache(?:\/|$)/ },
  { product: 'a proxy', role: 'proxy', header: 'via' },
];

/** Marks of what an application itself is made of. */
const APPLICATIONS: readonly Mark[] = [
  { product: 'Express', role: 'framework', header: 'x-powered-by', value: /^Express$/ },
  { product: 'ASP.NET', role: 'framework', header: 'x-powered-by', value: /^ASP\.NET/ },
  { product: 'PHP', role: 'framework', header: 'x-powered-by', value: /^PHP\// },
  { product: 'Next.js', role: 'framework', header: 'x-powered-by', value: /^Next\.js/ },
  { product: 'Kestrel', role: 'server', header: 'server', value: /^Kestrel/ },
  { product: 'Uvicorn', role: 'server', header: 'server', value: /^uvicorn/i },
  { product: 'Gunicorn', role: 'server', header: 'server', value: /^gunicorn/i },
  { product: 'Werkzeug', role: 'server', header: 'server', value: /^Werkzeug/ },
  { product: 'Django’s development server', role: 'server', header: 'server', value: /^WSGIServer/ },
  { product: 'IIS', role: 'server', header: 'server', value: /^Microsoft-IIS/ },
  { product: 'Jetty', role: 'server', header: 'server', value: /^Jetty/ },
];

/** Error pages as they come out of the box, by their text. */
const PAGES: readonly (Pick<Responder, 'product' | 'role'> & {
  readonly text: RegExp;
  readonly raw?: true;
})[] = [
  { product: 'nginx', role: 'proxy', text: /\d{3} [A-Z][A-Za-z ]{2,40} nginx/ },
  { product: 'OpenResty', role: 'proxy', text: /\d{3} [A-Z][A-Za-z ]{2,40} openresty/ },
  {
    product: 'Apache httpd',
    role: 'server',
    text: /^<!DOCTYPE HTML PUBLIC "-\/\/(?:IETF\/\/DTD HTML 2\.0|W3C\/\/DTD HTML 4\.01)\/\/EN"/,
    raw: true,
  },
  { product: 'HAProxy', role: 'proxy', text: /^<html><body><h1>\d{3} [A-Z]/, raw: true },
  { product: 'IIS', role: 'server', text: /Server Error\s+\d{3} - / },
  { product: 'Tomcat', role: 'server', text: /HTTP Status \d{3} – / },
  { product: 'oauth2-proxy', role: 'gateway', text: /Secured with OAuth2 Proxy/ },
  {
    product: 'Express',
    role: 'framework',
    text: /^<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error<\/title>/,
    raw: true,
  },
  {
    product: 'Spring Boot',
    role: 'framework',
    text: /Whitelabel Error Page|^\{"timestamp":[^,]{1,60},"status":\d{3},"error":/,
  },
  { product: 'Fastify', role: 'framework', text: /^\{"statusCode":\d{3},(?:"code":"\w{1,60}",)?"error":"/ },
  {
    product: 'NestJS',
    role: 'framework',
    text: /^\{"message":"[^"]{1,200}",(?:"error":"[^"]{1,60}",)?"statusCode":\d{3}\}/,
  },
  {
    product: 'ASP.NET Core',
    role: 'framework',
    text: /"type":"https:\/\/tools\.ietf\.org\/html\/rfc\d{4}#section-[\d.]{3,12}","title":/,
  },
];

/**
 * Who wrote this answer, as far as it shows; `undefined` where nothing does. What stands in front and passes on the
 * answer of another is `onTheWay`.
 */
export function answeredBy(exchange: Exchange, words: readonly ServerWord[]): Responder | undefined {
  return (
    byWords(words) ??
    marked(exchange, AUTHORS, 'certain')[0] ??
    byPage(exchange) ??
    marked(exchange, APPLICATIONS, 'likely')[0]
  );
}

/** Proxies, gateways and networks that handed this answer on, outermost knowledge first; not who wrote it. */
export function onTheWay(exchange: Exchange, words: readonly ServerWord[]): readonly Responder[] {
  const author = answeredBy(exchange, words);
  return marked(exchange, BEARERS, 'likely').filter(({ product }) => product !== author?.product);
}

function byWords(words: readonly ServerWord[]): Responder | undefined {
  for (const { vendor, role, at, mark } of words)
    if (vendor !== undefined && role !== undefined)
      return { product: vendor, role, sure: 'certain', at, mark };
  return undefined;
}

function byPage({ id, response }: Exchange): Responder | undefined {
  const body = response?.body;
  if (!body || body.encoding !== undefined) return undefined;
  const start = body.text.slice(0, 1_000);
  const message = messageOf(start);
  for (const { product, role, text, raw } of PAGES) {
    const match = text.exec(raw ? start : message);
    if (!match) continue;
    const at: Pointer = { part: 'response-body', exchangeId: id };
    return { product, role, sure: 'certain', at, ...(!raw && { mark: match[0] }) };
  }
  return undefined;
}

function marked({ id, response }: Exchange, marks: readonly Mark[], sure: Responder['sure']): Responder[] {
  if (!response) return [];
  return marks.flatMap(({ product, role, header, value, unless }) => {
    const text = headerValue(response.headers, header);
    if (text === undefined || (value && !value.test(text))) return [];
    if (unless !== undefined && headerValue(response.headers, unless) !== undefined) return [];
    return [
      { product, role, sure, at: { part: 'response-header', exchangeId: id, name: header }, mark: text },
    ];
  });
}
