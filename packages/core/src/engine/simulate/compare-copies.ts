import type { SweptCopy } from './sweep-copy';

/**
 * What a change would mean for an identity, beside the version that it is compared with: it gets a notice (`warned`), it is
 * restricted (`restricted`), a restriction that is in force ends (`released`), a notice or a restriction that would come
 * does not (`spared`), or it can no longer be decided (`undecided`).
 */
export type SimulatedEffect = 'warned' | 'restricted' | 'released' | 'spared' | 'undecided';

export const simulatedEffects: readonly SimulatedEffect[] = ['warned', 'restricted', 'released', 'spared', 'undecided'];

const none: readonly SimulatedEffect[] = Object.freeze([]);

/** The effects on one identity, in the order of `simulatedEffects`. */
export function compareCopies(base: SweptCopy, draft: SweptCopy): readonly SimulatedEffect[] {
  if (isQuiet(base) && isQuiet(draft) && base.status === draft.status) return none;
  const effects: SimulatedEffect[] = [];
  const [wasWarned, isWarned] = [isServed(base), isServed(draft)];
  const [wasRestricted, isRestricted] = [base.restriction !== null, draft.restriction !== null];
  if (isWarned && !wasWarned) effects.push('warned');
  if (isRestricted && !wasRestricted) effects.push('restricted');
  if (isReleased(base, draft)) effects.push('released');
  if ((wasWarned && !isWarned && !isRestricted) || (wasRestricted && !isRestricted)) effects.push('spared');
  if (draft.undecided.length > 0 && base.undecided.length === 0) effects.push('undecided');
  return effects;
}

function isQuiet({ actions, lifted, restriction, undecided }: SweptCopy): boolean {
  return actions.length === 0 && lifted === 0 && restriction === null && undecided.length === 0;
}

function isServed({ actions }: SweptCopy): boolean {
  return actions.some(({ action }) => action === 'notify');
}

/** Free by the draft, and not free now: what the other version would only now restrict is spared. */
function isReleased(base: SweptCopy, draft: SweptCopy): boolean {
  if (draft.lifted > base.lifted) return true;
  return draft.status === 'APPROVED' && base.status !== 'APPROVED' && base.restriction === null;
}
