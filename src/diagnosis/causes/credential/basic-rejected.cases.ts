import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';

const nginx = {
  responseHeaders: {
    ...challenge('Basic realm="Orders"'),
    'content-type': 'text/html',
    server: 'nginx/1.22.1',
  },
  responseBody:
    '<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n',
};
const basic = (pair: string) => `Basic ${btoa(pair)}`;

export const cases: CauseCases = {
  finds: {
    'Basic was sent well formed and is asked for again': {
      exchanges: [refused(basic('mia:lamp-0815-lamp'), nginx)],
    },
    'no challenge, and the server names the password': {
      exchanges: [
        refused(basic('mia:lamp-0815-lamp'), { responseBody: '{"error":"Invalid username or password"}' }),
      ],
    },
    'no challenge, as APIs of pages do it, and no reason': {
      exchanges: [refused(basic('mia:lamp-0815-lamp'), { responseBody: '{"message":"Unauthorized"}' })],
    },
    'a 403 that calls the credentials invalid': {
      exchanges: [refused(basic('mia:lamp-0815-lamp'), { status: 403, responseBody: 'invalid credentials' })],
    },
    'the browser’s own window waits for a password': {
      exchanges: [
        call({
          status: 401,
          pending: 'authentication-prompt',
          requestHeaders: { authorization: basic('mia:lamp-0815-lamp') },
          responseHeaders: challenge('Basic realm="Orders"'),
        }),
      ],
    },
  },
  ignores: {
    'a 403 that speaks of a permission': {
      exchanges: [refused(basic('mia:lamp-0815-lamp'), { status: 403, responseBody: 'Access denied' })],
    },
    'nothing was sent yet': { exchanges: [refused(undefined, nginx)] },
    'the colon is missing': { exchanges: [refused(basic('mia'), nginx)] },
    'no challenge, and the server gives another reason': {
      exchanges: [refused(basic('mia:lamp-0815-lamp'), { responseBody: '{"error":"Account is locked"}' })],
    },
    'the server knows the user and forbids': {
      exchanges: [refused(basic('mia:lamp-0815-lamp'), { ...nginx, status: 403 })],
    },
  },
};
