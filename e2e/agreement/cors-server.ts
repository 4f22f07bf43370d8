// Answers each case as it says, on every host name.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import selfsigned from 'selfsigned';
import type { Answer, CorsCase, Headers } from './cors-cases.ts';

export interface CorsServer {
  readonly page: string;
  /** Address of a case, by its number. */
  urlOf(index: number): string;
  close(): Promise<void>;
}

const HOSTS = { 'same-site': 'api.app.test', 'cross-site': 'api.other.test' } as const;

export async function serveCases(cases: readonly CorsCase[]): Promise<CorsServer> {
  const certificate = await selfsigned.generate([{ name: 'commonName', value: 'app.test' }], {
    keySize: 2048,
  });
  const server = createServer({ key: certificate.private, cert: certificate.cert }, (request, response) => {
    const [, where, number] = /^\/(case|target)\/(\d+)$/.exec(request.url ?? '') ?? [];
    const found = cases[Number(number)];
    if (!found) servePage(request, response);
    else answer(request, response, found, where === 'target');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = (host: string) => `https://${host}:${port}`;

  function answer(request: IncomingMessage, response: ServerResponse, found: CorsCase, isTarget: boolean) {
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    const from = isTarget ? found.target : found;
    const said: Answer | undefined = isPreflight ? from?.preflight : from?.answer;
    if (said === undefined || said === 'nothing') {
      request.socket.destroy();
      return;
    }
    response.statusCode = said.status;
    for (const [name, value] of Object.entries(filled(said.headers, request.url ?? '')))
      if (value.length > 0 || value === '') response.setHeader(name, value);
    response.end();
  }

  function filled(headers: Headers, path: string): Headers {
    const fill = (value: string) =>
      value
        .replaceAll('PAGE', origin('app.test'))
        .replace('THERE', origin('third.test'))
        .replace('HERE', origin(HOSTS['same-site']))
        .replace('HOME', origin('app.test'))
        .replace('PASSWORD', origin('user:word@third.test'))
        .replace('/TARGET', path.replace('/case/', '/target/'));
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? fill(value) : value.map(fill),
      ]),
    );
  }

  return {
    page: origin('app.test'),
    urlOf: (index) => `${origin(HOSTS[cases[index]!.site])}/case/${index}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function servePage(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Content-Type', 'text/html');
  if (request.url === '/opaque') response.setHeader('Content-Security-Policy', 'sandbox allow-scripts');
  response.end('<!doctype html><title>CORS</title>');
}
