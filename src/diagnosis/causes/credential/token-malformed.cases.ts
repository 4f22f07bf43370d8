import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, expressError, refused } from '../call.fixture.ts';
import { jwt } from '../jwt.fixture.ts';

const [header = '', payload = '', signature = ''] = jwt().split('.');
const encoded = (text: string) => Buffer.from(text).toString('base64url');
const withPayload = (part: string) => `Bearer ${header}.${part}.${signature}`;

const signatureFailed = {
  responseHeaders: challenge(
    'Bearer realm="api", error="invalid_token", error_description="signature verification failed"',
  ),
  responseBody: expressError('Unauthorized'),
};

export const cases: CauseCases = {
  finds: {
    'the claims are plain text; express-oauth2-jwt-bearer checks the signature first': {
      exchanges: [refused(withPayload(encoded('not json, sorry')), signatureFailed)],
    },
    'the claims hold a sign that base64url has not': {
      exchanges: [
        refused(withPayload(`${payload.slice(0, 20)}*${payload.slice(20)}`), {
          responseBody: expressError('jwt malformed'),
        }),
      ],
    },
    'the claims are a JSON string': {
      exchanges: [refused(withPayload(encoded('"user-4711"')), signatureFailed)],
    },
    'four parts with dots between them': {
      exchanges: [refused(`Bearer ${jwt()}.AAAA`, { responseBody: expressError('jwt malformed') })],
    },
  },
  ignores: {
    'every part is in order, the same answer': { exchanges: [refused(`Bearer ${jwt()}`, signatureFailed)] },
    'an opaque token with dots in it': {
      exchanges: [refused('Bearer mF_9.B5f-4.1JqM', { responseBody: expressError('jwt malformed') })],
    },
    'a part is missing': {
      exchanges: [refused(`Bearer ${header}.${payload}`, { responseBody: expressError('jwt malformed') })],
    },
  },
};
