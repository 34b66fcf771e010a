import { clockOf } from './base';
import type { PolicyDoc, RuleDoc, StageDoc } from './case-types';
import { readFact, timedLeaves } from './conditions';
import { evaluateAt, lastingParts, type Snapshot } from './evaluate-at';
import { factsAt } from './facts';
import type { Situation } from './situation';
import { distance, isControl, plainDate } from './stages';
import { addDuration, never, parseInstant } from './time';

/** When the temporal leaves of a policy flip, whatever else the condition says. */
function leafFlips(of: Situation, policy: PolicyDoc, t: number): readonly number[] {
  const facts = factsAt(of, t);
  const zone = policy.timeZone ?? 'UTC';
  return timedLeaves(policy).flatMap(({ fact, path, durations }) => {
    const { value } = readFact(facts, fact, path);
    const texts = (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string') as string[];
    const instants = texts.map(parseInstant).filter((instant) => instant !== null);
    return instants.flatMap((instant) => durations.map((duration) => addDuration(instant, duration, zone)));
  });
}

/** Every instant written in the subject and the settings, and the ends of graces. */
function recordedInstants(of: Situation): readonly (number | null)[] {
  return [
    of.createdAt,
    of.trackingSince,
    of.reactivatedAt,
    of.approvedAt,
    ...of.activity.flatMap((a) => [a.successAt, a.failureAt]),
    ...of.controls.flatMap((control) => [control.from, control.until, control.expiry]),
    ...of.requirements.flatMap((requirement) => [requirement.dueAt, requirement.validUntil, requirement.graceEnd]),
    ...of.exemptions.flatMap((exemption) => [exemption.from, exemption.until]),
    ...of.progress.flatMap((entry) => [entry.base, entry.at]),
  ];
}

function stageLists(rule: RuleDoc): readonly (readonly StageDoc[])[] {
  const own = typeof rule.neverActive === 'object' ? rule.neverActive?.stages : undefined;
  return own ? [rule.stages, own] : [rule.stages];
}

/** `b + after`, and every recorded notice plus its distance, for one base of one rule (P4). */
function stageDates(of: Situation, policy: PolicyDoc, rule: RuleDoc, base: number): readonly number[] {
  const zone = policy.timeZone ?? 'UTC';
  const entries = of.progress.filter((p) => p.policyId === policy.id && p.ruleId === rule.id && p.base === base);
  return stageLists(rule).flatMap((stages) =>
    stages.flatMap((stage, i) => {
      const notices = stages.slice(0, i).filter((earlier) => !isControl(earlier));
      const delayed = notices.flatMap((notice) =>
        entries.filter((p) => p.stageId === notice.id).map((p) => p.at + distance(base, notice, stage, zone)),
      );
      return [plainDate(base, stage, zone, of.resolution), ...delayed];
    }),
  );
}

/** Every instant after `t` at which anything could change with nothing coming in, in order, each once. */
export function candidates(of: Situation, t: number): readonly number[] {
  const plain = [...recordedInstants(of), ...of.policies.flatMap((policy) => leafFlips(of, policy, t))];
  const ahead = plain.filter((instant) => instant !== null && instant > t && instant < never) as number[];
  const found = new Set(ahead);
  for (const policy of of.policies) {
    for (const rule of policy.inactivity ?? []) {
      const bases = new Set(
        [t, ...ahead].filter((at) => at >= of.createdAt).map((at) => clockOf(of, policy.id, rule, at).base),
      );
      for (const base of bases) {
        for (const date of stageDates(of, policy, rule, base)) if (date > t && date < never) found.add(date);
      }
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** The first instant after the snapshot's at which L4's parts differ if nothing is applied; never if they do not. */
export function validUntil(of: Situation, snapshot: Snapshot): number {
  const parts = lastingParts(snapshot);
  return candidates(of, snapshot.t).find((at) => lastingParts(evaluateAt(of, at)) !== parts) ?? never;
}
