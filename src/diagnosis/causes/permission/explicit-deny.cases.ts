import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const forbidden = (responseBody: string, overrides = {}) =>
  refused(bearer(), { status: 403, responseBody, ...overrides });

const NGINX =
  '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n';
const nginx = { server: 'nginx/1.22.1', 'content-type': 'text/html' };

const orders = call({
  id: 'orders',
  startedAt: NOON - 1_000,
  requestHeaders: { authorization: bearer() },
  responseHeaders: { ...nginx, 'content-type': 'application/json' },
  responseBody: '[1]',
});

export const cases: CauseCases = {
  finds: {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
    'API Gateway’s authorizer denied it': {
      exchanges: [
        forbidden('{"Message":"User is not authorized to access this resource with an explicit deny"}', {
          responseHeaders: { 'x-amzn-errortype': 'AccessDeniedException' },
        }),
      ],
    },
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
    'no policy of AWS allows the action': {
      exchanges: [
        forbidden(
          '{"Message":"User: arn:aws:sts::123456789012:assumed-role/shop/mia is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-central-1:********9012:a/b/GET/orders because no identity-based policy allows the execute-api:Invoke action"}',
        ),
      ],
    },
    'Envoy by its rules': { exchanges: [forbidden('RBAC: access denied')] },
    'a row of PostgreSQL, by way of PostgREST': {
      exchanges: [
        forbidden(
          '{"code":"42501","details":null,"hint":null,"message":"new row violates row-level security policy for table \\"orders\\""}',
          { method: 'POST' },
        ),
      ],
    },
    'nginx itself, for one path': {
      exchanges: [orders, forbidden(NGINX, { url: 'https://app.test/api/admin', responseHeaders: nginx })],
    },
    'only a header of AWS tells': {
      exchanges: [
        forbidden('{"message":null}', { responseHeaders: { 'x-amzn-errortype': 'AccessDeniedException' } }),
      ],
    },
    'an address that is not allowed': {
      exchanges: [forbidden('{"message":"Your IP address is not allowed"}')],
    },
  },
  ignores: {
    'the API refuses in its own words': {
      exchanges: [orders, forbidden('{"message":"Forbidden"}', { url: 'https://app.test/api/admin' })],
    },
    'the same page for what looks like an attack, as a firewall does': {
      exchanges: [
        orders,
        forbidden(NGINX, { url: 'https://app.test/api/orders?q=1%27%20OR%201=1', responseHeaders: nginx }),
      ],
    },
  },
};
