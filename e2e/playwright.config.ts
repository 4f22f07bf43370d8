import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../artifacts/e2e',
  timeout: 60_000,
  // Two cores: a second browser with DevTools would only slow the first.
  workers: 1,
  forbidOnly: true,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['E2E_REPORT'] ?? '../artifacts/reports/e2e.json' }],
  ],
});
