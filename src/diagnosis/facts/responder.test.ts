import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { factsOver } from './facts.ts';

type Answer = Pick<
  NonNullable<Parameters<typeof exchange>[0]>,
  'responseHeaders' | 'responseBody' | 'status'
>;

function seen(answer: Answer) {
  const main = exchange({ status: 401, ...answer });
  const facts = factsOver({ source: { kind: 'live' }, exchanges: [main] });
  const author = facts.answeredBy(main);
  return {
    author: author && `${author.product} (${author.role}, ${author.sure})`,
    onTheWay: facts.onTheWay(main).map(({ product }) => product),
  };
}

describe('who answered', () => {
  it.each<[string, Answer, string | undefined, readonly string[]]>([
    [
      'nginx, by its own page',
      {
        responseHeaders: { server: 'nginx/1.22.1', 'content-type': 'text/html' },
        responseBody:
          '<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n',
      },
      'nginx (proxy, certain)',
      [],
    ],
    [
      'Express behind nginx',
      {
        responseHeaders: { server: 'nginx/1.22.1', 'x-powered-by': 'Express' },
        responseBody: 'Unauthorized',
      },
      'Express (framework, likely)',
      ['nginx'],
    ],
    [
      'Kong itself, by the latency that it adds to answers of its own',
      {
        responseHeaders: { server: 'kong/3.8.0', 'x-kong-response-latency': '1' },
        responseBody: '{"message":"Unauthorized"}',
      },
      'Kong (gateway, certain)',
      [],
    ],
    [
      'somebody behind Kong',
      { responseHeaders: { 'x-kong-upstream-latency': '4', via: '1.1 kong/3.8.0' }, responseBody: 'no' },
      undefined,
      ['Kong', 'a proxy'],
    ],
    [
      'a load balancer of Amazon',
      { responseHeaders: { server: 'awselb/2.0' }, status: 403 },
      'AWS load balancer (gateway, certain)',
      [],
    ],
    [
      'Envoy itself, where no upstream took time',
      { responseHeaders: { server: 'istio-envoy' }, responseBody: 'RBAC: access denied', status: 403 },
      'Envoy (gateway, certain)',
      [],
    ],
    [
      'a library, by its words, behind Cloudflare',
      {
        responseHeaders: { server: 'cloudflare', 'cf-ray': '8f1-FRA' },
        responseBody: '{"statusCode":401,"code":"FST_JWT_NO_AUTHORIZATION_IN_HEADER","error":"Unauthorized"}',
      },
      '@fastify/jwt (framework, certain)',
      ['Cloudflare'],
    ],
    [
      'Apache, by its own page',
      {
        responseHeaders: { server: 'Apache/2.4.71 (Debian)', 'content-type': 'text/html' },
        responseBody:
          '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n</head><body></body></html>',
      },
      'Apache httpd (server, certain)',
      [],
    ],
    ['nobody who shows', { responseBody: '{"message":"no"}' }, undefined, []],
  ])('%s', (_, answer, author, way) => {
    expect(seen(answer)).toEqual({ author, onTheWay: way });
  });
});
