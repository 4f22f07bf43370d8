// Starts the lab on loopback: one https listener that serves every host by its name, and a plain one for the keys,
// because the APIs fetch them without the browser's host rules.
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import express from 'express';
import selfsigned from 'selfsigned';
import { createApis } from './apis.mjs';
import { createIssuer } from './issuer.mjs';

const HOSTS = ['app.test', 'api.app.test', 'api.other.test', 'idp.test'];
const HEADERS_AT_MOST = 1 << 20;

/**
 * @typedef {{ page: string, close(): Promise<void> }} Lab
 * @param {{ port?: number }} [options] 0: any free port
 * @returns {Promise<Lab>}
 */
export async function startLab({ port = 0 } = {}) {
  const apps = new Map();
  const certificate = await selfsigned.generate([{ name: 'commonName', value: 'app.test' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: HOSTS.map((value) => ({ type: 2, value })) }],
  });
  const server = createServer(
    { key: certificate.private, cert: certificate.cert, maxHeaderSize: HEADERS_AT_MOST },
    (request, response) => {
      const app = apps.get((request.headers.host ?? '').split(':')[0]);
      if (app) app(request, response);
      else response.writeHead(421).end();
    },
  );
  const address = await listen(server, port);
  const origin = (host) => `https://${host}:${address}`;

  const pageOrigin = origin('app.test');
  const { provider, publicKeys } = await createIssuer({ origin: origin('idp.test'), pageOrigin });
  const keys = createPlainServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(publicKeys));
  });
  const jwksUri = `http://127.0.0.1:${await listen(keys, 0)}/jwks`;
  const { sameSite, otherSite } = createApis({ issuer: origin('idp.test'), jwksUri, publicKeys, pageOrigin });

  apps.set('idp.test', provider.callback());
  apps.set('api.app.test', sameSite);
  apps.set('api.other.test', otherSite);
  apps.set(
    'app.test',
    pageApp({ idp: origin('idp.test'), api: origin('api.app.test'), other: origin('api.other.test') }),
  );
  return {
    page: `${pageOrigin}/`,
    close: async () => {
      server.closeAllConnections();
      keys.closeAllConnections();
      await Promise.all([close(server), close(keys)]);
    },
  };
}

function pageApp(addresses) {
  const app = express();
  const file = (name) => fileURLToPath(new URL(name, import.meta.url));
  app.get('/addresses.json', (_request, response) => response.json(addresses));
  app.get('/faults.mjs', (_request, response) => response.sendFile(file('faults.mjs')));
  app.get('/callback', (_request, response) => response.sendFile(file('page/index.html')));
  app.use(express.static(file('page')));
  return app;
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server.address().port));
  });
}

function close(server) {
  return new Promise((resolve) => server.close(() => resolve()));
}
