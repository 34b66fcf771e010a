import type { ClientBase, Pool } from 'pg';

/** Counts the queries that go to the server through a pool: each is one round trip. */
export interface RoundTrips {
  count: number;
  /** The texts of the last ones, for the curious. */
  readonly texts: string[];
}

type Query = (...args: readonly unknown[]) => unknown;

/** From here on every query of the pool, and of the clients that it lends, is counted. */
export function countRoundTrips(pool: Pool): RoundTrips {
  const trips: RoundTrips = { count: 0, texts: [] };
  const seen = new WeakSet<ClientBase>();
  pool.on('acquire', (client) => {
    if (seen.has(client)) return;
    seen.add(client);
    const target = client as unknown as { query: Query };
    const query = target.query.bind(client);
    target.query = (...args) => {
      trips.count += 1;
      const [what] = args;
      trips.texts.push(typeof what === 'string' ? what : String((what as { text?: unknown } | null)?.text));
      return query(...args);
    };
  });
  return trips;
}
