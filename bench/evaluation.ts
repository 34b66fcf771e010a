/** How fast is a whole evaluation against a function written by hand for that very policy? */
import { compilePolicies, evaluate, judge, type PolicySet, type Subject } from '@dormouse/core';
import { type Answer, handwritten, handwrittenInFull } from './data/evaluation-by-hand';
import { policy, subjects } from './data/evaluation-workload';
import { compare, finish, machine } from './harness';

const AT = Date.UTC(2026, 0, 1);
const MASK = 4095;
const population = subjects(MASK + 1, AT);
const generated = compilePolicies({ policies: [policy] });
const closures = compilePolicies({ policies: [policy], codeGeneration: 'never' });

const subjectAt = (index: number): Subject => population[index & MASK] as Subject;

/** The peers must agree on every identity, or the ratio means nothing. */
function checkAgreement(set: PolicySet): Record<string, number> {
  const statuses: Record<string, number> = {};
  let due = 0;
  for (const subject of population) {
    const ours = judge(set, subject, AT);
    const theirs = handwritten(subject, AT);
    const actions = ours.due.map((action) => ('stageId' in action ? action.stageId : action.action));
    if (
      ours.status !== theirs.status ||
      ours.validUntil !== theirs.validUntil ||
      JSON.stringify(actions) !== JSON.stringify(theirs.due.map(({ stageId }) => stageId))
    ) {
      throw new Error(`the peers differ on ${JSON.stringify(subject)}: ${JSON.stringify([ours, theirs])}`);
    }
    statuses[ours.status] = (statuses[ours.status] ?? 0) + 1;
    due += ours.due.length;
  }
  return { ...statuses, due };
}

function summing(answer: (subject: Subject) => Answer): (operations: number) => number {
  return (operations) => {
    let sum = 0;
    for (let index = 0; index < operations; index++) {
      const { validUntil, due, status } = answer(subjectAt(index));
      sum += due.length + status.length + (validUntil === Number.POSITIVE_INFINITY ? 1 : 0);
    }
    return sum;
  };
}

machine(['json-rules-engine']);
console.log('2 rules × 3 stages; each identity has 2 controls, 3 requirements, 1 exemption.');
console.log('the population:', JSON.stringify(checkAgreement(generated)));

// A process uses one lane: the other is measured afterwards, so that neither disturbs what the engine learnt of the first.
const bare = await compare('status, due, until when (what a sweep asks)', {
  handwritten: summing((subject) => handwritten(subject, AT)),
  'judge, generated conditions': summing((subject) => judge(generated, subject, AT)),
});
checkAgreement(closures);
const withClosures = await compare('the same where the platform allows no generated code', {
  handwritten: summing((subject) => handwritten(subject, AT)),
  'judge, closures': summing((subject) => judge(closures, subject, AT)),
});
const at = new Date(AT);
const full = await compare('with stages, base, exemptions and status details', {
  'handwritten in full': summing((subject) => handwrittenInFull(subject, AT)),
  evaluate: summing((subject) => evaluate(generated, subject, at)),
});

const ratio = (peer: number | undefined, ours: number | undefined): number =>
  Math.round(((peer ?? Number.NaN) / (ours ?? Number.NaN)) * 1000) / 1000;

finish('evaluation', {
  nanoseconds: { ...withClosures, ...bare, ...full },
  judgeToHandwritten: ratio(bare['handwritten'], bare['judge, generated conditions']),
  judgeClosuresToHandwritten: ratio(withClosures['handwritten'], withClosures['judge, closures']),
  evaluateToHandwrittenInFull: ratio(full['handwritten in full'], full['evaluate']),
  target: 0.25,
});
