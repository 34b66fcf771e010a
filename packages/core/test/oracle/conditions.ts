import type { ConditionNode, Json, PolicyDoc } from './case-types';
import { judgeOperator, type Moment, type Operand } from './operators';
import { allOf, anyOf, negate, type Verdict, yes } from './truth';

export type Facts = ReadonlyMap<string, Json>;

/** What a condition of one policy is judged against. */
export interface Scene extends Moment {
  readonly facts: Facts;
  readonly named: Readonly<Record<string, ConditionNode>>;
  readonly notes: Set<string>;
}

/** Follows `$.name[0]…`: anything that is not there, or is looked for in a text or a number, is missing (C1). */
function follow(value: Json | undefined, path: string): Json | undefined {
  let here: Json | undefined = value;
  for (const [, name, index] of path.matchAll(/\.([A-Za-z_][\w-]*)|\[(\d+)\]/g)) {
    if (here === undefined || here === null || typeof here !== 'object') return undefined;
    const key = name ?? index ?? '';
    here = Object.hasOwn(here, key) ? (here as Readonly<Record<string, Json>>)[key] : undefined;
  }
  return here;
}

export function readFact(facts: Facts, fact: string, path: string | undefined): Operand {
  const value = facts.get(fact);
  return { value: path === undefined ? value : follow(value, path), from: fact };
}

function readValue(facts: Facts, value: Json): Operand {
  if (value !== null && typeof value === 'object' && !Array.isArray(value) && 'fact' in value) {
    const reference = value as { readonly fact: string; readonly path?: string };
    return readFact(facts, reference.fact, reference.path);
  }
  return { value, from: null };
}

function judge(node: ConditionNode, scene: Scene): Verdict {
  if ('all' in node) return allOf(node.all.map((child) => judge(child, scene)));
  if ('any' in node) return anyOf(node.any.map((child) => judge(child, scene)));
  if ('not' in node) return negate(judge(node.not, scene));
  if ('condition' in node) {
    const named = scene.named[node.condition];
    if (named === undefined) throw new Error(`no such condition: ${node.condition}`);
    return judge(named, scene);
  }
  const left = readFact(scene.facts, node.fact, node.path);
  return judgeOperator(node.operator, left, readValue(scene.facts, node.value), scene);
}

/** An absent condition holds for everyone (§5). */
export function judgeOptional(node: ConditionNode | null | undefined, scene: Scene): Verdict {
  return node === null || node === undefined ? yes : judge(node, scene);
}

/** The other way to blame: every fact that any unknown leaf names, whether or not it matters (READINGS, `C2-blame`). */
function namedByUnknownLeaves(node: ConditionNode, scene: Scene): readonly string[] {
  if ('all' in node) return node.all.flatMap((child) => namedByUnknownLeaves(child, scene));
  if ('any' in node) return node.any.flatMap((child) => namedByUnknownLeaves(child, scene));
  if ('not' in node) return namedByUnknownLeaves(node.not, scene);
  if ('condition' in node) return namedByUnknownLeaves(scene.named[node.condition] as ConditionNode, scene);
  if (judge(node, scene).truth !== 'unknown') return [];
  const right = readValue(scene.facts, node.value).from;
  return right === null ? [node.fact] : [node.fact, right];
}

/** The place and the facts to blame, sorted, each once (Forms). */
export function undecidedAt(where: string, node: ConditionNode, scene: Scene): { where: string; facts: string[] } {
  const facts = [...new Set(judge(node, scene).blame)].sort();
  const others = new Set(namedByUnknownLeaves(node, scene));
  if (others.size !== facts.length) scene.notes.add('C2-blame');
  return { where, facts };
}

/** Every leaf that sees the time, with the policy's zone: for the candidates of the horizon. */
export function timedLeaves(
  policy: PolicyDoc,
): { fact: string; path: string | undefined; durations: readonly string[] }[] {
  const found: { fact: string; path: string | undefined; durations: readonly string[] }[] = [];
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    const leaf = node as { fact?: unknown; operator?: unknown; value?: unknown; path?: string };
    if (typeof leaf.fact === 'string' && /(^|:)(older|younger)Than$/.test(String(leaf.operator))) {
      const durations = (Array.isArray(leaf.value) ? leaf.value : [leaf.value]) as string[];
      found.push({ fact: leaf.fact, path: leaf.path, durations });
    }
    for (const member of Object.values(node)) visit(member);
  };
  visit(policy);
  return found;
}
