import { TRUE } from '../condition/truth';
import type { Subject } from '../model/subject';
import type { PolicySet } from '../policy/policy-set';
import type { Instant } from '../time/instant';
import { addRequirementControls } from './due-requirement-controls';
import { type Demands, judgeDemands } from './judge-demands';
import { judgePolicy } from './judge-policy';
import { judgeRequirements } from './judge-requirements';
import { addDue, type Details, type Judging, mayChangeAt, newJudging } from './judging';
import { readControls } from './read-controls';
import { readExemptions } from './read-exemptions';

/**
 * The one way to judge: everything that holds for a subject at an instant. Its parts are read in a fixed order, because
 * the later ones are judged as if the earlier due actions had been done (P5).
 */
export function judgeSubject(set: PolicySet, subject: Subject, at: Instant, details: Details | null): Judging {
  const judging = newJudging(set, subject, at, details);
  readControls(judging);
  if (subject.exemptions.length > 0) readExemptions(judging);
  // What is recorded later than now has not happened yet.
  for (const entry of subject.progress) {
    if (entry.at > at) mayChangeAt(judging, entry.at);
    if (entry.acknowledgedAt !== null) mayChangeAt(judging, entry.acknowledgedAt);
  }
  let demands: Demands | null = null;
  for (const policy of set.policies) {
    if (judgePolicy(judging, policy) !== TRUE || policy.requirementSets.length === 0) continue;
    demands ??= { types: new Set(subject.requirements.map(({ type }) => type)), openings: [] };
    const undecided = judgeDemands(judging, policy, demands);
    const outcome = details?.policies[details.policies.length - 1];
    if (details === null || outcome === undefined || outcome.applies === 'false' || undecided.length === 0) continue;
    details.policies[details.policies.length - 1] = { ...outcome, undecided: [...outcome.undecided, ...undecided] };
  }
  if (subject.requirements.length > 0 && judgeRequirements(judging)) addRequirementControls(judging);
  if (demands !== null) for (const opening of demands.openings) addDue(judging, opening);
  return judging;
}
