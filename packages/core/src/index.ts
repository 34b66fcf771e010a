/** The public interface of the core: this list, and nothing else. */
export type { CustomOperator, OperatorLike } from './condition/custom-operator';
export type { AttributeType, Condition, ConditionNode, FactReference, Leaf } from './condition/language';
export type { ItemOutcome } from './decide/work';
export type { Authority, CreateControlRequest, DeleteControlRequest, ListControlsRequest } from './engine/controls';
export { createDormouse, type DormouseOptions } from './engine/create-dormouse';
export type { BulkOutcome } from './engine/decide-batch';
export type { Activity, Controls, Dormouse, Events, Identities, Policies } from './engine/dormouse';
export type {
  IdentityDone,
  IdentityRemoved,
  RegisterRequest,
  RemoveRequest,
  UpdateRequest,
} from './engine/identities';
export type { IdentityFilterInput } from './engine/identity-filter';
export type { IdentityInput, IdentityUpdate } from './engine/identity-input';
export type { IdentityState } from './engine/identity-state';
export type { ListEventsRequest } from './engine/list-events';
export type { ListPage, ListRequest, PageInput } from './engine/list-identities';
export type { Listener, Listeners } from './engine/listeners';
export type { Activated, ActivateRequest } from './engine/policies';
export type { SettingsSource } from './engine/policy-cache';
export type {
  ActivityInput,
  RecordActivityRequest,
  RecordedActivity,
  RefusedActivity,
} from './engine/record-activity';
export type { ActedCount, SweepProgress, SweepReport, SweepRequest, SweepTrouble } from './engine/sweep-report';
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
export { type Control, type ControlAuthority, type ControlCause, controlEnd, isControlActive } from './model/control';
export { builtInControlTypes, type ControlEffect, type ControlType } from './model/control-type';
export { DormouseError, type ErrorCode, type ErrorData, type Issue, isDormouseError } from './model/errors';
export type {
  AccountEvent,
  AccountEventData,
  AccountEventOf,
  AccountEventType,
  DormouseEvent,
  EventOf,
  EventType,
  IdentityEvent,
  IdentityEventData,
  IdentityEventOf,
  IdentityEventType,
  StatusCause,
  WithdrawalCause,
} from './model/event';
export type { Exemption, ExemptionKind, ExemptionScope } from './model/exemption';
export type { Identity } from './model/identity';
export type { JsonObject, JsonValue } from './model/json';
export { mergeActivity } from './model/merge-activity';
export type { AccountPolicies, PolicyActivation, PolicyCommit } from './model/policy-activation';
export type { ProgressOutcome, StageProgress } from './model/progress';
export { builtInReasonCodes } from './model/reason-code';
export type { OnOverdue, Requirement, RequirementState } from './model/requirement';
export type { EffectiveState } from './model/requirement-state';
export type { Guard, Precedence, Settings, StatusPrecedence } from './model/settings';
export { type Status, statuses } from './model/status';
export type { Change, Commit, RememberedAnswer, Slot, StoredSubject } from './model/stored-subject';
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
export { compareIds } from './storage/compare-ids';
export {
  type Among,
  type AmongLabels,
  type ControlFilter,
  type EventFilter,
  hasExpired,
  type IdentityFilter,
  isAmong,
  matchesFilter,
} from './storage/filter';
export type {
  ActivityMark,
  ControlKey,
  Decide,
  Decision,
  DueAnswer,
  DueCount,
  DueRequest,
  LoggedEvent,
  Page,
  PageRequest,
  Reading,
  RecordAnswer,
  RecordOptions,
  StopSignal,
  Storage,
  SubjectPage,
  UpdateOptions,
} from './storage/storage';
export type { Duration } from './time/duration';
export { formatInstant, type Instant, parseInstant } from './time/instant';
