import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'vitest';
import { factsOver } from '../diagnosis/facts/facts.ts';
import { diagnose } from '../diagnosis/index.ts';
import { readHar } from '../har/from-har.ts';

const D = '/work/shared/data/captures/';
const want = (process.env['IDS'] ?? '').split(',');
it('x', () => {
  for (const f of readdirSync(D).filter(
    (n) => n.endsWith('.devtools.har') || (process.env['SAN'] && n.endsWith('-sanitized.har')),
  )) {
    if (!want.some((w) => f.startsWith(w))) continue;
    const har = readHar(readFileSync(D + f, 'utf8'), f);
    if (!har.ok) continue;
    const facts = factsOver(har.capture);
    console.log('## ' + f);
    for (const x of diagnose(har.capture).failures) {
      const e = har.capture.exchanges.find(({ id }) => id === x.exchangeId)!;
      console.log(
        x.outcome,
        e.request.method,
        e.request.url,
        e.response?.status,
        'says',
        facts.says(e).map((s) => s.meaning + ':' + s.mark),
      );
      for (const g of x.findings) console.log('   ', g.role, g.code, g.confidence, '|', g.title);
      for (const g of x.cannotTell) console.log('    ?', g.code, g.because);
    }
  }
});
