/** The public interface of the PostgreSQL adapter. */
export { type ArchivedMonth, type ArchiveOptions, archivedHead, archiveMonth } from './archive';
export { checkSchema } from './check-schema';
export type { PgEmbedded, PgLike, PgPool, PgPoolClient, PgPrepared, PgQueryable, PgResult } from './client';
export { grants } from './grants';
export { type MigrateOptions, migrate, type PlannedStep, plan } from './migrate';
export { onEvents, type PgListener } from './on-events';
export { ensurePartitions, type PartitionOptions } from './partitions';
export { type PostgresStorage, type PostgresStorageOptions, postgresStorage } from './postgres-storage';
export type { SchemaOptions } from './schema-options';
