import { crx } from '@crxjs/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };

export default defineConfig({
  plugins: [react(), crx({ manifest: manifest as never })],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    target: 'chrome120',
    modulePreload: false,
    // The panel is one page, loaded from disk: the public suffix list and the widgets are most of it.
    chunkSizeWarningLimit: 2_000,
    rollupOptions: { input: { panel: 'src/panel/panel.html', viewer: 'src/panel/viewer.html' } },
  },
});
