import { defineConfig } from 'vitest/config';
import { sourceAliases } from './scripts/workspace.mjs';

/** Package names lead to the sources, so that tests need no build and never see a stale one. */
const alias = sourceAliases().map(([name, file]) => ({ find: new RegExp(`^${name}$`), replacement: file }));

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'scripts/test/*.test.ts'],
    testTimeout: 20_000,
    // The default leaves one core idle: of two, it would use one.
    maxWorkers: '100%',
  },
});
