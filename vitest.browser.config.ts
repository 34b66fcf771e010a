import { defineConfig } from 'vitest/config';
import { sourceAliases } from './scripts/workspace.mjs';

/** As for the other tests: package names lead to the sources. */
const alias = sourceAliases().map(([name, file]) => ({ find: new RegExp(`^${name}$`), replacement: file }));

/** What is asked for: the pictures of the documentation, or the tests. */
const kind = process.env['DORMOUSE_SCREENSHOTS'] === undefined ? 'browser' : 'shots';

/** Tests in a real browser. One file at a time: each has a Chromium of its own. */
export default defineConfig({
  resolve: { alias },
  test: {
    include: [`examples/*/test/browser/*.${kind}.ts`],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    fileParallelism: false,
  },
});
