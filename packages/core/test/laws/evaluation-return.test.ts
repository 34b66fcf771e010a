import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle } from '../../src/evaluate/next-transition';
import { type Control, compilePolicies, type Instant, type Subject } from '../../src/index';
import { controlEnd, isControlActive } from '../../src/model/control';
import { mergeActivity } from '../../src/model/merge-activity';
import type { CompiledPolicy, CompiledStage } from '../../src/policy/compiled-policy';
import { addDuration } from '../../src/time/zone';
import type { CaseDoc } from '../oracle/case-types';
import { caseArbitrary } from '../oracle/generate';
import { DAY, type ReadCase, readCase, SLACK } from './support/read-case';
import { sweepUntil } from './support/sweeps';

const PAST = 300 * DAY;
const FUTURE = 500 * DAY;

/** The policies of a case whose conditions do not read what activity changes. */
function withoutActivityFacts(doc: CaseDoc): CaseDoc {
  const { settings } = doc;
  const policies = doc.policies.filter((policy) => !compilePolicies({ policies: [policy], settings }).readsActivity);
  return { ...doc, policies };
}

/** A subject as sweeps would have left it: swept since long ago, with no traces that nobody can have left. */
function sweptSubject({ set, subject, at }: ReadCase): Subject {
  const controls = subject.controls.filter(({ setBy }) => setBy !== 'POLICY');
  return sweepUntil(set, { ...subject, controls, progress: [] }, at - PAST, at).subject;
}

/** The subject after one more activity of a kind that it showed before. */
function withActivity(subject: Subject, which: number, at: Instant): Subject | null {
  const seen = subject.activity.filter(({ successAt }) => successAt !== null);
  const chosen = seen[which % Math.max(seen.length, 1)];
  if (chosen === undefined) return null;
  const more = { type: chosen.type, successAt: at, successCount: 1, failureAt: null, failureCount: 0 };
  return {
    ...subject,
    activity: subject.activity.map((entry) => (entry === chosen ? mergeActivity(entry, more) : entry)),
  };
}

/** Whether an identity that bears these controls is at least as restricted as one that bears the type. */
function bears(controls: readonly Control[], type: string, at: Instant, terminal: (type: string) => boolean): boolean {
  return controls.some((control) => isControlActive(control, at) && (control.type === type || terminal(control.type)));
}

function stagesOf(policy: CompiledPolicy | undefined, ruleId: string, stageId: string): readonly CompiledStage[] {
  const rule = policy?.rules.find(({ id }) => id === ruleId);
  const lists = [rule?.stages.stages ?? [], rule?.neverActive?.stages ?? []];
  return lists.find((list) => list.some(({ id }) => id === stageId)) ?? [];
}

/** The earliest instant at which a stage of the list can act when the clock restarts at `from` (T5 allows 25 hours). */
function earliest(policy: CompiledPolicy, stages: readonly CompiledStage[], from: Instant): Instant {
  return Math.min(...stages.map(({ after }) => addDuration(from, after, policy.zone)));
}

/**
 * How much earlier a stage may come by the calendar alone. T5 gives 25 hours. Where a notice was served late, the date of
 * the control counts from it with a distance taken at the base (P4), and a distance that has months in it is some days
 * shorter in one part of the year than in another.
 */
function slackOf({ set }: ReadCase): number {
  const stages = set.policies.flatMap(({ rules }) => rules.flatMap((rule) => rule.stages.stages));
  return stages.some(({ after }) => after.months > 0) ? SLACK + 4 * DAY : SLACK;
}

describe('L9 activity never restricts', () => {
  it('L9 an identity that was active and is active again is never restricted earlier than without that', () => {
    let compared = 0;
    fc.assert(
      fc.property(caseArbitrary, fc.nat(), fc.integer({ min: 0, max: 60 * DAY }), (whole, which, ago) => {
        const read = readCase(withoutActivityFacts(whole));
        const { set, at } = read;
        const before = sweptSubject(read);
        const active = withActivity(before, which, at - ago);
        fc.pre(active !== null && set.policies.length > 0);
        const without = sweepUntil(set, before, at, at + FUTURE);
        const terminal = (type: string): boolean => set.controlTypes.get(type)?.terminal === true;
        for (const { type, createdAt, cause } of sweepUntil(set, active, at, at + FUTURE).controls) {
          if (cause === null) continue;
          compared += 1;
          expect(
            bears(without.subject.controls, type, createdAt + slackOf(read), terminal),
            `${type} ${createdAt}`,
          ).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
    expect(compared).toBeGreaterThan(0);
  });

  it('L9 no stage that the activity puts off has an earlier date than before', () => {
    fc.assert(
      fc.property(caseArbitrary, fc.nat(), (whole, which) => {
        const read = readCase(withoutActivityFacts(whole));
        const { set, at } = read;
        const before = settle(set, sweptSubject(read), at).subject;
        const active = withActivity(before, which, at);
        fc.pre(active !== null && set.policies.length > 0);
        const actedAt = (subject: Subject): Map<string, Instant> =>
          new Map(
            sweepUntil(set, subject, at, at + FUTURE).progress.map(({ policyId, ruleId, stageId, at: when }) => [
              [policyId, ruleId, stageId].join(' '),
              when,
            ]),
          );
        const first = actedAt(before);
        for (const [stage, when] of actedAt(active)) {
          const other = first.get(stage);
          if (other !== undefined) expect(when, stage).toBeGreaterThanOrEqual(other - slackOf(read));
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('L13 after a reactivation', () => {
  const actsTooEarly = (read: ReadCase, subject: Subject): readonly string[] => {
    const { set, at } = read;
    return sweepUntil(set, subject, at, at + FUTURE).progress.flatMap((entry) => {
      const policy = set.policies.find(({ id }) => id === entry.policyId);
      const stages = stagesOf(policy, entry.ruleId, entry.stageId);
      if (policy === undefined || stages.length === 0) return [];
      const allowed = earliest(policy, stages, at) - (entry.base > at ? SLACK : 0);
      return entry.at >= allowed ? [] : [`${entry.policyId}/${entry.ruleId}/${entry.stageId} at ${entry.at}`];
    });
  };

  it('L13 a command that reactivates puts every stage off by the shortest `after` of the rule that governs', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const read = readCase(doc);
        expect(actsTooEarly(read, { ...read.subject, reactivatedAt: read.at })).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('L13, K7 so does the expiry of the last DORMANT control', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const read = readCase(doc);
        // An overdue requirement that sets DORMANT at the very instant goes on with the same spell: no reactivation.
        const subject = { ...read.subject, requirements: [] };
        const others = subject.controls.filter(({ type }) => type !== 'DORMANT');
        const expired: Control = {
          id: 'expired',
          accountId: 'acme',
          identityId: read.subject.identity.id,
          type: 'DORMANT',
          setBy: 'CLIENT',
          actor: null,
          overridable: true,
          reasonCode: 'INACTIVITY',
          reason: null,
          createdAt: read.at - 10 * DAY,
          expiresAt: read.at,
          deletedAt: null,
          deletedBy: null,
          deletionReason: null,
          cause: null,
          requirementIds: [],
        };
        expect(controlEnd(expired)).toBe(read.at);
        expect(actsTooEarly(read, { ...subject, controls: [...others, expired] })).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});
