// What every scenario finds ready: keys and tokens, processes that end with it, ports.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { listen } from './front.mjs';

export const ISSUER = 'https://idp.app.test';
export const AUDIENCE = 'https://api.app.test';
const PATIENCE_MS = 20_000;

/** @returns {Promise<{ lab: import('./scenario.mjs').Lab, listening: (served: unknown) => Promise<number>, close(): Promise<void> }>} */
export async function openLab() {
  const folder = mkdtempSync(join(tmpdir(), 'keyhole-recording-'));
  // Servers that give up root read their settings as another user.
  chmodSync(folder, 0o755);
  const servers = new Set();
  const processes = new Set();
  const keys = { 'lab-1': await generateKeyPair('RS256'), 'lab-2': await generateKeyPair('RS256') };
  const jwks = {
    keys: [{ ...(await exportJWK(keys['lab-1'].publicKey)), kid: 'lab-1', alg: 'RS256', use: 'sig' }],
  };

  async function listening(served) {
    if (typeof served === 'number') return served;
    const server = typeof served === 'function' ? createServer({ maxHeaderSize: 1 << 20 }, served) : served;
    servers.add(server);
    return listen(server);
  }
  const jwksPort = await listening((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(jwks));
  });

  /** @type {import('./scenario.mjs').Lab} */
  const lab = {
    folder,
    jwks,
    jwksUri: `http://127.0.0.1:${jwksPort}/jwks`,
    token: (claims = {}, { header = {}, key = 'lab-1', lifetime = 600 } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const usual = {
        iss: ISSUER,
        aud: AUDIENCE,
        sub: 'user-1',
        scope: 'orders:read',
        iat: now,
        exp: now + lifetime,
      };
      return new SignJWT(withoutUndefined({ ...usual, ...claims }))
        .setProtectedHeader({ alg: 'RS256', kid: key, typ: 'at+jwt', ...header })
        .sign(keys[key].privateKey);
    },
    start: async (command, words, { env = {}, cwd = folder, port } = {}) => {
      const child = spawn(command, words, {
        cwd,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      });
      processes.add(child);
      let said = '';
      child.stderr.on('data', (text) => {
        said = (said + text).slice(-2_000);
      });
      if (port !== undefined)
        await untilListening(port, () => `${command} does not listen on ${port}: ${said}`);
    },
    listen: listening,
    freePort: async () => {
      const server = createServer();
      const port = await listen(server);
      await new Promise((done) => server.close(done));
      return port;
    },
  };
  return {
    lab,
    listening,
    close: async () => {
      for (const child of processes) end(child);
      for (const server of servers) server.closeAllConnections?.();
      await Promise.all([...servers].map((server) => new Promise((done) => server.close(done))));
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function withoutUndefined(claims) {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

/** The whole group: servers fork workers. */
function end({ pid }) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function untilListening(port, problem) {
  for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(problem());
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
