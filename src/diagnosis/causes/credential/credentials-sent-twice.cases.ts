import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer, jwt } from '../jwt.fixture.ts';

const orders = 'https://app.test/api/orders';
const both = `${orders}?access_token=${jwt()}`;
/** As express-oauth2-jwt-bearer answers. */
const moreThanOne = {
  status: 400,
  responseHeaders: challenge(
    'Bearer realm="api", error="invalid_request", error_description="More than one method used for authentication"',
  ),
  responseBody: expressError('Bad Request'),
};
const signed =
  'https://files.app.test/report.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F20261122&X-Amz-Signature=4f0c9a52d7c1a9f6b13549c4fa21d0b4f0c9a520d7c1';
/** As Amazon S3 answers. */
const onlyOne =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified</Message></Error>';

export const cases: CauseCases = {
  finds: {
    'the token stands in the header and in the query': {
      exchanges: [refused(bearer(), { ...moreThanOne, url: both })],
    },
    'Spring Security says it in words of its own': {
      exchanges: [
        refused(bearer(), {
          status: 400,
          url: both,
          responseHeaders: challenge(
            'Bearer error="invalid_request", error_description="Found multiple bearer tokens in the request"',
          ),
        }),
      ],
    },
    'the header went along to a signed URL': {
      exchanges: [
        refused(bearer(), {
          status: 400,
          url: signed,
          responseHeaders: {
            'content-type': 'application/xml',
            'access-control-allow-origin': 'https://app.test',
          },
          responseBody: onlyOne,
        }),
      ],
    },
    'express-bearer-token answers 400 and no more': {
      exchanges: [refused(bearer(), { status: 400, url: both, responseBody: '' })],
    },
    'the header was appended, not set': {
      exchanges: [
        refused(`${bearer()}, ${bearer()}`, {
          responseHeaders: challenge('Bearer realm="api", error="invalid_token"'),
        }),
      ],
    },
  },
  ignores: {
    'the query holds none, the same answer': { exchanges: [refused(bearer(), moreThanOne)] },
    'the header holds none, and the form is wrong': {
      exchanges: [
        refused(undefined, {
          status: 400,
          url: both,
          responseHeaders: challenge('Bearer error="invalid_request", error_description="amount is missing"'),
        }),
      ],
    },
    'the token in the header has expired': {
      exchanges: [
        refused(bearer(), {
          url: both,
          responseHeaders: challenge('Bearer error="invalid_token", error_description="The token expired"'),
        }),
      ],
    },
    'the API takes the header elsewhere': {
      exchanges: [
        call({
          id: 'earlier',
          url: 'https://app.test/api/me',
          startedAt: NOON - 1_000,
          requestHeaders: { authorization: `${bearer()}, ${bearer()}` },
        }),
        refused(`${bearer()}, ${bearer()}`, { status: 403, responseBody: '{"message":"Forbidden"}' }),
      ],
    },
  },
};
