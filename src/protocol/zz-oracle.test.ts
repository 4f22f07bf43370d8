import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { corsCheck, preflightCheck } from './cors/cors.ts';
it('x', () => {
  const list = (lines: string[] = []) => lines.map((l) => ({ name: l.slice(0, l.indexOf(':')), value: l.slice(l.indexOf(':') + 1).trim() }));
  for (const c of JSON.parse(readFileSync('/tmp/oracle/cors.json', 'utf8'))) {
    const method = c.init.method ?? 'GET';
    const p = c.preflight && preflightCheck({ origin: 'https://app.test:8443', credentials: c.init.credentials, method: method === 'delete' ? 'DELETE' : method, requestHeaders: Object.keys(c.init.headers ?? {}), preflight: { status: c.preflight.status ?? 200, headers: list(c.preflight.lines) } });
    const v = p && !p.passed ? p : corsCheck({ origin: 'https://app.test:8443', credentials: c.init.credentials, headers: list(c.lines) });
    if (v.passed !== c.ok || (v.reason ?? '') !== (c.reason ?? '') || (v.failedParameter ?? '') !== (c.param ?? '')) console.log(JSON.stringify(c.init), JSON.stringify(c.preflight), JSON.stringify(c.lines), '| chromium:', c.ok, c.reason, c.param, '| ours:', v.passed, v.reason, v.failedParameter);
  }
});
