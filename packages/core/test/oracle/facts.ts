import type { Json } from './case-types';
import type { Facts } from './conditions';
import { effectiveState } from './requirement-states';
import { byText, inForce, type Situation } from './situation';
import { formatInstant } from './time';

const worstFirst = ['ERROR', 'FAILED', 'OVERDUE', 'PENDING', 'RENEWAL_DUE', 'WAIVED', 'MET'];

/** The built-in facts at `t` as JSON, instants as ISO text (C8). A fact that is missing is not in the map. */
export function factsAt(of: Situation, t: number): Facts {
  const facts = new Map<string, Json>();
  facts.set('kind', of.kind);
  facts.set('accountId', of.accountId);
  facts.set('parentId', of.parentId);
  facts.set('createdAt', formatInstant(of.createdAt));
  facts.set('attributes', of.attributes);
  facts.set('labels', of.labels);

  const successes = of.activity.filter((a) => a.successAt !== null);
  const latest = Math.max(...successes.map((a) => a.successAt ?? 0));
  if (successes.length > 0) facts.set('lastActiveAt', formatInstant(latest));
  facts.set('neverActive', successes.length === 0);
  const activity: Record<string, Json> = {};
  for (const a of successes) {
    activity[a.type] = { lastAt: formatInstant(a.successAt ?? 0), count: a.successCount };
  }
  facts.set('activity', activity);

  const borne = of.controls
    .filter((control) => !control.byPolicy && inForce(control, t))
    .map((control) => control.type);
  facts.set('controls', [...new Set(borne)].sort(byText));

  const requirements: Record<string, string> = {};
  for (const requirement of of.requirements) {
    const state = effectiveState(requirement, t);
    const before = requirements[requirement.type];
    const worse = before === undefined || worstFirst.indexOf(state) < worstFirst.indexOf(before);
    if (worse) requirements[requirement.type] = state;
  }
  facts.set('requirements', requirements);
  return facts;
}
