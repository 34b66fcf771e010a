import type { Plan } from '../commit/plan';
import type { Names } from '../sql/names';
import { type Parameters, type Statement, statement } from '../sql/statement';
import type { Part } from './part';
import { addRestricted, createAccount, rememberAnswer } from './write-account-parts';
import {
  bringActivity,
  checkAwaiting,
  clearReplaced,
  insertIdentities,
  keepIdentities,
  removeIdentities,
  updateIdentities,
  writeControls,
} from './write-identities';
import { appendEvents, rewriteEvents, writeGone } from './write-log';

/** The one statement that writes a commit about identities, or fails as a whole. */
export function writeCommit(names: Names, plan: Plan): Statement {
  return writeParts(names, (p) => {
    const account = p.text(plan.accountId);
    const context = { names, p, account, plan };
    return [
      plan.createsAccount ? [createAccount(names, account)] : [],
      updateIdentities(context),
      insertIdentities(context),
      bringActivity(context),
      clearReplaced(context),
      removeIdentities(context),
      keepIdentities(context),
      checkAwaiting(context),
      writeControls(context),
      writeGone(context),
      rewriteEvents(context),
      appendEvents(names, p, account, plan.events),
      rememberAnswer(names, p, account, plan.remember, plan.key),
      addRestricted(names, p, account, plan.restricts),
    ].flat();
  });
}

/** One statement of many parts. It answers the transaction that it runs in, so that its fate can be asked for. */
export function writeParts(names: Names, write: (p: Parameters) => readonly Part[]): Statement {
  return statement((p) => {
    const parts = write(p);
    const tables = parts.flatMap((part) => part.tables).join(',\n');
    const checks = parts.flatMap((part) => part.checks);
    const holds = checks.length === 0 ? 'true' : checks.join('\n  AND ');
    const refused = `${names.call('refuse')}('DM001', 'what was read has changed', '{}')`;
    return `${tables === '' ? '' : `WITH ${tables}\n`}SELECT pg_current_xact_id()::text AS xid,
  CASE WHEN ${holds}\n  THEN true ELSE ${refused} END::text AS done`;
  });
}
