/** The public interface of the core: this list, and nothing else. */
export type { CustomOperator, OperatorLike } from './condition/custom-operator';
export type { AttributeType, Condition, ConditionNode, FactReference, Leaf } from './condition/language';
export { evaluate, judge } from './evaluate/evaluate';
export { type CaseAnswer, type CaseRefusal, createCaseEvaluator, evaluateCase } from './evaluate/evaluate-case';
export type {
  BaseFrom,
  DueAction,
  DueNotice,
  DueOpening,
  DueRequirementControl,
  DueSkip,
  DueStageControl,
  Evaluation,
  Judgement,
  ListedRequirement,
  MustAct,
  PolicyOutcome,
  StageOutcome,
  StageState,
  StatusDetails,
  Undecided,
} from './evaluate/evaluation';
export {
  type DueActionJson,
  type EvaluationJson,
  evaluationToJson,
  type PolicyOutcomeJson,
} from './evaluate/evaluation-json';
export { type Explanation, explain } from './evaluate/explain';
export { nextTransition, type Transition, type TransitionCause } from './evaluate/next-transition';
export { parseSubject } from './evaluate/parse-subject';
export type {
  ControlJson,
  ExemptionJson,
  ProgressJson,
  RequirementJson,
  SubjectJson,
} from './evaluate/subject-json';
export type { ActivityOfType } from './model/activity';
export type { Control, ControlAuthority, ControlCause } from './model/control';
export { builtInControlTypes, type ControlEffect, type ControlType } from './model/control-type';
export { DormouseError, type ErrorCode, type ErrorData, type Issue, isDormouseError } from './model/errors';
export type { Exemption, ExemptionKind, ExemptionScope } from './model/exemption';
export type { Identity } from './model/identity';
export type { JsonObject, JsonValue } from './model/json';
export type { ProgressOutcome, StageProgress } from './model/progress';
export type { OnOverdue, Requirement, RequirementState } from './model/requirement';
export type { EffectiveState } from './model/requirement-state';
export type { Guard, Precedence, Settings, StatusPrecedence } from './model/settings';
export { type Status, statuses } from './model/status';
export type { Subject } from './model/subject';
export { type InstantInput, toInstant } from './model/time-checks';
export type {
  CountsDocument,
  ExemptDocument,
  InactivityRuleDocument,
  OneOfDocument,
  PolicyDocument,
  RequirementDocument,
  RequirementSetDocument,
  StageDocument,
} from './policy/document';
export { compilePolicies, type PolicySet, type PolicySetInput } from './policy/policy-set';
export { defaultSettings, type SettingsDocument } from './policy/settings';
export type { Duration } from './time/duration';
export { formatInstant, type Instant, parseInstant } from './time/instant';
