import { defineConfig } from 'vitest/config';
import { sourceAliases } from './scripts/workspace.mjs';

/** A PostgreSQL server that the run has started, or was given. */
export interface PostgresServer {
  /** `PostgreSQL 15`, for the title of a test. */
  readonly name: string;
  /** As its superuser, to the database `postgres`. */
  readonly url: string;
  /** The folder of its programs; null when only the address is known. */
  readonly binaries: string | null;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgresServers: readonly PostgresServer[];
  }
}

/** Package names lead to the sources, so that tests need no build and never see a stale one. */
const alias = sourceAliases().map(([name, file]) => ({ find: new RegExp(`^${name}$`), replacement: file }));

const everything = ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'scripts/test/*.test.ts'];
const withPostgres = [
  'packages/storage-postgres/test/**/*.test.ts',
  'examples/{transaction-host,sweep-workers}/test/**/*.test.ts',
  'examples/{fintech,iam}-host/test/postgres.test.ts',
];

export default defineConfig({
  resolve: { alias },
  test: {
    testTimeout: 60_000,
    // The default leaves one core idle: of two, it would use one.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'plain', include: everything, exclude: ['**/node_modules/**', ...withPostgres] } },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: withPostgres,
          globalSetup: 'scripts/postgres/global-setup.mjs',
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
