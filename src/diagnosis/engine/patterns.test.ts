import { describe, expect, it } from 'vitest';
import { exchange, NOON, preflight } from '../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { diagnose } from '../index.ts';

/** One request after another, a second apart: path and status. */
function requests(...steps: readonly (readonly [path: string, status: number])[]): Exchange[] {
  return steps.map(([path, status], index) =>
    exchange({
      id: String(index),
      url: `https://app.test${path}`,
      startedAt: NOON + index * 1_000,
      status,
      requestHeaders: { authorization: 'Bearer tGzv3JOkF0XG5Qx2TlKWIA' },
    }),
  );
}

function patternsIn(exchanges: readonly Exchange[]) {
  return diagnose({ source: { kind: 'live' }, exchanges }).patterns;
}

const names = (exchanges: readonly Exchange[]) => patternsIn(exchanges).map(({ pattern }) => pattern);

describe('a pattern', () => {
  it('is that every request of an API fails', () => {
    expect(patternsIn(requests(['/a', 401], ['/b', 401], ['/c', 403]))).toEqual([
      {
        pattern: 'every-request-fails',
        title: 'Every request to app.test fails',
        exchangeIds: ['0', '1', '2'],
      },
    ]);
  });

  it('is that a route worked and all failed from one moment on', () => {
    expect(patternsIn(requests(['/a', 200], ['/b', 200], ['/a', 401], ['/b', 401]))).toEqual([
      {
        pattern: 'fails-after-a-while',
        since: NOON + 2_000,
        title: 'Requests to app.test worked, then failed',
        exchangeIds: ['2', '3'],
      },
    ]);
  });

  it('is that one route refuses and others pass', () => {
    const [pattern] = patternsIn(
      requests(['/a', 200], ['/users?page=1', 403], ['/b', 200], ['/users?page=2', 403]),
    );
    expect(pattern).toMatchObject({ pattern: 'one-endpoint-fails', exchangeIds: ['1', '3'] });
  });

  it('is that one route refuses, whichever record was asked for', () => {
    expect(names(requests(['/users', 200], ['/users/7', 403], ['/users/8', 403]))).toEqual([
      'one-endpoint-fails',
    ]);
  });

  it('is that routes worked and failed from one moment on, though others need no credential', () => {
    expect(
      names(requests(['/a/1', 200], ['/health', 200], ['/a/2', 401], ['/health', 200], ['/a/3', 401])),
    ).toEqual(['fails-after-a-while']);
  });

  it('leaves out pages and pictures, which pass without a credential', () => {
    const picture = exchange({
      id: 'p',
      url: 'https://app.test/logo.png',
      kind: 'image',
      startedAt: NOON - 1,
    });
    expect(names([picture, ...requests(['/a', 401], ['/b', 401], ['/c', 401])])).toEqual([
      'every-request-fails',
    ]);
  });

  it('is told for each API apart', () => {
    const others = [0, 1, 2].map((index) =>
      exchange({
        id: `other ${index}`,
        url: `https://api.other.test/${index}`,
        status: 401,
        startedAt: NOON + index,
      }),
    );
    expect(names([...requests(['/a', 200], ['/b', 200], ['/c', 200]), ...others])).toEqual([
      'every-request-fails',
    ]);
  });
});

describe('no pattern', () => {
  it.each<[string, readonly Exchange[]]>([
    ['is made by two requests', requests(['/a', 401], ['/b', 401])],
    ['is that all is well', requests(['/a', 200], ['/b', 200], ['/c', 200])],
    ['is one failure among routes that pass again', requests(['/a', 200], ['/a', 401], ['/a', 200])],
    [
      'is one route that refuses where nothing else carried its credential',
      requests(['/a', 200], ['/users/7', 403], ['/users/8', 403]).map((each, index) => ({
        ...each,
        request: { ...each.request, headers: [{ name: 'authorization', value: `Bearer ${'abc'[index]}` }] },
      })),
    ],
    ['is two routes that never passed', requests(['/a', 200], ['/b', 403], ['/c', 403])],
    [
      'is made up by preflights',
      [...requests(['/a', 401], ['/b', 401]), preflight({ url: 'https://app.test/a', startedAt: NOON - 1 })],
    ],
  ])('%s', (_, exchanges) => {
    expect(names(exchanges)).toEqual([]);
  });

  it('counts what recovered', () => {
    const [first, second, third] = requests(['/a', 401], ['/a', 200], ['/b', 200]);
    const renewed = {
      ...second!,
      request: { ...second!.request, headers: [{ name: 'authorization', value: 'Bearer renewed-token' }] },
    };
    const exchanges = [first!, renewed, third!];
    const { failures, patterns } = diagnose({ source: { kind: 'live' }, exchanges });
    expect(failures.map(({ outcome }) => outcome)).toEqual(['recovered']);
    expect(patterns).toEqual([]);
  });
});
