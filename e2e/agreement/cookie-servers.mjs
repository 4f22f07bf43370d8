// An http and an https server for every `*.test` host. What they write, they write byte by byte: Node's own headers
// hold no control characters.
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import selfsigned from 'selfsigned';

const HEADERS_AT_MOST = 1 << 20;

/**
 * Paths: `/page` a document; `/set/…?lines` answers with the lines of its host; `/to?<url>` redirects there.
 * Anything else answers with an empty document.
 *
 * @param {(host: string) => readonly string[]} linesOf what a host sets
 * @param {() => string} dateOf the servers' Date
 * @returns {Promise<{ http: number, https: number, close(): Promise<void> }>} ports
 */
export async function startCookieServers(linesOf, dateOf) {
  const { private: key, cert } = await selfsigned.generate([{ name: 'commonName', value: 'page.test' }], {
    keySize: 2048,
  });
  const answer = (request, response) => {
    const url = new URL(request.url, `http://${request.headers.host}`);
    const target = url.pathname === '/to' ? decodeURIComponent(url.search.slice(1)) : undefined;
    const { origin } = request.headers;
    const cors = [
      ...(origin ? [`Access-Control-Allow-Origin: ${origin}`, 'Access-Control-Allow-Credentials: true'] : []),
      'Access-Control-Allow-Headers: content-type',
    ];
    const lines =
      url.pathname.startsWith('/set/') && url.searchParams.has('lines') ? linesOf(url.hostname) : [];
    const body = '<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>page</title>';
    const head = [
      // 307 keeps the method and body of a form.
      target === undefined ? 'HTTP/1.1 200 OK' : 'HTTP/1.1 307 Temporary Redirect',
      ...(target === undefined ? [] : [`Location: ${target}`]),
      `Date: ${dateOf()}`,
      'Content-Type: text/html',
      'Cache-Control: no-store',
      `Content-Length: ${body.length}`,
      ...cors,
      ...lines.map((line) => `Set-Cookie: ${line}`),
      'Connection: close',
    ];
    request.resume();
    const text = `${head.join('\r\n')}\r\n\r\n${request.method === 'HEAD' ? '' : body}`;
    response.socket.end(Buffer.from(text, 'utf8'));
  };
  const options = { maxHeaderSize: HEADERS_AT_MOST };
  const plain = createPlainServer(options, answer);
  const secure = createServer({ ...options, key, cert }, answer);
  return {
    http: await listen(plain),
    https: await listen(secure),
    close: async () => {
      for (const server of [plain, secure]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function listen(server) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });
}
