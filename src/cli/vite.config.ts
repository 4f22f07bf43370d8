import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Bundles the command line for Node, with everything inside: texts of causes, libraries, version. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'build',
    emptyOutDir: false,
    minify: false,
    rollupOptions: {
      input: {
        cli: fileURLToPath(new URL('bin.ts', import.meta.url)),
        engine: fileURLToPath(new URL('engine.ts', import.meta.url)),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[name].js' },
    },
  },
});
