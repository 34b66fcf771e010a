import { inject } from 'vitest';
import type { PostgresServer } from '../../../../vitest.config';

/**
 * The servers of this run, at least one. A suite runs on each:
 * `describe.each(servers)('$name: the contract', (server) => …)`.
 */
export const servers: readonly PostgresServer[] = inject('postgresServers');
