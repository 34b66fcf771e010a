import { createConditionCompiler } from '../condition/compile';
import type { CompiledCondition } from '../condition/compiled-condition';
import type { CustomOperator } from '../condition/custom-operator';
import type { Condition, HostFactTypes } from '../condition/language';
import type { ControlType } from '../model/control-type';
import { DormouseError } from '../model/errors';
import type { PromisedDistance } from '../model/progress';
import { type Duration, parseDuration } from '../time/duration';
import { createZone, utc, type Zone } from '../time/zone';
import type {
  CompiledDemand,
  CompiledItem,
  CompiledPolicy,
  CompiledRequirementSet,
  CompiledRule,
  CompiledStage,
  NotifyStage,
  StageList,
} from './compiled-policy';
import type {
  InactivityRuleDocument,
  OneOfDocument,
  PolicyDocument,
  RequirementDocument,
  RequirementSetDocument,
  StageDocument,
} from './document';

/** What compiling needs beside the document. */
export interface CompileEnvironment {
  readonly controlTypes: ReadonlyMap<string, ControlType>;
  readonly operators: ReadonlyMap<string, CustomOperator>;
  /** The host facts that conditions may read (C7). Default: none. */
  readonly hostFacts?: HostFactTypes | undefined;
  /** Whether conditions may become generated code; closures otherwise. */
  readonly codeGeneration: boolean;
}

/** Walking through a list is faster than asking a set while it is short. */
const FEW_TYPES = 16;

type CompileCondition = (condition: Condition) => CompiledCondition;

/** Compiles a policy that {@link checkPolicy} found without errors. */
export function compilePolicy(document: PolicyDocument, environment: CompileEnvironment): CompiledPolicy {
  const zone = createZone(document.timeZone ?? 'UTC') ?? utc;
  const compile = createConditionCompiler({
    named: document.conditions ?? {},
    zone,
    operators: environment.operators,
    hostFacts: environment.hostFacts,
    codeGeneration: environment.codeGeneration,
  });
  return {
    id: document.id,
    document,
    zone,
    appliesTo: compileOptional(document.appliesTo, compile),
    rules: (document.inactivity ?? []).map((rule) => compileRule(rule, compile, zone, environment.controlTypes)),
    exempt: (document.exempt ?? []).map(({ id, when }) => ({ id, when: compile(when) })),
    requirementSets: (document.requirements ?? []).map((set) => compileSet(document.id, set, compile)),
  };
}

function compileOptional(condition: Condition | null | undefined, compile: CompileCondition): CompiledCondition | null {
  return condition === null || condition === undefined ? null : compile(condition);
}

function compileRule(
  rule: InactivityRuleDocument,
  compile: CompileCondition,
  zone: Zone,
  controlTypes: ReadonlyMap<string, ControlType>,
): CompiledRule {
  const stages = compileStages(rule.stages, zone, controlTypes);
  const neverActive = rule.neverActive ?? 'same';
  const countedTypes = rule.counts?.types ?? null;
  return {
    id: rule.id,
    when: compileOptional(rule.when, compile),
    countedTypes,
    manyCountedTypes: countedTypes !== null && countedTypes.length > FEW_TYPES ? new Set(countedTypes) : null,
    countsFailures: rule.counts?.failures ?? false,
    stages,
    neverActive:
      neverActive === 'same'
        ? stages
        : neverActive === 'ignore'
          ? null
          : compileStages(neverActive.stages, zone, controlTypes),
    onReturn: rule.onReturn ?? 'keep',
  };
}

function compileStages(
  documents: readonly StageDocument[],
  zone: Zone,
  controlTypes: ReadonlyMap<string, ControlType>,
): StageList {
  const plain = documents.map((document) => compileStage(document, zone, controlTypes));
  const stages = plain.map((stage, index) =>
    stage.kind === 'notify' && plain.length <= FEW_STAGES
      ? { ...stage, promised: fixedPromises(stage, plain.slice(index + 1)) }
      : stage,
  );
  const firstNotice = stages.findIndex((stage) => stage.kind === 'notify');
  const canSkip =
    firstNotice >= 0 &&
    stages.some((stage, index) => index > firstNotice && stage.kind === 'control' && stage.withoutNotice);
  return { stages, canSkip };
}

function compileStage(
  document: StageDocument,
  zone: Zone,
  controlTypes: ReadonlyMap<string, ControlType>,
): CompiledStage {
  const after = durationOf(document.after);
  const withoutNotice = document.notice === 'none';
  const common = { id: document.id, after, milliseconds: exactMilliseconds(after, zone), withoutNotice };
  const control = document.control;
  if (control === null || control === undefined) {
    return { ...common, kind: 'notify', ...noticeOf(document.notify), promised: null };
  }
  const controlType = controlTypes.get(control.type);
  if (controlType === undefined) {
    throw new DormouseError('INVALID_POLICY', `the control type ${control.type} is not known to the account`);
  }
  return { ...common, kind: 'control', controlType, reasonCode: control.reasonCode };
}

function noticeOf(notify: StageDocument['notify']): Pick<NotifyStage, 'template' | 'acknowledge'> {
  if (typeof notify !== 'object' || notify === null) return { template: notify ?? '', acknowledge: false };
  return { template: notify.template, acknowledge: notify.acknowledge ?? false };
}

/** In longer lists the promises of a notice are worked out when it is served: beforehand they would cost a square. */
const FEW_STAGES = 16;

/** The distances from a notice to the restrictions after it that keep them, where no calendar plays a part. */
function fixedPromises(notice: NotifyStage, later: readonly CompiledStage[]): readonly PromisedDistance[] | null {
  const promised: PromisedDistance[] = [];
  for (const { id: stageId, kind, milliseconds, withoutNotice } of later) {
    if (kind !== 'control' || withoutNotice) continue;
    if (milliseconds === null || notice.milliseconds === null) return null;
    promised.push(Object.freeze({ stageId, milliseconds: milliseconds - notice.milliseconds }));
  }
  return Object.freeze(promised);
}

function exactMilliseconds({ months, days, milliseconds }: Duration, zone: Zone): number | null {
  return months === 0 && (days === 0 || zone === utc) ? days * 86_400_000 + milliseconds : null;
}

function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (duration === null) throw new DormouseError('INVALID_DURATION', `${text} is not a duration`);
  return duration;
}

function optionalDuration(text: string | null | undefined): Duration | null {
  return text === null || text === undefined ? null : durationOf(text);
}

function compileSet(policyId: string, set: RequirementSetDocument, compile: CompileCondition): CompiledRequirementSet {
  const prefix = `${policyId}/${set.id}`;
  return {
    id: set.id,
    when: compileOptional(set.when, compile),
    items: set.require.map((item, index) => compileItem(item, prefix, index)),
  };
}

function compileItem(item: RequirementDocument | OneOfDocument, prefix: string, index: number): CompiledItem {
  if ('oneOf' in item) {
    return { group: `${prefix}/${index}`, members: item.oneOf.map((member) => compileDemand(member, prefix)) };
  }
  return { group: null, members: [compileDemand(item, prefix)] };
}

function compileDemand(document: RequirementDocument, prefix: string): CompiledDemand {
  return {
    type: document.type,
    requirementId: `${prefix}/${document.type}`,
    dueWithin: optionalDuration(document.dueWithin),
    renewalGrace: optionalDuration(document.renewalGrace),
    validFor: optionalDuration(document.validFor),
    onOverdue: document.onOverdue ?? 'DENY',
    whilePending: document.whilePending ?? null,
  };
}
