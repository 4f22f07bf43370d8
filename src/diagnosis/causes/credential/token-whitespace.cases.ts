import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, expressError, refused } from '../call.fixture.ts';
import { jwt, numericDate } from '../jwt.fixture.ts';

const whole = jwt();
const dot = whole.indexOf('.') + 1;
const spaced = `Bearer ${whole.slice(0, dot)} ${whole.slice(dot)}`;

/** As express-oauth2-jwt-bearer answers: the header is none of Bearer’s form. */
const notBearer = {
  status: 400,
  responseHeaders: challenge('Bearer realm="api"'),
  responseBody: expressError('Bad Request'),
};

export const cases: CauseCases = {
  finds: {
    'a space inside the token': { exchanges: [refused(spaced, notBearer)] },
    'a line break inside the token, as other programs send it folded': {
      exchanges: [
        refused(`Bearer ${whole.slice(0, 60)}\r\n ${whole.slice(60)}`, {
          responseBody: '{"error":"invalid_token","message":"invalid token"}',
        }),
      ],
    },
    'a line break written out at the end, as environment files leave it': {
      exchanges: [refused(`Bearer ${whole}\\n`, { responseBody: expressError('invalid signature') })],
    },
    'an opaque token with a space in it': {
      exchanges: [refused('Bearer tGzv3JOkF0 XG5Qx2TlKWIA', notBearer)],
    },
    'a blank behind the token, and nothing else to see': {
      exchanges: [refused('Bearer tGzv3JOkF0XG5Qx2TlKWIA ', { responseBody: expressError('Unauthorized') })],
    },
  },
  ignores: {
    'the same answer to a token without blanks': { exchanges: [refused(`Bearer ${whole}`, notBearer)] },
    'two spaces behind the scheme, which every parser skips': {
      exchanges: [refused(`Bearer  ${whole}`, { responseBody: expressError('Unauthorized') })],
    },
    'the server read the token': {
      exchanges: [
        refused(`Bearer ${jwt({ exp: numericDate(-600) })} `, { responseBody: expressError('jwt expired') }),
      ],
    },
    'two credentials were joined by a comma': {
      exchanges: [refused(`Bearer ${whole}, Bearer ${whole}`, notBearer)],
    },
  },
};
