import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { servers } from './support/servers';
import { createTestDatabase } from './support/test-database';

describe.each(servers)('$name', (server) => {
  it('runs a version that is supported, and gives each file a database of its own', async () => {
    const [first, second] = await Promise.all([createTestDatabase(server), createTestDatabase(server)]);
    expect(first.url).not.toBe(second.url);
    const client = new Client({ connectionString: first.url });
    await client.connect();
    try {
      const { rows } = await client.query(`SELECT current_setting('server_version_num')::int AS version`);
      expect(rows[0].version).toBeGreaterThanOrEqual(150_000);
    } finally {
      await client.end();
      await Promise.all([first.drop(), second.drop()]);
    }
  });
});
