import { describe, expect, it } from 'vitest';
import { expectQuick, MEGABYTES } from '../../../protocol/hostile.fixture.ts';
import { differOnlyByEnvironment, environmentOf, environmentOfHost } from './environment.ts';

describe('the environment of an address', () => {
  it.each([
    ['http://localhost:8080/realms/dev', 'local'],
    ['http://192.168.0.7/', 'local'],
    ['https://idp.staging.shop.test', 'staging'],
    ['https://login-stg.shop.test/', 'staging'],
    ['https://pre-prod.shop.test/', 'staging'],
    ['https://idp.shop.test/realms/dev', 'development'],
    ['https://api.prod.shop.test', 'production'],
    ['https://qa-login.shop.test', 'test'],
  ])('%s is %s', (address, name) => {
    expect(environmentOf(address)?.name).toBe(name);
  });

  it.each([
    'https://app.test/',
    'https://shop.dev/',
    'https://dev-8k2j4.us.auth0.com/',
    'https://dev-1234567.okta.com/oauth2/default',
    'https://products.shop.test/',
    'https://login.microsoftonline.com/2f1d/v2.0',
    'orders',
  ])('%s names none', (address) => {
    expect(environmentOf(address)).toBeUndefined();
  });

  it('of an API stands in its host', () => {
    expect(environmentOfHost('https://api.shop.test/test/1')).toBeUndefined();
  });

  it.each(MEGABYTES)('is read from a megabyte of %s at once', (_, text) => {
    expectQuick(() => environmentOf(`https://idp.test/${text}`));
  });
});

it('two addresses differ by the environment alone', () => {
  expect(differOnlyByEnvironment('https://api-staging.shop.test', 'https://api.shop.test')).toBe(true);
  expect(differOnlyByEnvironment('https://staging.shop.test', 'https://shop.test')).toBe(true);
  expect(differOnlyByEnvironment('https://billing.shop.test', 'https://api.shop.test')).toBe(false);
  expect(differOnlyByEnvironment('https://api.shop.test', 'https://api.shop.test/v2')).toBe(false);
});
