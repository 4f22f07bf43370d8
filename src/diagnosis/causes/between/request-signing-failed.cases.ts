import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const signed = (region: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/${region}/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7`;
const denied = (errorType: string, message: string) =>
  ({
    status: 403,
    responseHeaders: { 'x-amzn-errortype': errorType },
    responseBody: JSON.stringify({ message }),
  }) as const;

const partner = (responseBody: string, signedAt = NOON) =>
  refused(undefined, {
    method: 'POST',
    requestHeaders: {
      'x-api-key': 'partner-7',
      'x-timestamp': String(signedAt / 1_000),
      'x-signature': 'a3f1c2d4e5',
    },
    responseHeaders: { date: new Date(NOON).toUTCString() },
    responseBody,
  });

// Messages of AWS: "Troubleshoot Signature Version 4 signing", IAM User Guide.
export const cases: CauseCases = {
  finds: {
    'a webhook without its signature': {
      exchanges: [
        refused(undefined, {
          method: 'POST',
          url: 'https://app.test/webhooks/orders',
          requestBody: '{"event":"paid"}',
          responseBody: '{"detail":"Missing signature"}',
        }),
      ],
    },
    'something signed was changed': {
      exchanges: [
        refused(signed('eu-central-1'), {
          requestHeaders: { 'x-amz-date': '20261122T120000Z' },
          ...denied(
            'InvalidSignatureException',
            'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
          ),
        }),
      ],
    },
    'the clock is ten minutes slow': {
      exchanges: [
        refused(signed('eu-central-1'), {
          requestHeaders: { 'x-amz-date': '20261122T115000Z' },
          ...denied(
            'InvalidSignatureException',
            'Signature expired: 20261122T115000Z is now earlier than 20261122T115500Z (20261122T120000Z - 5 min.)',
          ),
        }),
      ],
    },
    // From the recordings request-signing-hmac-secret and request-signing-hmac-time.
    'an API’s own HMAC, by another secret': {
      exchanges: [partner('{"error":"invalid_signature","message":"Signature does not match the request"}')],
    },
    'an API’s own HMAC, signed ten minutes before': {
      exchanges: [
        partner(
          '{"error":"timestamp_expired","message":"Request timestamp outside of the allowed window"}',
          NOON - 600_000,
        ),
      ],
    },
    'another region': {
      exchanges: [
        refused(signed('us-east-1'), {
          ...denied(
            'InvalidSignatureException',
            "Credential should be scoped to a valid region, not 'us-east-1'.",
          ),
        }),
      ],
    },
    'a key that nobody knows': {
      exchanges: [
        refused(signed('eu-central-1'), {
          ...denied('UnrecognizedClientException', 'The security token included in the request is invalid.'),
        }),
      ],
    },
    'a bearer token where a signature is wanted': {
      exchanges: [
        refused(bearer(), {
          ...denied(
            'IncompleteSignatureException',
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter.",
          ),
        }),
      ],
    },
    'S3 says it in XML': {
      exchanges: [
        refused(undefined, {
          url: 'https://bucket.s3.amazonaws.com/lamp.jpg?X-Amz-Date=20261122T120000Z',
          status: 403,
          responseHeaders: { 'content-type': 'application/xml', 'access-control-allow-origin': '*' },
          responseBody:
            '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message></Error>',
        }),
      ],
    },
  },
  ignores: {
    'the signature of a token is missing': {
      exchanges: [refused(bearer(), { responseBody: '{"detail":"Missing signature"}' })],
    },
    'the same API does not know the key': { exchanges: [partner('{"error":"Invalid API key"}')] },
    'the signature is that of a token': {
      exchanges: [refused(bearer(), { responseBody: '{"message":"invalid signature"}' })],
    },
    'the signature is fine, a policy denies': {
      exchanges: [
        refused(signed('eu-central-1'), {
          ...denied(
            'AccessDeniedException',
            'User: arn:aws:iam::123456789012:user/mia is not authorized to perform: execute-api:Invoke on resource: orders',
          ),
        }),
      ],
    },
    'a token’s signature is another matter': {
      exchanges: [refused(bearer(), { responseBody: '{"message":"invalid signature"}' })],
    },
  },
};
