import { defineConfig } from 'vitest/config';
import base from './vitest.config';

/** What is asked for: the pictures of the documentation, or the tests. */
const kind = process.env['DORMOUSE_SCREENSHOTS'] === undefined ? 'browser' : 'shots';

/** Tests in a real browser. One file at a time: each has a Chromium of its own. */
export default defineConfig({
  ...base,
  test: {
    include: [`examples/*/test/browser/*.${kind}.ts`],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
