import type { Leaf } from '../language';
import type { Effort } from './effort';
import { type LeafUse, readLeaf, type Sample } from './leaf-use';
import { isLeaf, type Obligation, split } from './obligation';
import { placeAnswer } from './place-check';
import type { PlaceUse } from './place-samples';
import { ANY_TRUTH, type Truths } from './truths';

/** A value of one place that takes part in a way to meet the obligations. */
export interface PlaceValue {
  readonly leaf: LeafUse;
  readonly uses: readonly PlaceUse[];
  /** null: nothing is known of what it must be. */
  readonly sample: Sample | null;
}

/**
 * Whether obligations can be met together. `impossible` is certain. `maybe`: no reason was found against it, and `places`
 * would be a way, if what could not be reasoned about agrees. `cut`: the effort ended first.
 */
export type Finding =
  | { readonly kind: 'impossible' }
  | { readonly kind: 'maybe'; readonly places: readonly PlaceValue[] }
  | { readonly kind: 'cut' };

/** One search takes at most so many steps; it also bounds how deep it goes. */
const MOST_STEPS = 2_000;

interface Search {
  readonly effort: Effort;
  steps: number;
}

/** The comparisons that were met so far, by place; each place has a comparison once. */
type Places = ReadonlyMap<string, readonly PlaceUse[]>;

/** Looks for facts under which all obligations are met. It never recurses deeper than its steps. */
export function findModel(obligations: readonly Obligation[], effort: Effort): Finding {
  if (effort.left < 0) return cut;
  const search: Search = { effort, steps: MOST_STEPS };
  return descend(obligations, [], new Map(), search);
}

const impossible: Finding = { kind: 'impossible' };
const cut: Finding = { kind: 'cut' };

function descend(
  open: readonly Obligation[],
  choices: readonly (readonly (readonly Obligation[])[])[],
  met: Places,
  search: Search,
): Finding {
  search.effort.left -= (choices.length + met.size) / 2;
  const pending = [...choices];
  const places = new Map(met);
  const touched = new Set<string>();
  const queue = [...open];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    search.steps -= 1;
    search.effort.left -= 1;
    if (search.steps < 0 || search.effort.left < 0) return cut;
    if (next.allowed === ANY_TRUTH) continue;
    if (next.allowed === 0) return impossible;
    if (isLeaf(next.node)) {
      if (!narrow(next, next.node, places, touched, search)) return impossible;
      continue;
    }
    const parts = split(next);
    if (parts === null) continue;
    queue.push(...parts.every);
    if (parts.oneOf !== null) pending.push(parts.oneOf);
  }
  for (const place of touched) {
    if (placeAnswer(places.get(place) ?? [], search.effort) === null) return impossible;
  }
  return choose(pending, places, search);
}

/** Adds a comparison to its place, or narrows what it may answer; false when nothing is left. */
function narrow(
  { allowed, scope }: Obligation,
  node: Leaf,
  places: Map<string, readonly PlaceUse[]>,
  touched: Set<string>,
  search: Search,
): boolean {
  let leaf = search.effort.leaves.get(node);
  if (leaf === undefined || leaf.scope !== scope) {
    leaf = readLeaf(node, scope);
    search.effort.leaves.set(node, leaf);
    search.effort.left -= leaf.key.length / 20;
  }
  // An answer of a host fact may change between two questions.
  if (leaf.plan.host) return true;
  const { key, placeKey } = leaf;
  const uses = places.get(placeKey) ?? [];
  search.effort.left -= uses.length / 4;
  const before = uses.find((use) => use.leaf.key === key);
  const both: Truths = (before?.allowed ?? ANY_TRUTH) & allowed;
  touched.add(placeKey);
  places.set(placeKey, [...uses.filter((use) => use !== before), { leaf, allowed: both }]);
  return both !== 0;
}

/** Tries the choices one after the other, those with the fewest ways first. */
function choose(pending: readonly (readonly (readonly Obligation[])[])[], places: Places, search: Search): Finding {
  const first = pending.reduce<readonly (readonly Obligation[])[] | null>(
    (fewest, ways) => (fewest === null || ways.length < fewest.length ? ways : fewest),
    null,
  );
  if (first === null) return { kind: 'maybe', places: [...places.values()].map((uses) => placeValue(uses, search)) };
  const rest = pending.filter((ways) => ways !== first);
  let wasCut = false;
  for (const way of first) {
    const found = descend(way, rest, places, search);
    if (found.kind === 'maybe') return found;
    if (found.kind === 'cut') {
      wasCut = true;
      break;
    }
  }
  return wasCut ? cut : impossible;
}

function placeValue(uses: readonly PlaceUse[], search: Search): PlaceValue {
  const answer = placeAnswer(uses, search.effort);
  const [{ leaf }] = uses as [PlaceUse];
  return { leaf, uses, sample: answer === 'anything' ? null : answer };
}
