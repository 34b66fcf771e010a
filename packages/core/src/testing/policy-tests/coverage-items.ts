import { newEffort } from '../../condition/analyse/effort';
import { findModel } from '../../condition/analyse/find-model';
import type { ConditionScope } from '../../condition/analyse/obligation';
import { MUST_BE_FALSE, MUST_BE_TRUE } from '../../condition/analyse/truths';
import { createConditionCompiler } from '../../condition/compile';
import type { CompiledCondition } from '../../condition/compiled-condition';
import type { CustomOperator } from '../../condition/custom-operator';
import type { ConditionNode } from '../../condition/language';
import { FALSE, TRUE, type Truth } from '../../condition/truth';
import { pointTo } from '../../model/shape';
import type { CompiledPolicy } from '../../policy/compiled-policy';
import type { PolicyDocument } from '../../policy/document';
import { stageLists } from '../../policy/lint/lint-stages';
import { scopeOf } from '../../policy/lint/policy-scope';

/** What tests can exercise of a policy. */
export type CoverageKind = 'rule' | 'stage' | 'exemption' | 'requirement-set' | 'branch';

/** One thing that tests can exercise. */
export interface CoverageItem {
  readonly kind: CoverageKind;
  readonly policyId: string;
  /** A JSON Pointer into the policy. */
  readonly pointer: string;
  /** What would have to happen in a test. */
  readonly message: string;
  /** Tells it apart from the others of its policy. */
  readonly key: string;
}

/** A comparison of a condition, which can be asked on its own. */
export interface Branch {
  readonly pointer: string;
  readonly condition: CompiledCondition;
}

/** What there is to exercise of a policy, and its comparisons. */
export interface Coverable {
  readonly policyId: string;
  readonly items: readonly CoverageItem[];
  readonly branches: readonly Branch[];
}

const bothWays: readonly Truth[] = [TRUE, FALSE];

/** The key of a branch: a comparison that answered so. */
export function branchKey(pointer: string, truth: Truth): string {
  return `branch ${pointer} ${truth === TRUE ? 'true' : 'false'}`;
}

/**
 * Everything that tests can exercise of a policy: each rule governs, each stage acts, each exemption holds, each set opens
 * something, each comparison is true once and false once. A comparison that can never be so is left out.
 */
export function coverableOf(policy: CompiledPolicy, operators: ReadonlyMap<string, CustomOperator>): Coverable {
  const { document, id: policyId, zone } = policy;
  const scope = scopeOf(document, operators);
  const compile = createConditionCompiler({ named: scope.named, zone, operators, codeGeneration: false });
  const leaves = leavesOf(document);
  const branches = leaves.map(({ node, pointer }) => ({ pointer, condition: compile({ all: [node] }) }));
  const answers = leaves.flatMap(({ node, pointer }) =>
    bothWays.filter((truth) => canAnswer(node, truth, scope)).map((truth) => branchItem(policyId, pointer, truth)),
  );
  return { policyId, items: [...partsOf(document), ...answers], branches };
}

function branchItem(policyId: string, pointer: string, truth: Truth): CoverageItem {
  const message = `this comparison is never ${truth === TRUE ? 'true' : 'false'}`;
  return { kind: 'branch', policyId, pointer, key: branchKey(pointer, truth), message };
}

function partsOf({ exempt, id: policyId, inactivity, requirements }: PolicyDocument): readonly CoverageItem[] {
  const items: CoverageItem[] = [];
  const add = (kind: CoverageKind, pointer: string, key: string, message: string): void => {
    items.push({ kind, policyId, pointer, key, message });
  };
  inactivity?.forEach((rule, index) => {
    add('rule', `/inactivity/${index}`, `rule ${rule.id}`, `the rule ${rule.id} never governs`);
    for (const { stages, pointer } of stageLists(rule, `/inactivity/${index}`)) {
      stages.forEach(({ id }, at) => {
        add('stage', `${pointer}/${at}`, `stage ${rule.id}/${id}`, `the stage ${id} of ${rule.id} never acts`);
      });
    }
  });
  exempt?.forEach(({ id }, index) => {
    add('exemption', `/exempt/${index}`, `exemption ${id}`, `the exemption ${id} never holds`);
  });
  requirements?.forEach(({ id }, index) => {
    add('requirement-set', `/requirements/${index}`, `set ${id}`, `the set ${id} never opens a requirement`);
  });
  return items;
}

function canAnswer(node: ConditionNode, truth: Truth, scope: ConditionScope): boolean {
  const allowed = truth === TRUE ? MUST_BE_TRUE : MUST_BE_FALSE;
  return findModel([{ node, allowed, scope }], newEffort()).kind !== 'impossible';
}

interface PlacedNode {
  readonly node: ConditionNode;
  readonly pointer: string;
}

/** More comparisons than this are no policy that somebody tests. */
const MOST_BRANCHES = 5_000;

function leavesOf(document: PolicyDocument): readonly PlacedNode[] {
  const found: PlacedNode[] = [];
  const visit = (node: ConditionNode, pointer: string): void => {
    if (found.length >= MOST_BRANCHES) return;
    if ('fact' in node) found.push({ node, pointer });
    else if ('not' in node) visit(node.not, `${pointer}/not`);
    else if (!('condition' in node)) {
      const [key, children] = 'all' in node ? (['all', node.all] as const) : (['any', node.any] as const);
      for (const [index, child] of children.entries()) visit(child, `${pointer}/${key}/${index}`);
    }
  };
  for (const [name, condition] of Object.entries(document.conditions ?? {})) {
    visit(condition, pointTo('/conditions', name));
  }
  if (document.appliesTo) visit(document.appliesTo, '/appliesTo');
  const lists = { inactivity: document.inactivity, exempt: document.exempt, requirements: document.requirements };
  for (const [key, members] of Object.entries(lists)) {
    members?.forEach(({ when }, index) => {
      if (when) visit(when, `/${key}/${index}/when`);
    });
  }
  return found;
}
