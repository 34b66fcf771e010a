import { builtInControlTypes, type ControlType } from '../../model/control-type';
import { DormouseError, type Issue } from '../../model/errors';
import { isObject } from '../../model/shape';
import { createZone, utc } from '../../time/zone';
import { checkPolicy } from '../check-policy';
import type { PolicyDocument } from '../document';
import { throwIfRefused } from '../policy-set';
import { buildCycle } from './build-cycle';
import { buildStages } from './build-stages';
import { checkParameters } from './check-parameters';
import { type Citation, citeShort, PACKS_CHECKED } from './citation';
import { limitsOf, type RegulationLimit } from './limits';
import type { InactivityDemand, Pack } from './pack';
import type { PackParameters } from './pack-parameters';

/** A policy made from a pack, with what belongs beside it. */
export interface BuiltPack {
  /** Ready for `policies.activate` and `compilePolicies`. `meta.regulations` names the pack. */
  readonly policy: PolicyDocument;
  /** To be added to the account's settings (K4). */
  readonly controlTypes: readonly ControlType[];
  readonly citations: readonly Citation[];
  readonly limits: readonly RegulationLimit[];
  readonly notes: readonly string[];
}

/**
 * Makes the policy document of a pack, with the host's parameters, each held to what the source allows. It is a
 * starting point and not legal advice: read `notes`, `citations[].notCovered` and `.unverified`.
 * @param parameters all default to what the pack says; see {@link PackParameters}.
 * @throws DormouseError `INVALID_ARGUMENT` with all issues, each with its place in the parameters: `OUTSIDE_SOURCE` for a
 * date that the source does not allow, `MISSING_KEY` for a number or a selection that only the host can give, and those
 * of a policy (C1).
 * @example
 * const { policy } = buildPack(pciDss826, { stages: { warn: 'P75D' } });
 */
export function buildPack(pack: Pack, parameters: PackParameters = {}): BuiltPack {
  if (!isObject(pack)) throw new DormouseError('INVALID_ARGUMENT', 'pack must be one of the packs');
  const issues: Issue[] = [];
  checkParameters(pack, parameters, issues);
  throwIfRefused('INVALID_ARGUMENT', `the parameters of ${pack.id} are refused`, issues);
  const exactDays = (createZone(parameters.timeZone ?? 'UTC') ?? utc) === utc;
  const policy = documentOf(pack, parameters, exactDays, issues);
  const known = [...builtInControlTypes, ...pack.controlTypes, ...(parameters.controlTypes ?? [])];
  const controlTypes = new Set(known.map(({ type }) => type));
  checkPolicy(policy, '', { controlTypes, operators: new Map() }, issues);
  throwIfRefused('INVALID_ARGUMENT', `the parameters of ${pack.id} are refused`, issues.map(placed));
  return {
    policy,
    controlTypes: pack.controlTypes,
    citations: [pack.citation],
    limits: limitsOf(pack),
    notes: pack.notes,
  };
}

/** What the policy calls the rule's own is a parameter of the pack. */
function placed(issue: Issue): Issue {
  const pointer = issue.pointer.replace(/^\/inactivity\/0(?=\/(?:counts|onReturn|stages))/, '');
  return { ...issue, pointer };
}

function documentOf(pack: Pack, parameters: PackParameters, exactDays: boolean, issues: Issue[]): PolicyDocument {
  const { demand, citation } = pack;
  const { timeZone, appliesTo, attributes, conditions, exempt } = parameters;
  return {
    id: parameters.id ?? pack.id,
    title: pack.title,
    description: `${citeShort(citation)}. ${citation.asks}. Looked up in ${PACKS_CHECKED}; not legal advice.`,
    ...without({ timeZone, attributes, conditions, appliesTo, exempt }),
    ...(demand.kind === 'cycle'
      ? { requirements: [buildCycle(pack.id, demand, parameters, exactDays, issues)] }
      : { inactivity: [ruleOf(demand, parameters, exactDays, issues)] }),
    meta: { regulations: [pack.id], clause: citeShort(citation) },
  };
}

function ruleOf(demand: InactivityDemand, parameters: PackParameters, exactDays: boolean, issues: Issue[]) {
  const { counts, onReturn } = parameters;
  const neverUsed = demand.neverUsed === null ? [] : buildStages(demand.neverUsed, parameters, exactDays, issues);
  return {
    id: 'inactive',
    ...without({ counts }),
    ...(neverUsed.length === 0 ? {} : { neverActive: { stages: neverUsed } }),
    stages: buildStages(demand.stages, parameters, exactDays, issues),
    onReturn: onReturn ?? demand.onReturn,
  };
}

/** Only what is given: a document says nothing of the rest. */
function without<T extends object>(members: T): Partial<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>;
}
