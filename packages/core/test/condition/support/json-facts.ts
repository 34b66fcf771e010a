import type { JsonObject, JsonValue } from '../../../src/model/json';
import { effectiveState } from '../../../src/model/requirement-state';
import type { Subject } from '../../../src/model/subject';

const text = (at: number): string => new Date(at).toISOString();
const badness = ['MET', 'WAIVED', 'RENEWAL_DUE', 'PENDING', 'OVERDUE', 'FAILED', 'ERROR'];

/** All facts of C8 as plain JSON, written down once more and without care for speed. Missing facts are left out. */
export function jsonFacts(subject: Subject, at: number): JsonObject {
  const { identity } = subject;
  const successes = subject.activity.filter(({ successAt }) => successAt !== null);
  const last = Math.max(...successes.map(({ successAt }) => successAt ?? 0));
  const states = new Map<string, string>();
  for (const requirement of subject.requirements) {
    const state = effectiveState(requirement, at);
    const known = states.get(requirement.type);
    if (known === undefined || badness.indexOf(state) > badness.indexOf(known)) states.set(requirement.type, state);
  }
  const facts: Record<string, JsonValue> = {
    kind: identity.kind,
    accountId: identity.accountId,
    parentId: identity.parentId,
    createdAt: text(identity.createdAt),
    neverActive: successes.length === 0,
    attributes: identity.attributes,
    labels: identity.labels,
    controls: activeTypes(subject, at),
    requirements: Object.fromEntries(states),
    activity: Object.fromEntries(
      successes.map(({ type, successAt, successCount }) => [
        type,
        { lastAt: text(successAt ?? 0), count: successCount },
      ]),
    ),
  };
  if (successes.length > 0) facts.lastActiveAt = text(last);
  return facts;
}

function activeTypes({ controls }: Subject, at: number): readonly string[] {
  const active = controls.filter(
    ({ setBy, createdAt, deletedAt, expiresAt }) =>
      setBy !== 'POLICY' && createdAt <= at && (deletedAt ?? Infinity) > at && (expiresAt ?? Infinity) > at,
  );
  return [...new Set(active.map(({ type }) => type))].sort();
}
