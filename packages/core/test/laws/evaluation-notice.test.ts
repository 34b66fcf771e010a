import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle } from '../../src/evaluate/next-transition';
import type { Instant, StageProgress, Subject } from '../../src/index';
import type { CompiledPolicy, CompiledStage } from '../../src/policy/compiled-policy';
import { addDuration } from '../../src/time/zone';
import { caseArbitrary } from '../oracle/generate';
import { DAY, readCase } from './support/read-case';

const gaps = fc.array(fc.integer({ min: 1, max: 60 * DAY }), { minLength: 20, maxLength: 20 });
/** Whether the identity is active after each of the sweeps. */
const returns = fc.array(
  fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  { minLength: 20, maxLength: 20 },
);

function stagesOf(policy: CompiledPolicy, entry: StageProgress): readonly CompiledStage[] {
  const rule = policy.rules.find(({ id }) => id === entry.ruleId);
  const lists = [rule?.stages.stages ?? [], rule?.neverActive?.stages ?? []];
  return lists.find((list) => list.some(({ id }) => id === entry.stageId)) ?? [];
}

function active(subject: Subject, at: Instant): Subject {
  const login = { type: 'login', successAt: at, successCount: 1, failureAt: null, failureCount: 0 };
  return { ...subject, activity: [...subject.activity.filter(({ type }) => type !== 'login'), login] };
}

/** What the promise of P4 is about: a stage that acted, and the notices before it in its list that were recorded. */
function brokenPromises(
  policy: CompiledPolicy,
  entry: StageProgress,
  history: readonly StageProgress[],
): readonly string[] {
  const stages = stagesOf(policy, entry);
  const index = stages.findIndex(({ id }) => id === entry.stageId);
  const stage = stages[index];
  if (stage === undefined || stage.withoutNotice) return [];
  const dateOf = ({ after }: CompiledStage): Instant => addDuration(entry.base, after, policy.zone);
  const broken: string[] = [];
  if (entry.at < dateOf(stage)) broken.push(`${entry.stageId} before its date`);
  for (const earlier of stages.slice(0, index)) {
    if (earlier.kind !== 'notify') continue;
    const served = history.find(
      (other) =>
        other.stageId === earlier.id &&
        other.ruleId === entry.ruleId &&
        other.policyId === entry.policyId &&
        other.base === entry.base &&
        other.outcome !== 'acted',
    );
    // A notice that was moot binds nothing (K5): that takes a control which is borne, and is looked at elsewhere.
    if (served === undefined) continue;
    const distance = dateOf(stage) - dateOf(earlier);
    if (entry.at < served.at + distance) broken.push(`${entry.stageId} ${served.at + distance - entry.at} too soon`);
  }
  return broken;
}

describe('L7 the notice guarantee over any sequence of sweeps and activities', () => {
  it('L7, P4 no stage acts before its date, nor sooner after a notice than was promised', () => {
    let looked = 0;
    fc.assert(
      fc.property(caseArbitrary, gaps, returns, (doc, pauses, isActive) => {
        const { set, subject, at: start } = readCase(doc);
        const clean = {
          ...subject,
          progress: [],
          controls: subject.controls.filter(({ setBy }) => setBy !== 'POLICY'),
        };
        let state: Subject = clean;
        let at = start;
        const history: StageProgress[] = [];
        pauses.forEach((pause, index) => {
          const settled = settle(set, state, at).subject;
          history.push(...settled.progress.filter((entry) => !state.progress.includes(entry)));
          state = isActive[index] === true ? active(settled, at) : settled;
          at += pause;
        });
        for (const entry of history) {
          const policy = set.policies.find(({ id }) => id === entry.policyId);
          if (policy === undefined || entry.outcome === 'skipped') continue;
          looked += 1;
          expect(brokenPromises(policy, entry, history)).toEqual([]);
        }
      }),
      { numRuns: 120 },
    );
    expect(looked).toBeGreaterThan(50);
  });

  it('P5 a notice is recorded once an episode, and a control acts once', () => {
    fc.assert(
      fc.property(caseArbitrary, gaps, (doc, pauses) => {
        const { set, subject, at: start } = readCase(doc);
        let state: Subject = { ...subject, progress: [] };
        let at = start;
        const seen = new Set<string>();
        for (const pause of pauses) {
          const settled = settle(set, state, at).subject;
          for (const entry of settled.progress) {
            if (state.progress.includes(entry)) continue;
            const key = [entry.policyId, entry.ruleId, entry.stageId, entry.base].join('\n');
            expect(seen.has(key), key).toBe(false);
            seen.add(key);
          }
          state = settled;
          at += pause;
        }
      }),
      { numRuns: 60 },
    );
  });
});
