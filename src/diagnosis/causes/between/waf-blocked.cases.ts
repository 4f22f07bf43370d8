import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';
import { apacheForbidden } from './pages.fixture.ts';

const ORDERS = 'https://app.test/api/orders.json';
const apache = { server: 'Apache/2.4.71 (Debian)', 'content-type': 'text/html; charset=iso-8859-1' };
const accepted = (url: string) =>
  call({
    id: 'orders',
    startedAt: NOON - 500,
    url,
    requestHeaders: { authorization: bearer() },
    responseHeaders: apache,
  });
const asked = (query: string) =>
  refused(bearer(), {
    url: `${ORDERS}${query}`,
    status: 403,
    responseHeaders: apache,
    responseBody: apacheForbidden,
  });

export const cases: CauseCases = {
  finds: {
    'Cloudflare wants to see a browser': {
      exchanges: [
        refused(bearer(), {
          status: 403,
          responseHeaders: {
            server: 'cloudflare',
            'cf-ray': '8f1c-FRA',
            'cf-mitigated': 'challenge',
            'content-type': 'text/html',
          },
          responseBody:
            '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>',
        }),
      ],
    },
    'a rule of Cloudflare': {
      exchanges: [
        refused(undefined, {
          status: 403,
          responseHeaders: { server: 'cloudflare', 'cf-ray': '8f1c-FRA' },
          responseBody: 'error code: 1020',
        }),
      ],
    },
    'Akamai, by its page': {
      exchanges: [
        refused(bearer(), {
          status: 403,
          responseHeaders: { server: 'AkamaiGHost', 'content-type': 'text/html' },
          responseBody:
            '<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\n \nYou don\'t have permission to access "http&#58;&#47;&#47;api&#46;test&#47;orders" on this server.<P>\nReference&#32;&#35;18&#46;3f2d1002&#46;1\n</BODY>\n</HTML>\n',
        }),
      ],
    },
    'the Core Rule Set behind Apache, for a query that looks like SQL': {
      exchanges: [
        accepted(ORDERS),
        asked('?filter=1%27%20OR%201=1%20UNION%20SELECT%20name%20FROM%20users--'),
      ],
    },
  },
  ignores: {
    'the query is plain': { exchanges: [accepted(ORDERS), asked('?filter=lamp')] },
    'nothing at this path was accepted': {
      exchanges: [accepted('https://app.test/api/me'), asked('?filter=1%27%20OR%201=1')],
    },
    'Cloudflare only hands on what the API says': {
      exchanges: [
        refused(bearer(), {
          status: 403,
          responseHeaders: { server: 'cloudflare', 'cf-ray': '8f1c-FRA' },
          responseBody: '{"message":"Forbidden"}',
        }),
      ],
    },
  },
};
