import Provider from 'oidc-provider';

export const IDP = 'https://idp.app.test';

/**
 * oidc-provider as a request listener; its own sign-in page takes any name and password.
 * @param {object} settings of oidc-provider, `clients` among them
 */
export function provider(settings) {
  const server = new Provider(IDP, {
    clientBasedCORS: () => true,
    cookies: { keys: ['lab-cookie-key'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    ...settings,
  });
  server.proxy = true;
  const listener = server.callback();
  return (request, response) => {
    // TLS ends before it; servers behind the front door call it by its port.
    request.headers['x-forwarded-proto'] = 'https';
    request.headers['x-forwarded-host'] = 'idp.app.test';
    listener(request, response);
  };
}
