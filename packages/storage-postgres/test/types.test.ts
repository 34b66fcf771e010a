import type { PGlite } from '@electric-sql/pglite';
import type { Client, Pool, PoolClient } from 'pg';
import { describe, expectTypeOf, it } from 'vitest';
import type { PgLike, PgListener, PgPool, PgQueryable } from '../src/index';

describe('the shapes of clients', () => {
  it('are those of pg and of PGlite', () => {
    expectTypeOf<Pool>().toExtend<PgPool>();
    expectTypeOf<Pool>().toExtend<PgLike>();
    expectTypeOf<Client>().toExtend<PgLike>();
    expectTypeOf<PGlite>().toExtend<PgLike>();
    expectTypeOf<PoolClient>().toExtend<PgQueryable>();
    expectTypeOf<Client>().toExtend<PgListener>();
    expectTypeOf<{ query: () => void }>().not.toExtend<PgLike>();
  });
});
