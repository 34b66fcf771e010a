import type { CompileContext } from './compile-context';
import type { CompiledCondition } from './compiled-condition';
import { createOutput, type GeneratedOutput, type Jumps } from './generate-output';
import { generatePlain } from './generate-plain';
import { leafTest } from './leaf-closure';
import { plainLeaf } from './plain-leaf';
import type { GroupPlan, LeafPlan, Plan } from './plan';

/**
 * A plan as one generated function: straight code, as one would write it by hand. Null when the platform refuses. The
 * plan has no slots. The source consists of fixed parts and the names of constants: see `GeneratedOutput`.
 */
export function generateTest(plan: Plan, context: CompileContext): CompiledCondition['test'] | null {
  const output = createOutput();
  const until = plan.timed ? 'h.until = x; ' : '';
  const jumps = { onFalse: `${until}return 0;`, onTrue: `${until}return 1;`, onUnknown: `${until}return 2;` };
  const body = nodeCode(plan, jumps, output, context);
  const source = `"use strict"; return (function (s, t, h) {
const i = s.identity, a = i.attributes; let r = 0, x = Infinity;
${plan.timed ? '' : 'h.until = x;'}
${body}
});`;
  const names = output.constants.map((_, index) => `c${index}`);
  try {
    const create = new Function(...names, source) as (...constants: readonly unknown[]) => CompiledCondition['test'];
    return create(...output.constants);
  } catch {
    return null;
  }
}

function nodeCode(plan: Plan, jumps: Jumps, output: GeneratedOutput, context: CompileContext): string {
  switch (plan.kind) {
    case 'leaf':
      return leafCode(plan, jumps, output, context);
    case 'not':
      return nodeCode(plan.child, { ...jumps, onFalse: jumps.onTrue, onTrue: jumps.onFalse }, output, context);
    case 'all':
    case 'any':
      return groupCode(plan, jumps, output, context);
    case 'slot':
      return jumps.onUnknown;
  }
}

/** A timed leaf leaves its horizon in `x`. */
function leafCode(plan: LeafPlan, jumps: Jumps, output: GeneratedOutput, context: CompileContext): string {
  const plain = plainLeaf(plan);
  if (plain !== null) return generatePlain(plain, jumps, output, context.steps);
  const test = output.constant(leafTest(plan, context));
  const until = plan.timed ? ' x = h.until;' : '';
  const { onFalse, onTrue, onUnknown } = jumps;
  return `r = ${test}(s, t, h, null);${until}
if (r === 1) { ${onTrue} } else if (r === 0) { ${onFalse} } else { ${onUnknown} }`;
}

/**
 * `all` and `any`: the first child that decides jumps out of the block, and its horizon stays in `x`. Else the earliest
 * horizon of all children goes into `x`; `u` tells whether one of them was unknown.
 */
function groupCode(plan: GroupPlan, jumps: Jumps, output: GeneratedOutput, context: CompileContext): string {
  const id = output.unique();
  const isAll = plan.kind === 'all';
  const decide = isAll ? jumps.onFalse : jumps.onTrue;
  const children = plan.children.map((child) => {
    const never = plan.timed && !child.timed ? 'x = Infinity; ' : '';
    const decisive = `${never}${decide} break l${id};`;
    const next = child.timed ? `if (x < m${id}) m${id} = x;` : '';
    const onUnknown = `${next} u${id} = true;`;
    const taken = isAll
      ? { onFalse: decisive, onTrue: next, onUnknown }
      : { onFalse: next, onTrue: decisive, onUnknown };
    return nodeCode(child, taken, output, context);
  });
  const earliest = plan.timed ? `let m${id} = Infinity;` : '';
  const settle = plan.timed ? `x = m${id};` : '';
  const otherwise = isAll ? jumps.onTrue : jumps.onFalse;
  return `l${id}: { ${earliest} let u${id} = false;
${children.join('\n')}
${settle} if (u${id}) { ${jumps.onUnknown} } else { ${otherwise} } }`;
}
