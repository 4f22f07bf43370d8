// Apache with mod_auth_openidc, as Debian installs it: a relying party of oidc-provider before an app, and a
// resource server that checks access tokens by itself.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import selfsigned from 'selfsigned';
import { ordersApi } from '../apis.mjs';
import { IDP, provider } from '../servers/provider.mjs';

const PORTAL = 'https://portal.app.test';
const CALLBACK = `${PORTAL}/oidc/callback`;
const STACK = 'Apache + mod_auth_openidc → express';
const DEBIAN = ['apache2', 'libapache2-mod-auth-openidc'];

const client = (changes) => ({
  client_id: 'portal',
  client_secret: 'lab-portal-secret',
  redirect_uris: [CALLBACK],
  post_logout_redirect_uris: [`${PORTAL}/`],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  ...changes,
});

/** mod_auth_openidc speaks to the provider over TLS alone. */
async function overTls(lab, listener) {
  const { private: key, cert } = await selfsigned.generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keySize: 2048,
  });
  return lab.listen(createServer({ key, cert }, listener));
}

/** Apache on the portal's host; `locations` are its own settings. */
async function apache(lab, idp, locations, upstream = ordersApi()) {
  const [port, app] = [await lab.freePort(), await lab.listen(upstream)];
  const modules = [
    'mpm_event',
    'authn_core',
    'authz_core',
    'authz_user',
    'proxy',
    'proxy_http',
    'headers',
    'auth_openidc',
  ];
  const settings = `
ServerRoot ${lab.folder}
ServerName portal.app.test
User www-data
Group www-data
PidFile ${lab.folder}/apache.pid
Listen 127.0.0.1:${port}
ErrorLog ${lab.folder}/error.log
DefaultRuntimeDir ${lab.folder}
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
OIDCProviderIssuer ${IDP}
OIDCProviderAuthorizationEndpoint ${IDP}/auth
OIDCProviderTokenEndpoint https://127.0.0.1:${idp}/token
OIDCProviderJwksUri https://127.0.0.1:${idp}/jwks
OIDCProviderTokenEndpointAuth client_secret_basic
OIDCClientID portal
OIDCClientSecret lab-portal-secret
OIDCRedirectURI ${CALLBACK}
OIDCCryptoPassphrase lab-passphrase
RequestHeader set X-Forwarded-Proto https early
RequestHeader set X-Forwarded-Port 443 early
OIDCXForwardedHeaders X-Forwarded-Proto X-Forwarded-Port
OIDCScope "openid profile"
OIDCSSLValidateServer Off
OIDCOAuthSSLValidateServer Off
${locations}
ProxyPass /oidc !
ProxyPass / http://127.0.0.1:${app}/
`;
  writeFileSync(join(lab.folder, 'apache.conf'), settings);
  await lab.start('/usr/sbin/apache2', ['-D', 'FOREGROUND', '-f', join(lab.folder, 'apache.conf')], { port });
  return port;
}

const SIGNED_IN = `
<Location />
  AuthType openid-connect
  Require valid-user
</Location>`;

const serve =
  (locations = SIGNED_IN, changes = {}) =>
  async (lab) => {
    const idp = provider({ clients: [client(changes)] });
    const port = await apache(lab, await overTls(lab, idp), locations);
    return { 'idp.app.test': idp, 'portal.app.test': port };
  };

async function signIn({ page, pause }) {
  await page.goto(`${PORTAL}/`);
  await page.fill('[name=login]', 'mia');
  await page.fill('[name=password]', 'lamp-4711');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]');
  await page.waitForURL(`${PORTAL}/**`);
  await pause(300);
}

const resourceServer = async (lab, location) => {
  const keys = await overTls(lab, (_request, response) => response.end(JSON.stringify(lab.jwks)));
  const settings = `OIDCOAuthVerifyJwksUri https://127.0.0.1:${keys}/\nOIDCOAuthRemoteUserClaim sub\n${location}`;
  return { 'portal.app.test': await apache(lab, keys, settings) };
};
const serveBearer =
  (require = 'Require valid-user') =>
  (lab) =>
    resourceServer(lab, `<Location /orders>\n  AuthType oauth20\n  ${require}\n</Location>`);
/** From a page of the API's own host, which is open. */
const callWith =
  (authorization) =>
  async ({ page, lab, call }) => {
    await page.goto(`${PORTAL}/`);
    const value = await authorization(lab);
    await call('/orders', value === undefined ? {} : { headers: { Authorization: value } });
  };

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'healthy-mod-auth-openidc',
    cause: null,
    stack: STACK,
    what: 'The page sends the browser to sign in and back; its calls carry the session.',
    debian: DEBIAN,
    serve: serve(),
    visit: async (visit) => {
      await signIn(visit);
      await visit.call('/orders');
    },
  },
  {
    id: 'session-cleared-mod-auth-openidc',
    cause: 'session-cleared',
    also: ['authorization-missing', 'credentials-omitted'],
    stack: STACK,
    what: 'The session cookie is gone while the page stays open; the page’s next call, marked as XMLHttpRequest, gets 401.',
    debian: DEBIAN,
    serve: serve(),
    visit: async (visit) => {
      await signIn(visit);
      await visit.call('/orders');
      await visit.context.clearCookies({ name: 'mod_auth_openidc_session' });
      await visit.call('/orders', { headers: { 'X-Requested-With': 'XMLHttpRequest' } });
    },
  },
  {
    id: 'login-page-mod-auth-openidc',
    cause: 'login-page-instead-of-401',
    also: ['cors-redirect', 'session-cleared', 'authorization-missing'],
    stack: STACK,
    what: 'The session cookie is gone; a call without marks of one is redirected to the provider, where CORS ends it.',
    debian: DEBIAN,
    serve: serve(`${SIGNED_IN}\n<Location /api>\n  OIDCUnAuthAction auth true\n</Location>`),
    visit: async (visit) => {
      await signIn(visit);
      await visit.context.clearCookies({ name: 'mod_auth_openidc_session' });
      await visit.call('/api/orders');
    },
  },
  {
    id: 'oauth-state-missing-mod-auth-openidc',
    cause: 'oauth-state-missing',
    also: ['oauth-state-mismatch'],
    stack: STACK,
    what: 'The state cookie is lost while the user signs in: the callback is refused.',
    debian: DEBIAN,
    serve: serve(),
    visit: async (visit) => {
      const { page, context, pause } = visit;
      await page.goto(`${PORTAL}/`);
      await page.fill('[name=login]', 'mia');
      await page.fill('[name=password]', 'lamp-4711');
      await page.click('button[type=submit]');
      await context.clearCookies({ domain: 'portal.app.test' });
      await page.click('button[type=submit]');
      await page.waitForURL(`${PORTAL}/**`);
      await pause(300);
    },
  },
  {
    id: 'oauth-redirect-uri-mod-auth-openidc',
    cause: 'oauth-redirect-uri-mismatch',
    stack: STACK,
    what: 'The provider knows another redirect URI.',
    debian: DEBIAN,
    serve: serve(SIGNED_IN, { redirect_uris: [`${PORTAL}/callback`] }),
    visit: async ({ page, pause }) => {
      await page.goto(`${PORTAL}/`);
      await pause(400);
    },
  },
  {
    id: 'oauth-access-denied-mod-auth-openidc',
    cause: 'oauth-access-denied',
    stack: STACK,
    what: 'The user cancels at the provider; the relying party shows its error page.',
    debian: DEBIAN,
    serve: serve(),
    visit: async ({ page, pause }) => {
      await page.goto(`${PORTAL}/`);
      await page.click('text=Cancel');
      await page.waitForURL(`${PORTAL}/**`);
      await pause(300);
    },
  },
  {
    id: 'role-missing-mod-auth-openidc',
    cause: 'role-missing',
    also: ['resource-forbidden', 'explicit-deny', 'status-misused', 'session-rejected'],
    stack: STACK,
    what: 'Require claim groups:admins below /admin; the signed-in user has no such claim.',
    debian: DEBIAN,
    serve: serve(`${SIGNED_IN}\n<Location /admin>\n  Require claim groups:admins\n</Location>`),
    visit: async (visit) => {
      await signIn(visit);
      await visit.call('/orders');
      await visit.call('/admin/orders');
    },
  },
  {
    id: 'authorization-missing-mod-auth-openidc',
    cause: 'authorization-missing',
    stack: 'Apache + mod_auth_openidc as resource server → express',
    what: 'AuthType oauth20; the call carries no token.',
    debian: DEBIAN,
    serve: serveBearer(),
    visit: callWith(() => undefined),
  },
  {
    id: 'token-expired-mod-auth-openidc',
    cause: 'token-expired',
    stack: 'Apache + mod_auth_openidc as resource server → express',
    what: 'AuthType oauth20; the token ended a minute ago.',
    debian: DEBIAN,
    serve: serveBearer(),
    visit: callWith(async (lab) => `Bearer ${await lab.token({}, { lifetime: -60 })}`),
  },
  {
    id: 'signature-invalid-mod-auth-openidc',
    cause: 'signature-invalid',
    also: ['key-not-found', 'token-rejected'],
    stack: 'Apache + mod_auth_openidc as resource server → express',
    what: 'AuthType oauth20; the token was signed with a key that the provider does not publish.',
    debian: DEBIAN,
    serve: serveBearer(),
    visit: callWith(async (lab) => `Bearer ${await lab.token({}, { key: 'lab-2' })}`),
  },
  {
    id: 'insufficient-scope-mod-auth-openidc',
    cause: 'insufficient-scope',
    also: ['resource-forbidden', 'role-missing', 'status-misused', 'token-rejected'],
    stack: 'Apache + mod_auth_openidc as resource server → express',
    what: 'Require claim scope~ orders:write; the token allows reading.',
    debian: DEBIAN,
    serve: serveBearer('Require claim scope~orders:write'),
    visit: callWith(async (lab) => `Bearer ${await lab.token()}`),
  },
  {
    id: 'healthy-bearer-mod-auth-openidc',
    cause: null,
    stack: 'Apache + mod_auth_openidc as resource server → express',
    what: 'AuthType oauth20; a good token. The page itself is open.',
    debian: DEBIAN,
    serve: serveBearer(),
    visit: callWith(async (lab) => `Bearer ${await lab.token()}`),
  },
];
