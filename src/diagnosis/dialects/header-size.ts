import type { Dialect } from './dialect.ts';

/** How servers say that the headers of a request are more than they read. */
export const headerSize: readonly Dialect[] = [
  // nginx, and what is built on it: Cloudflare, OpenResty, Kong.
  { meaning: 'header-size', words: /request header or cookie too large/i },
  // http.sys: https://learn.microsoft.com/troubleshoot/developer/webapps/iis/health-diagnostic-performance/http-bad-request-response-kerberos
  {
    meaning: 'header-size',
    words: /the size of the request headers is too long|request too long/i,
    vendor: 'IIS',
  },
  // modules: server/protocol.c.
  {
    meaning: 'header-size',
    words: /size of a request header field exceeds server limit|number of request header fields exceeds/i,
    vendor: 'Apache',
  },
  { meaning: 'header-size', words: /REQUEST_HEADER_TOO_LARGE/, vendor: 'Vercel' },
  { meaning: 'header-size', words: /TooBigHeaders|request headers size exceeding/, vendor: 'Apigee' },
  { meaning: 'header-size', words: /limit request headers fields/i, vendor: 'Gunicorn' },
  // Jetty, Tomcat, Envoy and most others repeat the phrase of the status (RFC 6585 §5).
  {
    meaning: 'header-size',
    words: /\bheader(?:s|\(s\))?(?: fields?)?(?: (?:is|are|size))?,? (?:too (?:large|long|big)|exceeds?\b)/i,
  },
];
