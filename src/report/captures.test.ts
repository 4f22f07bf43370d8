import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import reportSchema from '../../docs/report-1.schema.json' with { type: 'json' };
import { diagnose } from '../diagnosis/index.ts';
import { readHar } from '../har/from-har.ts';
import harSchema from '../har/har.schema.json' with { type: 'json' };
import { checkSignatures } from '../protocol/jwt/check-signatures.ts';
import { toHarReport } from './har.ts';
import { toHtml } from './html.ts';
import { toJson } from './json.ts';
import { toMarkdown } from './markdown.ts';
import { openReport } from './report.ts';
import { toText } from './text.ts';

const CAPTURES = new URL('../../../shared/data/captures/', import.meta.url);
const names = existsSync(CAPTURES) ? readdirSync(CAPTURES).filter((name) => name.endsWith('.har')) : [];
const ajv = new Ajv2020({ allErrors: true });
const isReport = ajv.compile(reportSchema);
const isHar = ajv.compile(harSchema);

function opened(text: string, name: string) {
  const reading = readHar(text, name);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.capture;
}

function leadsOf(capture: ReturnType<typeof opened>): string[] {
  return diagnose(capture).failures.map(
    ({ exchangeId, outcome, findings }) =>
      `${exchangeId} ${outcome} ${findings[0]?.code} ${findings[0]?.confidence}`,
  );
}

/** Values that served as credential or name a person in a recording. */
function secretsOf(capture: ReturnType<typeof opened>): Set<string> {
  const secrets = new Set<string>();
  for (const { request, response } of capture.exchanges) {
    for (const { name, value } of [...request.headers, ...(response?.headers ?? [])]) {
      const lower = name.toLowerCase();
      if (lower === 'authorization')
        for (const word of value.split(/(?:%[0-9A-F]{2}|[\s."])+/))
          if (word.length > 40 && !word.startsWith('eyJhbGci')) secrets.add(word);
      if (lower === 'cookie')
        for (const pair of value.split('; '))
          if (pair.length > 30) secrets.add(pair.slice(pair.indexOf('=') + 1));
      if (lower === 'set-cookie')
        for (const found of value.matchAll(/^[^=]+=([^;]{16,})/g)) secrets.add(found[1]!);
    }
    const body = `${request.body?.text ?? ''} ${response?.body?.text ?? ''}`;
    for (const found of body.matchAll(/"(?:access_token|refresh_token|id_token|password)":"([^"]{6,})"/g))
      secrets.add(found[1]!);
  }
  return secrets;
}

describe.skipIf(names.length === 0)(
  'reports of real recordings (skipped where ../shared/data is missing)',
  () => {
    test.each(names)('%s', async (name) => {
      const capture = await checkSignatures(opened(readFileSync(new URL(name, CAPTURES), 'utf8'), name));
      const report = openReport(capture, diagnose(capture), { version: '0.1.0', scope: 'reopenable' });

      const json = toJson(report);
      expect(isReport(json) ? [] : isReport.errors).toEqual([]);

      const har = toHarReport(report);
      expect(isHar(har) ? [] : isHar.errors).toEqual([]);
      const again = await checkSignatures(opened(JSON.stringify(har), 'again.har'));
      expect(leadsOf(again)).toEqual(leadsOf(capture));

      const texts = [
        JSON.stringify(json),
        JSON.stringify(har),
        toText(report),
        toMarkdown(report),
        toHtml(report),
      ].join('\n');
      for (const secret of secretsOf(capture)) expect(texts.includes(secret) ? secret : '').toBe('');
      expect(texts).not.toMatch(/Mia Berger/);
    });
  },
);
