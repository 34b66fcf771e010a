import { defineConfig } from 'tsup';

/** The console: one script and one style sheet for browsers of the last two years, beside the files of `public/`. */
export default defineConfig({
  entry: { console: 'console/main.tsx', style: 'console/style/index.css' },
  outDir: 'dist/console',
  publicDir: 'console/public',
  format: ['esm'],
  platform: 'browser',
  target: ['chrome123', 'firefox121', 'safari17.5'],
  tsconfig: 'console/tsconfig.json',
  noExternal: [/./],
  minify: true,
  splitting: false,
  clean: true,
  silent: true,
});
