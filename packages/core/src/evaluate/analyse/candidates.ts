import type { Effort } from '../../condition/analyse/effort';
import { findModel } from '../../condition/analyse/find-model';
import { type LeafUse, readLeaf } from '../../condition/analyse/leaf-use';
import type { ConditionScope, Obligation } from '../../condition/analyse/obligation';
import { placeSamples } from '../../condition/analyse/place-samples';
import { ANY_TRUTH, MUST_BE_FALSE, MUST_BE_TRUE, NOT_FALSE, NOT_TRUE } from '../../condition/analyse/truths';
import type { ConditionNode } from '../../condition/language';
import type { PolicyDocument } from '../../policy/document';
import { answers, governs } from '../../policy/lint/policy-scope';
import type { SeededRandom } from './seeded-random';
import type { FactValue } from './subject-from-facts';

/** A version of a policy, with what its conditions share. */
export interface Version {
  readonly policy: PolicyDocument;
  readonly scope: ConditionScope;
}

const MOST_REASONED = 500;

/** Facts of identities on which two versions may differ: for each rule of the new one, each place of the old one. */
export function reasonedFacts(before: Version, after: Version, effort: Effort): readonly (readonly FactValue[])[] {
  const found: (readonly FactValue[])[] = [];
  const add = (obligations: readonly Obligation[]): void => {
    const finding = findModel(obligations, effort);
    if (finding.kind !== 'maybe') return;
    found.push(
      finding.places.flatMap(({ leaf, sample }) =>
        sample === null || sample.endless ? [] : [{ place: leaf.plan.place, value: sample.value }],
      ),
    );
  };
  const places = placesOf(before);
  for (const whom of selections(after)) {
    if (effort.left < 0 || found.length > MOST_REASONED) break;
    add(whom);
    for (const place of places) add([...whom, ...place]);
  }
  return found;
}

/** Whom a version acts on: those whom a rule governs, those whom a set selects; no exemption of its own holding. */
function selections({ policy, scope }: Version): readonly (readonly Obligation[])[] {
  const free = (policy.exempt ?? []).flatMap(({ when }) => answers(when, MUST_BE_FALSE, scope));
  const rules = (policy.inactivity ?? []).flatMap((_, index) => {
    const whom = governs(policy, index, scope);
    return whom === null ? [] : [[...whom, ...free]];
  });
  const applies = answers(policy.appliesTo, MUST_BE_TRUE, scope);
  const sets = (policy.requirements ?? []).map(({ when }) => [...applies, ...answers(when, MUST_BE_TRUE, scope)]);
  return [...rules, ...sets];
}

/** Where an identity can stand under a version: not at all, exempt, governed by some rule, or passed over. */
function placesOf({ policy, scope }: Version): readonly (readonly Obligation[])[] {
  const rules = policy.inactivity ?? [];
  const outside = answers(policy.appliesTo, NOT_TRUE, scope);
  return [
    ...(outside.length === 0 ? [] : [outside]),
    ...(policy.exempt ?? []).map(({ when }) => answers(when, NOT_FALSE, scope)),
    ...rules.map((_, index) => governs(policy, index, scope)).filter((whom) => whom !== null),
    rules.flatMap(({ when }) => answers(when, NOT_TRUE, scope)),
    ...(policy.requirements ?? []).map(({ when }) => answers(when, NOT_TRUE, scope)),
  ];
}

/** Makes random facts: of every place that the conditions read, one of the values that they can tell apart. */
export function randomFacts(versions: readonly Version[], random: SeededRandom): () => readonly FactValue[] {
  const byPlace = new Map<string, LeafUse[]>();
  for (const { policy, scope } of versions) {
    for (const condition of conditionsOf(policy)) collect(condition, scope, byPlace);
  }
  const places = [...byPlace.values()].flatMap((leaves) => {
    const [first] = leaves;
    const uses = leaves.filter(({ answer }) => answer !== null).map((leaf) => ({ leaf, allowed: ANY_TRUTH }));
    const samples = first === undefined ? null : placeSamples(first.plan.place, uses);
    return first === undefined || samples === null ? [] : [{ place: first.plan.place, samples }];
  });
  return () => places.map(({ place, samples }) => ({ place, value: random.pick(samples)?.value }));
}

function conditionsOf({
  appliesTo,
  conditions,
  exempt,
  inactivity,
  requirements,
}: PolicyDocument): readonly ConditionNode[] {
  return [
    appliesTo,
    ...Object.values(conditions ?? {}),
    ...(inactivity ?? []).map(({ when }) => when),
    ...(exempt ?? []).map(({ when }) => when),
    ...(requirements ?? []).map(({ when }) => when),
  ].filter((condition) => condition !== null && condition !== undefined);
}

function collect(node: ConditionNode, scope: ConditionScope, byPlace: Map<string, LeafUse[]>): void {
  if ('fact' in node) {
    const leaf = readLeaf(node, scope);
    byPlace.set(leaf.placeKey, [...(byPlace.get(leaf.placeKey) ?? []), leaf]);
  } else if ('not' in node) collect(node.not, scope, byPlace);
  else if (!('condition' in node))
    for (const child of 'all' in node ? node.all : node.any) collect(child, scope, byPlace);
}
