import { quoteText } from '../sql/names';
import { text } from '../sql/values';
import type { Scope, Settings } from './session';

/** The settings of a transaction, each a statement. */
export function settingsOf({ statementTimeout, lockTimeout, rls }: Settings, scope: Scope): readonly string[] {
  return [
    ...(statementTimeout === null ? [] : [`SET LOCAL statement_timeout = ${statementTimeout}`]),
    ...(lockTimeout === null ? [] : [`SET LOCAL lock_timeout = ${lockTimeout}`]),
    ...(rls ? scopeOf(scope) : []),
  ];
}

function scopeOf(scope: Scope): readonly string[] {
  if (scope === null) return [`SET LOCAL dormouse.accounts = 'all'`];
  return [`SET LOCAL dormouse.accounts = 'one'`, `SET LOCAL dormouse.account = ${quoteText(text(scope))}`];
}

/** Begins a transaction in one round trip. The host's default isolation makes no difference. */
export function beginOf(settings: Settings, scope: Scope): string {
  return ['BEGIN ISOLATION LEVEL READ COMMITTED', ...settingsOf(settings, scope)].join('; ');
}

/** Whether a statement cannot run by itself, because something must be set before it. */
export function needsTransaction({ statementTimeout, lockTimeout, rls }: Settings): boolean {
  return statementTimeout !== null || lockTimeout !== null || rls;
}
