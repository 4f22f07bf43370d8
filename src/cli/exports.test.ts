import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnosis/index.ts';
import { readCaptureFile } from '../har/file/read-capture-file.ts';

const EXPORTS = join(import.meta.dirname, '../../recordings/exports');

function leadsOf(bytes: Uint8Array, name: string): string[] {
  const reading = readCaptureFile(bytes, name);
  if (!reading.ok) throw new Error(reading.problem);
  return diagnose(reading.capture).failures.map(({ findings: [lead] }) =>
    `${lead?.code ?? 'nothing'} ${lead?.confidence ?? ''}`.trim(),
  );
}

describe('one visit, saved by different programs', () => {
  const names = readdirSync(EXPORTS).filter((name) => /\.(?:har|zip)$/.test(name));
  it.each(names)('%s: the same causes', (name) => {
    // Its bodies lay beside it: the 403 said why in its body alone.
    const scope = name === 'playwright-attach.har' ? 'nothing' : 'insufficient-scope likely';
    expect(leadsOf(readFileSync(join(EXPORTS, name)), name)).toEqual([
      'token-expired certain',
      scope,
      'token-expired certain',
    ]);
  });
});

describe('a collection keeps credentials apart from headers', () => {
  const response = {
    code: 401,
    status: 'Unauthorized',
    header: [{ key: 'WWW-Authenticate', value: 'Bearer realm="shop"' }],
    body: '',
  };
  const item = [
    { name: 'Orders', request: { method: 'GET', url: 'https://api.app.test/orders' }, response: [response] },
  ];
  const collection = { info: { name: 'Shop' }, item };

  it('a saved 401 without Authorization is not said to lack one', () => {
    const leads = leadsOf(new TextEncoder().encode(JSON.stringify(collection)), 'shop.json');
    expect(leads).toHaveLength(1);
    expect(leads).not.toContain('authorization-missing certain');
    expect(leads).not.toContain('authorization-missing likely');
  });
});
