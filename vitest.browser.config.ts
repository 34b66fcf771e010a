import { defineConfig } from 'vitest/config';
import base from './vitest.config';

/** Tests in a real browser. One file at a time: each has a Chromium of its own. */
export default defineConfig({
  ...base,
  test: {
    include: ['examples/*/test/browser/*.browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
