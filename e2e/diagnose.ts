import { spawnSync } from 'node:child_process';
import { ROOT } from './prepare.mjs';

/** The parts of the JSON report, version 1, that these tests read. */
export interface Report {
  readonly schemaVersion: number;
  readonly failures: readonly {
    readonly status: number;
    readonly url: string;
    readonly outcome: string;
    readonly cause: string | null;
    readonly findings: readonly {
      readonly cause: string;
      readonly confidence: string;
      readonly title: string;
    }[];
  }[];
}

/** What the command line says of a file, as a script would ask it. */
export function diagnoseFile(file: string): Report {
  const words = ['run', '--silent', 'diagnose', '--', file, '--format', 'json'];
  const { status, stdout, stderr } = spawnSync('npm', words, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`diagnose ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Report;
}
