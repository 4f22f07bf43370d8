import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, refused } from '../call.fixture.ts';
import { bearer, jwt } from '../jwt.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'django-oauth-toolkit: the challenge describes the token, the framework’s body misses one': {
      exchanges: [
        refused('Bearer lab-opaque-token-never-issued', {
          responseHeaders: challenge(
            'Bearer realm="api",error="invalid_token",error_description="The access token is invalid."',
          ),
          responseBody: '{"detail":"Authentication credentials were not provided."}',
        }),
      ],
    },
    'a sound token, and the challenge says invalid_token and no more': {
      exchanges: [refused(bearer(), { responseHeaders: challenge('Bearer error="invalid_token"') })],
    },
    'GitHub says bad credentials of an opaque token': {
      exchanges: [
        refused('Bearer ghp_16C7e42F292c6912E7710c838347Ae178B4a', {
          responseBody:
            '{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest","status":"401"}',
        }),
      ],
    },
    '403, and the server says that the token is not valid': {
      exchanges: [refused(bearer(), { status: 403, responseBody: '{"message":"Invalid or expired token"}' })],
    },
    '400, and the token in a header of the application’s own': {
      exchanges: [
        refused(undefined, {
          status: 400,
          requestHeaders: { 'x-auth-token': jwt() },
          responseBody: 'Invalid token.',
        }),
      ],
    },
    'the person behind it is gone': {
      exchanges: [
        refused(bearer(), {
          responseBody:
            '{"status":"fail","message":"The user belonging to this token does no longer exist."}',
        }),
      ],
    },
    'nothing but the status': {
      exchanges: [refused(bearer(), { responseBody: 'Unauthorized' })],
    },
    'an API key that the server does not know': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { 'x-api-key': 'k-7f3c1a9f6b134f0c9a52' },
          responseBody: '{"message":"invalid credential"}',
        }),
      ],
    },
    'a token of GitHub under its own scheme': {
      exchanges: [
        refused('token ghp_16C7e42F292c6912E7710c838347Ae178B4a', {
          responseBody:
            '{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest","status":"401"}',
        }),
      ],
    },
  },
  ignores: {
    'the body says that none was provided, and no challenge says that it saw one': {
      exchanges: [
        refused('Bearer lab-opaque-token-never-issued', {
          responseHeaders: challenge('Bearer realm="api"'),
          responseBody: '{"detail":"Authentication credentials were not provided."}',
        }),
      ],
    },
    'a 403 about a permission': {
      exchanges: [refused(bearer(), { status: 403, responseBody: '{"message":"Admins only"}' })],
    },
    'an API key, and the server asks for Bearer': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { 'x-api-key': 'k-7f3c1a9f6b134f0c9a52' },
          responseHeaders: challenge('Bearer realm="api"'),
        }),
      ],
    },
    'the server says that no API key came': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { 'x-client-id': 'web-4711' },
          responseBody: '{"message":"No API key found in request"}',
        }),
      ],
    },
    'the server names the signature': {
      exchanges: [
        refused(bearer(), {
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The signature is invalid"',
          ),
        }),
      ],
    },
    'the token is broken': {
      exchanges: [
        refused(`Bearer ${jwt().slice(0, 60)}`, {
          responseHeaders: challenge('Bearer error="invalid_token"'),
        }),
      ],
    },
    'the server knows the token and forbids': {
      exchanges: [refused(bearer(), { status: 403, responseBody: '{"message":"Forbidden"}' })],
    },
    'no token was sent': {
      exchanges: [refused(undefined, { responseHeaders: challenge('Bearer') })],
    },
  },
};
