import { createTestDatabase as create, type TestDatabase as Made } from '../../../../scripts/postgres/test-database';
import type { PostgresServer } from '../../../../vitest.config';

export type TestDatabase = Made;

/** Makes a database with a name of its own, so that files of tests never meet. */
export function createTestDatabase(server: PostgresServer): Promise<TestDatabase> {
  return create(server);
}
