import { describe, expect, it } from 'vitest';
import { exchange, NOON } from '../../exchange/exchange.fixture.ts';
import { failing } from './failing.fixture.ts';
import { type Grouping, groupRows } from './rows.ts';

const grouping: Grouping = {
  byCause: true,
  unfolded: new Set(),
  selected: undefined,
  titleOf: (code) => `Title of ${code}`,
};

const many = (count: number, cause: string, from: number) =>
  Array.from({ length: count }, (_, index) =>
    failing({ id: `${cause}-${index}`, cause, startedAt: NOON + from + index * 1_000 }),
  );

describe('the list', () => {
  it('groups by cause, the group with the newest failure first and the newest row first in each', () => {
    const groups = groupRows(
      [
        failing({ id: 'a', cause: 'token-expired', startedAt: NOON }),
        failing({ id: 'b', cause: 'preflight-status', startedAt: NOON + 1_000 }),
        failing({ id: 'c', cause: 'token-expired', startedAt: NOON + 2_000 }),
      ],
      grouping,
    );
    expect(groups.map(({ title, count }) => [title, count])).toEqual([
      ['Title of token-expired', 2],
      ['Title of preflight-status', 1],
    ]);
    expect(groups[0]?.rows.map(({ key }) => key)).toEqual(['c', 'a']);
  });

  it('puts what waits for somebody first and what recovered last', () => {
    const groups = groupRows(
      [
        failing({ id: 'a', outcome: 'recovered', cause: 'token-expired', startedAt: NOON + 9_000 }),
        failing({ id: 'b', cause: 'token-expired', startedAt: NOON + 1_000 }),
        failing({ id: 'c', outcome: 'pending', startedAt: NOON }),
        failing({ id: 'd', startedAt: NOON + 500 }),
      ],
      grouping,
    );
    expect(groups.map(({ title }) => title)).toEqual([
      'Waiting for a password',
      'Title of token-expired',
      'Nothing seen explains it',
      'Recovered',
    ]);
  });

  it('folds long groups where the list is long, and says how many are left', () => {
    const groups = groupRows(
      [...many(12, 'token-expired', 0), ...many(15, 'cookie-expired', 60_000)],
      grouping,
    );
    expect(groups.map(({ rows }) => rows.length)).toEqual([4, 4]);
    expect(groups[0]?.rows.at(-1)).toMatchObject({ kind: 'more', count: 12 });
  });

  it('keeps the selected row of a folded group, and unfolds when asked', () => {
    const failures = [...many(12, 'token-expired', 0), ...many(15, 'cookie-expired', 60_000)];
    const selected = failures[2]!.exchange.id;
    const withSelected = groupRows(failures, { ...grouping, selected });
    expect(withSelected[1]?.rows.map(({ key }) => key)).toContain('token-expired-2');
    const unfolded = groupRows(failures, { ...grouping, unfolded: new Set(['cause:token-expired']) });
    expect(unfolded[1]?.rows).toHaveLength(12);
  });

  it('folds nothing where there is one cause only, or few rows', () => {
    expect(groupRows(many(40, 'token-expired', 0), grouping)[0]?.rows).toHaveLength(40);
    const few = groupRows([...many(8, 'token-expired', 0), ...many(2, 'cookie-expired', 0)], grouping);
    expect(few.flatMap(({ rows }) => rows)).toHaveLength(10);
  });

  it('shows two hundred of a long group, and all when asked', () => {
    const failures = many(900, 'token-expired', 0);
    const rows = groupRows(failures, grouping)[0]?.rows;
    expect(rows).toHaveLength(201);
    expect(rows?.at(-1)).toMatchObject({ kind: 'more', count: 700 });
    const unfolded = new Set(['cause:token-expired']);
    expect(groupRows(failures, { ...grouping, unfolded })[0]?.rows).toHaveLength(900);
  });

  it('is one run of rows, newest first, where grouping is off', () => {
    const groups = groupRows([...many(30, 'token-expired', 0), ...many(3, 'cookie-expired', 500)], {
      ...grouping,
      byCause: false,
    });
    expect(groups).toHaveLength(1);
    expect(groups[0]?.rows).toHaveLength(33);
  });

  it('shows the status, or why the page saw none', () => {
    const label = (...args: Parameters<typeof failing>) =>
      groupRows([failing(...args)], grouping)[0]?.rows[0];
    expect(label({ status: 403, cause: 'resource-forbidden' })).toMatchObject({
      label: '403',
      tone: 'amber',
    });
    expect(label({ status: 401, cause: 'token-expired' })).toMatchObject({ label: '401', tone: 'red' });
    expect(label({ status: 401, outcome: 'blocked', cause: 'cors-origin-missing' })).toMatchObject({
      label: 'CORS',
      status: 401,
    });
    expect(label({ status: 0, outcome: 'blocked', cause: 'mixed-content' })).toMatchObject({
      label: 'ERR',
      status: 0,
    });
    expect(label({ outcome: 'recovered' })).toMatchObject({ tone: 'dim' });
  });

  it('says of a recovered request when it passed', () => {
    const first = failing({ id: 'a', outcome: 'recovered', cause: 'token-expired', startedAt: NOON });
    const retry = exchange({ id: 'b', startedAt: NOON + 120 });
    const [group] = groupRows([{ ...first, retry }], grouping);
    expect(group?.rows[0]).toMatchObject({ line: 'Sent again 80 ms later, then 200' });
  });

  it('never shows a user name or a long value of a URL in the row', () => {
    const url = 'https://mia:pw@api.test/cb?code=0123456789012345678901234567890&page=2';
    const [group] = groupRows([failing({ url })], grouping);
    expect(group?.rows[0]).toMatchObject({ address: '…@api.test/cb?code=…&page=2' });
  });
});
