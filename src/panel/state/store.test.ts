import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exchange, NOON } from '../../exchange/exchange.fixture.ts';
import type { Capture, Exchange } from '../../exchange/exchange.ts';
import { fileSource } from '../source/file-source.ts';
import type { PanelSource, Recording } from '../source/source.ts';
import { workElsewhere } from './capture-work.ts';
import { diagnosed } from './diagnosed.ts';
import { createPanelStore, type PanelStore } from './store.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** A recording that a test adds to. */
function recorder(...first: readonly Exchange[]) {
  let exchanges = first;
  let recording = snapshot();
  const listeners = new Set<() => void>();
  function snapshot(): Recording {
    return {
      capture: { source: { kind: 'live' }, exchanges },
      settings: { record: 'always', paused: false },
      hostAccess: 'granted',
      connection: 'connected',
      dropped: 0,
      warnings: [],
    };
  }
  const source: PanelSource = {
    read: () => recording,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    clear: () => {},
    change: () => {},
    requestHostAccess: () => {},
    close: () => {},
  };
  return {
    source,
    record(...more: readonly Exchange[]) {
      exchanges = [...exchanges, ...more];
      recording = snapshot();
      for (const listener of listeners) listener();
    },
  };
}

const refused = (id: string, startedAt = NOON) =>
  exchange({
    id,
    status: 401,
    startedAt,
    url: `https://api.app.test/${id}`,
    responseHeaders: { 'www-authenticate': 'Bearer' },
  });

const failuresOf = (store: ReturnType<typeof createPanelStore>) =>
  store.read().diagnosed.diagnosis.failures.map(({ exchangeId }) => exchangeId);

const noWork = workElsewhere(() => Promise.reject(new Error('none')));

function openFile(store: PanelStore, capture: Capture): void {
  const file = { diagnosed: diagnosed(capture), warnings: [], work: noWork, close: () => {} };
  store.openFile(fileSource(file), file.diagnosed);
}

describe('the panel’s store', () => {
  it('diagnoses what was recorded before it opened at once', () => {
    const store = createPanelStore(recorder(refused('a')).source);
    expect(failuresOf(store)).toEqual(['a']);
    expect(store.read().selected).toBe('a');
  });

  it('shows new exchanges at once and their diagnosis a moment later', () => {
    const { source, record } = recorder();
    const store = createPanelStore(source);
    record(refused('a'));
    expect(store.read().recording.capture.exchanges).toHaveLength(1);
    expect(failuresOf(store)).toEqual([]);
    vi.advanceTimersByTime(150);
    expect(failuresOf(store)).toEqual(['a']);
  });

  it('does not diagnose while somebody types', () => {
    const { source, record } = recorder();
    const store = createPanelStore(source);
    record(refused('a'));
    for (let key = 0; key < 10; key += 1) {
      vi.advanceTimersByTime(60);
      store.setFilter('x'.repeat(key));
    }
    expect(failuresOf(store)).toEqual([]);
    vi.advanceTimersByTime(300);
    expect(failuresOf(store)).toEqual(['a']);
  });

  it('keeps the selection while others fail, and selects anew when it is gone', () => {
    const { source, record } = recorder(refused('a'));
    const store = createPanelStore(source);
    record(refused('b', NOON + 1_000));
    vi.advanceTimersByTime(150);
    expect(store.read().selected).toBe('a');
    openFile(store, { source: { kind: 'live' }, exchanges: [refused('c')] });
    expect(store.read().selected).toBe('c');
  });

  it('lays a file over the recording, which goes on underneath', () => {
    const { source, record } = recorder(refused('a'));
    const store = createPanelStore(source);
    const har = { kind: 'har', name: 'x.har', creator: '', credentials: 'whole' } as const;
    openFile(store, { source: har, exchanges: [] });
    expect(store.read()).toMatchObject({ showing: 'file', selected: undefined });
    record(refused('b', NOON + 1_000));
    vi.advanceTimersByTime(150);
    expect(failuresOf(store)).toEqual([]);
    store.closeFile();
    expect(failuresOf(store)).toEqual(['a', 'b']);
  });

  it('adds what keys tell of a signature once they are tried', async () => {
    const [issuer, forger] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
    const token = await new SignJWT({ iss: 'https://idp.test' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setExpirationTime(NOON / 1_000 + 600)
      .sign(forger.privateKey);
    const jwks = { keys: [{ ...(await exportJWK(issuer.publicKey)), kid: 'k' }] };
    const keys = exchange({ id: 'keys', url: 'https://idp.test/jwks', responseBody: JSON.stringify(jwks) });
    const api = exchange({ id: 'api', status: 401, requestHeaders: { authorization: `Bearer ${token}` } });
    const { source, record } = recorder(keys);
    const store = createPanelStore(source);
    record(api);
    vi.advanceTimersByTime(150);
    const lead = () => store.read().diagnosed.diagnosis.failures[0]?.findings[0]?.code;
    expect(lead()).toBe('token-rejected');
    await vi.waitFor(() => expect(lead()).toBe('signature-invalid'));
  });

  it('tells its listeners of every change, and no more once closed', () => {
    const { source, record } = recorder();
    const store = createPanelStore(source);
    const heard = vi.fn();
    store.subscribe(heard);
    store.setChip('401');
    expect(heard).toHaveBeenCalledTimes(1);
    store.close();
    record(refused('a'));
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
