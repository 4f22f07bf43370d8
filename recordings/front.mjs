// One door for every host: TLS ends here, and the bytes go on untouched to whoever serves the host. So a server sees
// the browser's own request, and the browser the server's own answer.
import { connect, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import selfsigned from 'selfsigned';

/**
 * @typedef {(host: string, scheme: 'https' | 'http') => number | undefined} Route port on loopback; undefined: nobody
 *   serves it, and the connection is ended
 * @param {Route} route
 * @returns {Promise<{ ports: { https: number, http: number }, close(): Promise<void> }>}
 */
export async function openFront(route) {
  const certificate = await selfsigned.generate([{ name: 'commonName', value: '*.test' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: '*.app.test' }] }],
  });
  const open = new Set();
  const remember = (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  };
  const join = (socket, port, first) => {
    if (port === undefined) return socket.destroy();
    const served = connect(port, '127.0.0.1');
    remember(served);
    for (const [one, other] of [
      [socket, served],
      [served, socket],
    ]) {
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
    if (first) served.write(first);
    socket.pipe(served).pipe(socket);
  };
  const secure = createTlsServer({ key: certificate.private, cert: certificate.cert }, (socket) =>
    join(socket, route(socket.servername || '', 'https')),
  );
  const plain = createServer((socket) =>
    socket.once('data', (first) => {
      socket.pause();
      join(socket, route(hostOf(first), 'http'), first);
    }),
  );
  secure.on('tlsClientError', () => undefined);
  // A browser opens connections before it needs them.
  for (const server of [secure, plain]) server.on('connection', remember);
  return {
    ports: { https: await listen(secure), http: await listen(plain) },
    close: async () => {
      for (const socket of open) socket.destroy();
      await Promise.all([secure, plain].map((server) => new Promise((done) => server.close(done))));
    },
  };
}

function hostOf(bytes) {
  return /^host: *([^:\r\n]+)/im.exec(bytes.toString('latin1'))?.[1] ?? '';
}

/** @returns {Promise<number>} the port */
export function listen(server, port = 0) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server.address().port));
  });
}
