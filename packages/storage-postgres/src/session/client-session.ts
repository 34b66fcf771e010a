import type { PgEmbedded, PgQueryable } from '../client';
import { beginOf, needsTransaction, settingsOf } from './begin';
import { Queue } from './queue';
import { queryOn } from './run';
import type { Session, Settings } from './session';

/** A session over one connection: what comes at the same time waits, so that no statement falls into another's transaction. */
export function clientSession(client: PgQueryable, settings: Settings): Session {
  const queue = new Queue();
  const session: Session = {
    reconnects: false,
    alone: false,
    query: (scope, one) =>
      needsTransaction(settings)
        ? session.transaction(scope, (query) => query(one))
        : queue.run(() => queryOn(client)(one)),
    transaction: (scope, work) =>
      queue.run(async () => {
        await client.query(beginOf(settings, scope));
        try {
          const answer = await work(queryOn(client));
          await client.query('COMMIT');
          return answer;
        } catch (error) {
          await client.query('ROLLBACK').catch(() => undefined);
          throw error;
        }
      }),
  };
  return session;
}

/** A session over a database that runs transactions itself. */
export function embeddedSession(client: PgEmbedded, settings: Settings): Session {
  const session: Session = {
    reconnects: false,
    alone: true,
    query: (scope, one) =>
      needsTransaction(settings) ? session.transaction(scope, (query) => query(one)) : queryOn(client)(one),
    transaction: (scope, work) =>
      client.transaction(async (transaction) => {
        await transaction.query('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
        for (const each of settingsOf(settings, scope)) await transaction.query(each);
        return work(queryOn(transaction));
      }),
  };
  return session;
}

/** A session on a transaction that the host has open: each call is a savepoint in it, and the host commits. */
export function hostSession(client: PgQueryable, settings: Settings): Session {
  const queue = new Queue();
  const session: Session = {
    reconnects: false,
    alone: false,
    query: (scope, one) => session.transaction(scope, (query) => query(one)),
    transaction: (scope, work) =>
      queue.run(async () => {
        await client.query('SAVEPOINT dormouse');
        try {
          for (const each of settingsOf(settings, scope)) await client.query(each);
          const answer = await work(queryOn(client));
          await client.query('RELEASE SAVEPOINT dormouse');
          return answer;
        } catch (error) {
          await client.query('ROLLBACK TO SAVEPOINT dormouse').catch(() => undefined);
          await client.query('RELEASE SAVEPOINT dormouse').catch(() => undefined);
          throw error;
        }
      }),
  };
  return session;
}
