import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, refused } from '../call.fixture.ts';

const nginxPage = (message: string) =>
  `<html>\r\n<head><title>400 ${message}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>${message}</center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n`;
const tooLarge = nginxPage('Request Header Or Cookie Too Large');
const cookies = (length: number) => ({
  cookie: [0, 1, 2].map((n) => `state_${n}=${'x'.repeat(length / 3)}`).join('; '),
});
const haproxy =
  '<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n';
const html = { 'content-type': 'text/html' };

export const cases: CauseCases = {
  finds: {
    'cookies have piled up; nginx': {
      exchanges: [
        call({ status: 400, requestHeaders: cookies(12_000), responseHeaders: html, responseBody: tooLarge }),
      ],
    },
    'a huge token; Node answers 431 without a body': {
      exchanges: [refused(`Bearer ${'a'.repeat(20_000)}`, { status: 431 })],
    },
    'IIS says it in words of its own': {
      exchanges: [
        refused(`Negotiate ${'a'.repeat(20_000)}`, {
          status: 400,
          responseHeaders: html,
          // http.sys, as its documentation quotes it.
          responseBody:
            '<HTML><HEAD><TITLE>Bad Request</TITLE></HEAD>\r\n<BODY><h2>Bad Request - Request Too Long</h2>\r\n<hr><p>HTTP Error 400. The size of the request headers is too long.</p>\r\n</BODY></HTML>\r\n',
        }),
      ],
    },
    'HAProxy says only that the request is invalid': {
      exchanges: [
        call({ status: 400, requestHeaders: cookies(18_000), responseHeaders: html, responseBody: haproxy }),
      ],
    },
    'the record holds no cookies': {
      exchanges: [
        call({
          status: 400,
          blindSpots: ['authorization', 'cookies', 'set-cookie'],
          responseHeaders: html,
          responseBody: tooLarge,
        }),
      ],
    },
  },
  ignores: {
    'large cookies, refused for another reason': {
      exchanges: [
        call({ status: 401, requestHeaders: cookies(6_000), responseBody: '{"message":"Unauthorized"}' }),
      ],
    },
    'HAProxy calls a small request invalid': {
      exchanges: [
        call({ status: 400, requestHeaders: cookies(300), responseHeaders: html, responseBody: haproxy }),
      ],
    },
    'nginx calls a request bad for another reason': {
      exchanges: [
        call({
          status: 400,
          requestHeaders: cookies(12_000),
          responseHeaders: html,
          responseBody: nginxPage('The plain HTTP request was sent to HTTPS port'),
        }),
      ],
    },
    'large, and taken': { exchanges: [call({ requestHeaders: cookies(7_000) })] },
  },
};
