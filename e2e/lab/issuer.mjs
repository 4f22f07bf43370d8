// The identity provider: oidc-provider with discovery, JWKS, code flow with PKCE, refresh tokens and, so that a page can
// ask for tokens of every kind, the client credentials grant.
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

/** What each resource's access tokens are like; a fault is a setting here. */
const RESOURCES = {
  'urn:lab:orders': { audience: 'https://api.app.test', scope: 'orders:read', accessTokenTTL: 600 },
  'urn:lab:short': { audience: 'https://api.app.test', scope: 'orders:read', accessTokenTTL: 2 },
  'urn:lab:future': { audience: 'https://api.app.test', scope: 'orders:read', accessTokenTTL: 7200 },
  'urn:lab:billing': { audience: 'https://billing.app.test', scope: 'orders:read', accessTokenTTL: 600 },
};
const HOUR = 3600;

/**
 * @param {{ origin: string, pageOrigin: string }} addresses where the provider and the page are reached
 * @returns {Promise<{ provider: Provider, publicKeys: { keys: object[] } }>}
 */
export async function createIssuer({ origin, pageOrigin }) {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const shared = { kid: 'lab-1', alg: 'RS256', use: 'sig' };
  const provider = new Provider(origin, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), ...shared }] },
    clients: [
      {
        client_id: 'spa',
        token_endpoint_auth_method: 'none',
        redirect_uris: [`${pageOrigin}/callback`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
      {
        client_id: 'lab',
        client_secret: 'lab-client-secret',
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
      },
    ],
    clientBasedCORS: () => true,
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access', 'orders:read'],
    cookies: { keys: ['lab-cookie-key'] },
    ttl: { IdToken: 600, RefreshToken: 3600, Session: 3600, Grant: 3600, Interaction: 600 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:lab:orders',
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => {
          const info = RESOURCES[resource];
          if (!info) throw new Error(`unknown resource ${resource}`);
          return { ...info, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } };
        },
      },
    },
    formats: {
      customizers: {
        jwt: (_context, token, jwt) => {
          if (token.resourceServer?.identifier?.() === 'urn:lab:future')
            jwt.payload.nbf = jwt.payload.iat + HOUR;
          return jwt;
        },
      },
    },
    findAccount: async (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: 'Mia Berger' }),
    }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  });
  provider.use(signInAtOnce(provider));
  return { provider, publicKeys: { keys: [{ ...(await exportJWK(publicKey)), ...shared }] } };
}

/** The lab has one user, who is always signed in and always consents. */
function signInAtOnce(provider) {
  return async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return next();
    const { prompt, params, session, grantId } = await provider.interactionDetails(context.req, context.res);
    if (prompt.name === 'login') {
      await provider.interactionFinished(context.req, context.res, { login: { accountId: 'mia' } });
      return undefined;
    }
    const grant =
      (grantId && (await provider.Grant.find(grantId))) ||
      new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope('openid offline_access orders:read');
    for (const resource of Object.keys(RESOURCES)) grant.addResourceScope(resource, 'orders:read');
    await provider.interactionFinished(
      context.req,
      context.res,
      { consent: { grantId: await grant.save() } },
      { mergeWithLastSubmission: true },
    );
    return undefined;
  };
}
