import { type Dialect, says } from './dialect.ts';

/** How sign-in endpoints say that a user name and a password do not fit. */
export const credentials: readonly Dialect[] = [
  ...says(
    {
      vendor: 'dj-rest-auth',
      role: 'framework',
      source: 'https://github.com/iMerica/dj-rest-auth/blob/master/dj_rest_auth/serializers.py',
    },
    [['password', 'Unable to log in with provided credentials.']],
  ),
  ...says(
    {
      vendor: 'Supabase',
      role: 'identity-provider',
      source: 'https://supabase.com/docs/guides/auth/debugging/error-codes',
    },
    [['password', 'Invalid login credentials']],
  ),
  ...says(
    {
      vendor: 'Strapi',
      role: 'framework',
      source:
        'https://github.com/strapi/strapi/blob/main/packages/plugins/users-permissions/server/controllers/auth.js',
    },
    [['password', 'Invalid identifier or password']],
  ),
  ...says(
    {
      vendor: 'Spring Security',
      role: 'framework',
      statuses: [400],
      source: 'https://docs.spring.io/spring-security/reference/servlet/authentication/passwords/index.html',
    },
    [['password', '"error_description":"Bad credentials"']],
  ),
];
