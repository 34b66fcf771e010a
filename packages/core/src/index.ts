/** The public interface of the core: this list, and nothing else. */
export type { CustomOperator, OperatorLike } from './condition/custom-operator';
export type { HostAnswer, HostAnswerer, HostLeaf } from './condition/host-answer';
export type { HostFactsLane, HostQuestion } from './condition/host-facts-lane';
export type {
  AttributeType,
  Condition,
  ConditionNode,
  FactReference,
  HostFactTypes,
  Leaf,
} from './condition/language';
export { applyEvent, type FoldedIdentity, nothingFolded } from './decide/apply-event';
export { foldEvents, isSameButActivity } from './decide/fold-events';
export type { ItemOutcome } from './decide/work';
export type { AccountRemoved, ExportRecord, ExportRequest, RemoveAccountRequest } from './engine/accounts';
export type { ActivityKnown } from './engine/activity-as-of';
export type { ActivityInput } from './engine/activity-input';
export type { ActivitySource } from './engine/activity-source';
export type { AsOfRequest, IdentityAsOf } from './engine/as-of';
export type { Backtest } from './engine/backtest/backtest';
export type { AlarmCounts, FalseAlarm, RuleAlarms } from './engine/backtest/backtest-counts';
export type { BacktestRequest } from './engine/backtest/backtest-request';
export type { ConsumeReport, ConsumeRequest, Delivery, EventHandler, ParkedEvent } from './engine/consumer-report';
export type { ParkedRequest } from './engine/consumers';
export type { Authority, CreateControlRequest, DeleteControlRequest, ListControlsRequest } from './engine/controls';
export { createDormouse, type DormouseOptions } from './engine/create-dormouse';
export type { BulkOutcome } from './engine/decide-batch';
export type { Activity, Controls, Dormouse, EngineWithin, Events, Identities, Policies, Runs } from './engine/dormouse';
export type { EraseIdentityRequest, IdentityErasure } from './engine/erase-identity';
export type { ExemptionReview, ExemptionReviewsRequest } from './engine/exemption-reviews';
export type { EndExemptionRequest, GrantExemptionRequest } from './engine/exemptions';
export type { Forecast, ForecastRequest } from './engine/forecast/forecast';
export type { ForecastDay, ForecastStage } from './engine/forecast/forecast-counts';
export type { Postponed, PostponeRequest } from './engine/forecast/postpone';
export type { ScheduledAct } from './engine/forecast/scheduled-act';
export type { ListUpcomingRequest, UpcomingAct, UpcomingActsRequest } from './engine/forecast/upcoming';
export type { HistoryAudit, VerifyRequest } from './engine/history';
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
export type { IdentityImport, ImportRequest } from './engine/import-identities';
export type { Accounts, Exemptions, LifecycleCalls, Notices, Requirements } from './engine/lifecycle-calls';
export type { ListEventsRequest } from './engine/list-events';
export type { ExemptionEntry, ListExemptionsRequest } from './engine/list-exemptions';
export type { ListPage, ListRequest, PageInput } from './engine/list-identities';
export type { ListRequirementsRequest, RequirementEntry } from './engine/list-requirements';
export type { Listener, Listeners } from './engine/listeners';
export type { Consumers, History, LogCalls } from './engine/log-calls';
export type { LookCalls, Upcoming } from './engine/look-calls';
export type { AcknowledgeNoticeRequest } from './engine/notices';
export type { Activated, ActivateRequest, ReevaluateOptions, RetireRequest } from './engine/policies';
export type { SettingsSource } from './engine/policy-cache';
export type { ApproveRequest, Proposed, ProposeRequest, WithdrawProposalRequest } from './engine/proposals';
export type {
  Difference,
  DifferenceKind,
  HostView,
  ReconcileRequest,
  Reconciliation,
} from './engine/reconcile';
export type {
  RecordActivityRequest,
  RecordedActivity,
  RefusedActivity,
} from './engine/record-activity';
export type { ReportWorkProgress } from './engine/reports/build-report';
export type { CreateReportRequest } from './engine/reports/create-report';
export type { ReportRowsRequest } from './engine/reports/read-rows';
export type { ExportReportRequest, Reports, StreamReportRequest } from './engine/reports/report-calls';
export type { ReportQuestion } from './engine/reports/report-request';
export type { ReportFormat } from './engine/reports/report-text';
export type { ReportTrouble, ReportWork, ReportWorkRequest } from './engine/reports/work-reports';
export type {
  ErrorRequirementRequest,
  MeetRequirementRequest,
  OpenRequirementRequest,
  OverrideRequirementRequest,
} from './engine/requirements';
export type { ListRunsRequest, ResumeRequest } from './engine/runs';
export type { SimulatedEffect } from './engine/simulate/compare-copies';
export type { PolicyChange } from './engine/simulate/policy-change';
export type { Simulation } from './engine/simulate/simulate';
export type { SimulatedAction, SimulatedIdentity, SimulatedSide } from './engine/simulate/simulated-identity';
export type { LookProgress, SimulateRequest } from './engine/simulate/simulation-request';
export type { EffectCount, EffectCounts, SampleEstimates, SideCounts } from './engine/simulate/simulation-summary';
export type { UndecidedIn } from './engine/simulate/sweep-copy';
export type { Estimate } from './engine/simulate/wilson';
export { type Sweeper, type SweeperOptions, startSweeper, type Timers } from './engine/start-sweeper';
export type { SweepProgress, SweepReport, SweepRequest, SweepTrouble } from './engine/sweep-report';
export type { Telling } from './engine/tell-progress';
export { type CloudEvent, type CloudEventOptions, toCloudEvent } from './engine/to-cloud-event';
export type { UndecidedCount, UndecidedIdentity } from './engine/undecided-tally';
export type { UndoRequest } from './engine/undo-run';
export type { UpcomingRequest, UpcomingRequirement } from './engine/upcoming-requirements';
export type { AuditedHistory, AuditFault } from './engine/verify-identity';
export {
  type CompareOptions,
  compareVersions,
  type NewRestriction,
  type VersionComparison,
} from './evaluate/analyse/compare-versions';
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
  EndSentence,
  PolicySentence,
  RequirementList,
  Sentence,
  StageSentence,
  StatusSentence,
} from './evaluate/sentence';
export type {
  ActivityJson,
  ControlJson,
  ExemptionJson,
  ProgressJson,
  RequirementJson,
  SubjectJson,
} from './evaluate/subject-json';
export { subjectToJson } from './evaluate/subject-to-json';
export type { ActivityDays, ActivityOfType, DayCount } from './model/activity';
export { DAYS_KEPT, dayOf, forgetDays } from './model/activity-days';
export { canonicalJson } from './model/canonical-json';
export { type ChainHead, type ChainLink, FIRST_HASH, follows, type HashText } from './model/chain';
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
export { mergeActivity, noActivity } from './model/merge-activity';
export type { PersonalField, Salts } from './model/personal-data';
export type {
  AccountPolicies,
  PolicyActivation,
  PolicyCommit,
  RetiredPolicy,
} from './model/policy-activation';
export type { PolicyMode, PolicyProposal } from './model/policy-proposal';
export type { ProgressOutcome, PromisedDistance, StageProgress } from './model/progress';
export { builtInReasonCodes } from './model/reason-code';
export { isRemembered, REMEMBERED_FOR, type RememberedCommand } from './model/remembered-command';
export type {
  Report,
  ReportKind,
  ReportOwner,
  ReportPart,
  ReportProgress,
  ReportRow,
  ReportState,
} from './model/report';
export type { OnOverdue, Requirement, RequirementState } from './model/requirement';
export { type EffectiveState, effectiveState } from './model/requirement-state';
export type { ActedCount, GuardOutcome, RestrictedCount, Run, RunKey, RunOrder, RunState } from './model/run';
export type { ActivationSettings, Guard, Precedence, Settings, StatusPrecedence } from './model/settings';
export { createSha256 } from './model/sha256';
export { type Status, statuses } from './model/status';
export type { Change, Commit, RememberedAnswer, Restricts, Slot, StoredSubject } from './model/stored-subject';
export type { Subject } from './model/subject';
export { type InstantInput, toInstant } from './model/time-checks';
export { upgradeEvent } from './model/upgrade-event';
export {
  createHistoryVerifier,
  type HistoryFault,
  type HistoryFaultCode,
  type HistoryVerifier,
  type VerifiedHistory,
  type VerifyOptions,
  verifyHistory,
} from './model/verify-history';
export type {
  CountsDocument,
  ExemptDocument,
  InactivityRuleDocument,
  NotifyDocument,
  OneOfDocument,
  PolicyDocument,
  RequirementDocument,
  RequirementSetDocument,
  StageDocument,
} from './policy/document';
export { type AnalysisInput, analysePolicies } from './policy/lint/analyse-policies';
export type { LintCode } from './policy/lint/lint-codes';
export { type LintOptions, lintPolicy } from './policy/lint/lint-policy';
export type { RegulationLimit } from './policy/lint/regulation-limits';
export { compilePolicies, type PolicySet, type PolicySetInput } from './policy/policy-set';
export { defaultSettings, type SettingsDocument } from './policy/settings';
export type { ActivityMark, RecordAnswer, RecordOnce, RecordOptions } from './storage/activity-port';
export { compareIds } from './storage/compare-ids';
export {
  type AccountConsumer,
  type BlockedStream,
  type ConsumerLease,
  type ConsumerState,
  isBehind,
  newConsumer,
} from './storage/consumer-state';
export {
  type Among,
  type AmongLabels,
  type ControlFilter,
  type EventFilter,
  hasExpired,
  type IdentityFilter,
  isAmong,
  matchesFilter,
  type ScanOptions,
} from './storage/filter';
export type { Page, PageRequest } from './storage/page';
export { noPolicies, policiesAfter } from './storage/policies-after';
export type { DecidePolicies, PolicyUpdateOptions } from './storage/policy-port';
export type { ReportStorage } from './storage/report-port';
export { isInShare } from './storage/share';
export type {
  ControlKey,
  Decide,
  Decision,
  DueAnswer,
  DueCount,
  DueRequest,
  GuardState,
  LoggedEvent,
  Reading,
  StopSignal,
  Storage,
  SubjectPage,
  UpdateOptions,
} from './storage/storage';
export type { Duration } from './time/duration';
export { formatInstant, type Instant, parseInstant } from './time/instant';
