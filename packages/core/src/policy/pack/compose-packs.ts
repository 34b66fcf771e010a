import { builtInControlTypes, type ControlType } from '../../model/control-type';
import { DormouseError, type Issue } from '../../model/errors';
import { isObject, refuse, warn } from '../../model/shape';
import { ascends, parseDuration } from '../../time/duration';
import { checkPolicy } from '../check-policy';
import type { PolicyDocument, StageDocument } from '../document';
import { throwIfRefused } from '../policy-set';
import { checkSettings } from '../settings';
import { noLater } from './bounds';
import type { BuiltPack } from './build-pack';
import type { Citation } from './citation';
import type { RegulationLimit } from './limits';

/** Packs and own policies, to be in force together. */
export interface ComposePacksInput {
  readonly packs: readonly BuiltPack[];
  /** The host's own policies: stricter where it wants to be. */
  readonly own?: readonly PolicyDocument[];
  /** The account's control types, where an own policy names one. */
  readonly controlTypes?: readonly ControlType[];
}

/** Policies that are in force together. The strictest wins for each identity at each instant (P2, R5). */
export interface ComposedPacks {
  /** To be activated one by one, by their ids. */
  readonly policies: readonly PolicyDocument[];
  readonly controlTypes: readonly ControlType[];
  /** The citations of all packs. */
  readonly citations: readonly Citation[];
  readonly limits: readonly RegulationLimit[];
  readonly notes: readonly string[];
  /**
   * Warnings: `LOOSER_THAN_SOURCE` where an own stage comes later than a pack's, so that the pack's acts;
   * `SHARED_REQUIREMENT` where two policies demand the same type, so that one of them speaks for both.
   */
  readonly issues: readonly Issue[];
}

/**
 * Puts packs and own policies together: "PCI DSS, and our own stricter rule". Each stays a policy of its own, because
 * policies of an account only ever add to each other: what acts first wins, an own rule can be stricter than a source and
 * never looser, and each control names the policy that set it.
 * @throws DormouseError `INVALID_ARGUMENT` with all issues: an id that is taken, a faulty own policy, or, as
 * `OUTSIDE_SOURCE`, a stage that sets the control of a pack earlier than that pack's source allows.
 * @example
 * const { policies, citations } = composePacks({
 *   packs: [buildPack(pciDss826)],
 *   own: [{ id: 'ours', inactivity: [{ id: 'all', stages: [{ id: 'off', after: 'P30D', control: dormant }] }] }],
 * });
 */
export function composePacks(input: ComposePacksInput): ComposedPacks {
  const { packs, own = [] } = checkInput(input);
  const issues: Issue[] = [];
  checkSettings({ controlTypes: input.controlTypes ?? null }, '', issues);
  throwIfRefused('INVALID_ARGUMENT', 'the control types are refused', issues);
  const controlTypes = mergeTypes(packs.flatMap((pack) => pack.controlTypes));
  const policies = [...packs.map(({ policy }) => policy), ...own];
  const placeOf = (index: number): string =>
    index < packs.length ? `/packs/${index}/policy` : `/own/${index - packs.length}`;
  checkTogether(policies, placeOf, [...controlTypes, ...(input.controlTypes ?? [])], issues);
  throwIfRefused('INVALID_ARGUMENT', 'the policies cannot be put together', issues);
  policies.forEach((policy, index) => {
    const others = packs.filter((_, other) => other !== index);
    const advises = index >= packs.length;
    for (const pack of others) compareWithPack(policy, placeOf(index), pack, advises, issues);
  });
  warnOfSharedTypes(policies, placeOf, issues);
  throwIfRefused('INVALID_ARGUMENT', 'the policies cannot be put together', issues);
  return {
    policies,
    controlTypes,
    citations: packs.flatMap((pack) => pack.citations),
    limits: packs.flatMap((pack) => pack.limits),
    notes: [...new Set(packs.flatMap((pack) => pack.notes))],
    issues,
  };
}

function checkInput(input: ComposePacksInput): ComposePacksInput {
  const { packs, own }: { packs?: unknown; own?: unknown } = isObject(input) ? input : {};
  const isPack = (pack: unknown): boolean =>
    isObject(pack) &&
    isObject(pack['policy']) &&
    ['controlTypes', 'citations', 'limits', 'notes'].every((key) => Array.isArray(pack[key]));
  if (!Array.isArray(packs) || !packs.every(isPack)) {
    throw new DormouseError('INVALID_ARGUMENT', 'packs must be a list of what buildPack gives');
  }
  if (own !== undefined && !Array.isArray(own)) {
    throw new DormouseError('INVALID_ARGUMENT', 'own must be a list of policy documents');
  }
  return input;
}

function mergeTypes(types: readonly ControlType[]): readonly ControlType[] {
  return [...new Map(types.map((type) => [type.type, type])).values()];
}

/** Each policy by itself, and that no id is given twice. */
function checkTogether(
  policies: readonly PolicyDocument[],
  placeOf: (index: number) => string,
  types: readonly ControlType[],
  issues: Issue[],
): void {
  const controlTypes = new Set([...builtInControlTypes, ...types].map(({ type }) => type));
  const taken = new Set<unknown>();
  policies.forEach((policy, index) => {
    checkPolicy(policy, placeOf(index), { controlTypes, operators: new Map() }, issues);
    const id = isObject(policy) ? policy['id'] : undefined;
    if (taken.has(id)) refuse(issues, 'DUPLICATE_ID', `${placeOf(index)}/id`, 'the id is taken');
    if (id !== undefined) taken.add(id);
  });
}

/** The same type is demanded once, by the first policy (R3a): what another one says of it does not hold. */
function warnOfSharedTypes(
  policies: readonly PolicyDocument[],
  placeOf: (index: number) => string,
  issues: Issue[],
): void {
  const demanded = new Map<string, string>();
  policies.forEach((policy, index) => {
    const sets = policy.requirements ?? [];
    const items = sets.flatMap(({ require }) => require.flatMap((item) => ('oneOf' in item ? item.oneOf : [item])));
    for (const { type } of items) {
      const by = demanded.get(type) ?? policy.id;
      demanded.set(type, by);
      if (by === policy.id) continue;
      const message = `${type} is demanded by ${by} too: the first by id says how long it holds (R3a)`;
      warn(issues, 'SHARED_REQUIREMENT', `${placeOf(index)}/requirements`, message);
    }
  });
}

/**
 * Compares every stage of a policy with those of a pack that set the same control. `advises`: the policy is the host's
 * own, and may be told that it is looser; what two packs say of each other is only looked at for dates that one of them
 * protects.
 */
function compareWithPack(
  mine: PolicyDocument,
  pointer: string,
  { policy, limits }: BuiltPack,
  advises: boolean,
  issues: Issue[],
): void {
  const stages = (policy.inactivity ?? []).flatMap((rule) => rule.stages);
  for (const [place, stage] of placedStages(mine, pointer)) {
    const same = stages.filter((theirs) => setsTheSame(stage, theirs));
    for (const theirs of same) {
      const early = isEarly(stage, theirs, limits);
      if (early !== null)
        refuse(issues, 'OUTSIDE_SOURCE', place, `${stage.after} may come too early: allowed ${early}`);
      else if (advises && isLooser(stage, theirs)) {
        const message = `${stage.after} may come after ${theirs.after} of "${theirs.id}", which acts first`;
        warn(issues, 'LOOSER_THAN_SOURCE', place, message);
      }
    }
  }
}

/** Every stage of a policy, with the place of its date. */
function placedStages({ inactivity }: PolicyDocument, pointer: string): readonly (readonly [string, StageDocument])[] {
  return (inactivity ?? []).flatMap((rule, ruleIndex) => {
    const at = `${pointer}/inactivity/${ruleIndex}`;
    const never = typeof rule.neverActive === 'object' ? (rule.neverActive?.stages ?? []) : [];
    return [
      ...rule.stages.map((stage, index) => [`${at}/stages/${index}/after`, stage] as const),
      ...never.map((stage, index) => [`${at}/neverActive/stages/${index}/after`, stage] as const),
    ];
  });
}

function setsTheSame({ control }: StageDocument, theirs: StageDocument): boolean {
  return control != null && control.type === theirs.control?.type;
}

/** The date that the source of a pack's stage protects, where a stage may come before it; null: it does not. */
function isEarly(stage: StageDocument, theirs: StageDocument, limits: readonly RegulationLimit[]): string | null {
  const after = parseDuration(stage.after);
  const limit = limits.find(({ about }) => about === theirs.id);
  if (limit === undefined || after === null) return null;
  const least = parseDuration(limit.minInactivity ?? '');
  const over = parseDuration(limit.overInactivity ?? '');
  if (least !== null && !noLater(least, after, false)) return `from ${least.text} (${limit.clause})`;
  return over === null || ascends(over, after, false) ? null : `after more than ${over.text} (${limit.clause})`;
}

function isLooser(stage: StageDocument, theirs: StageDocument): boolean {
  const [after, pack] = [parseDuration(stage.after), parseDuration(theirs.after)];
  return after !== null && pack !== null && !noLater(after, pack, false);
}
