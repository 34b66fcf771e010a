import type { DormouseEvent } from '@dormouse/core';
import type { Names } from '../sql/names';
import { type Statement, statement } from '../sql/statement';

/** Whether an event is in the log, by its place and its hash. A hash covers the whole history before it. */
export function findEvent(names: Names, { accountId, identityId, sequence, hash }: DormouseEvent): Statement {
  return statement(
    (p) => `SELECT 1 FROM ${names.table('events')} e WHERE e.account_id = ${p.text(accountId)}
  AND e.identity_id IS NOT DISTINCT FROM ${p.text(identityId)} AND e.sequence = ${p.int8(sequence)} AND e.hash = ${p.text(hash)} LIMIT 1`,
  );
}
