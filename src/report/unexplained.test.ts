import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/index.ts';
import { exchange } from '../exchange/exchange.fixture.ts';
import type { Capture } from '../exchange/exchange.ts';
import { toHtml } from './html.ts';
import { toMarkdown } from './markdown.ts';
import { openReport } from './report.ts';
import { toText } from './text.ts';

const capture: Capture = {
  source: { kind: 'live' },
  exchanges: [
    exchange({
      method: 'POST',
      status: 403,
      requestHeaders: { cookie: 'sessionid=2YotnFZFEjr1zCsicMWpAA' },
      responseBody: '{"code":"E-7","detail":"Anfrage zu 2YotnFZFEjr1zCsicMWpAA abgelehnt"}',
    }),
  ],
};

test.each([
  ['text', toText],
  ['Markdown', toMarkdown],
  ['HTML', toHtml],
])('%s: where no cause is found, the server’s own words stand in the report, without secrets', (_, write) => {
  const diagnosis = diagnose(capture);
  expect(diagnosis.failures[0]?.findings).toEqual([]);
  const written = write(openReport(capture, diagnosis, { version: '1.0.0' }));
  expect(written).toContain('abgelehnt');
  expect(written).not.toContain('2YotnFZFEjr1zCsicMWpAA');
});
