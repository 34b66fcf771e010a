/** The public interface of the PostgreSQL adapter. */
export type { PgEmbedded, PgLike, PgPool, PgPoolClient, PgQueryable, PgResult } from './client';
export { type MigrateOptions, migrate, type PlannedStep, plan } from './migrate';
export { type PostgresStorage, type PostgresStorageOptions, postgresStorage } from './postgres-storage';
