import type { Exemption } from '../model/exemption';
import type { StageProgress } from '../model/progress';
import type { Requirement } from '../model/requirement';
import {
  type AccountRemoved,
  type ExportRecord,
  type ExportRequest,
  exportAccount,
  type RemoveAccountRequest,
  removeAccount,
} from './accounts';
import { checkObject } from './check-input';
import { type ExemptionReview, type ExemptionReviewsRequest, exemptionReviews } from './exemption-reviews';
import { type EndExemptionRequest, endExemptionOf, type GrantExemptionRequest, grantExemptionOf } from './exemptions';
import { type ExemptionEntry, type ListExemptionsRequest, listExemptions } from './list-exemptions';
import type { ListPage } from './list-identities';
import { type ListRequirementsRequest, listRequirements, type RequirementEntry } from './list-requirements';
import { type AcknowledgeNoticeRequest, acknowledgeNoticeOf } from './notices';
import {
  type ErrorRequirementRequest,
  errorRequirementOf,
  failRequirementOf,
  type MeetRequirementRequest,
  meetRequirementOf,
  type OpenRequirementRequest,
  type OverrideRequirementRequest,
  openRequirementOf,
  waiveRequirementOf,
  withdrawRequirementOf,
} from './requirements';
import type { Runtime } from './runtime';
import { type UpcomingRequest, type UpcomingRequirement, upcomingRequirements } from './upcoming-requirements';

/**
 * What identities must show (R1–R4). All commands throw `IDENTITY_NOT_FOUND` and `INVALID_ARGUMENT`; all but `open` also
 * `REQUIREMENT_NOT_FOUND`. Controls for overdue requirements are lifted by the command after which none that they name
 * is overdue (R2).
 */
export interface Requirements {
  /** One that no policy demands. Throws `REQUIREMENT_EXISTS`, `UNKNOWN_CONTROL_TYPE`. */
  readonly open: (request: OpenRequirementRequest) => Promise<Requirement>;
  /** For the first time, or again: its validity begins anew. */
  readonly meet: (request: MeetRequirementRequest) => Promise<Requirement>;
  /** What was shown does not do. Throws `REASON_REQUIRED`. */
  readonly fail: (request: OverrideRequirementRequest) => Promise<Requirement>;
  /** It could not be looked at. Throws `REQUIREMENT_STATE` for one that is met or waived. */
  readonly error: (request: ErrorRequirementRequest) => Promise<Requirement>;
  /** It counts as met, for good. Throws `REASON_REQUIRED`, `REQUIREMENT_STATE`. */
  readonly waive: (request: OverrideRequirementRequest) => Promise<Requirement>;
  /** Nobody asks for it any more. Throws `REASON_REQUIRED`, `REQUIREMENT_DEMANDED` when a policy does. */
  readonly withdraw: (request: OverrideRequirementRequest) => Promise<Requirement>;
  /** By identity, with their state now. */
  readonly list: (request: ListRequirementsRequest) => Promise<ListPage<RequirementEntry>>;
  /** The due dates to come, the soonest first. */
  readonly upcoming: (request: UpcomingRequest) => Promise<ListPage<UpcomingRequirement>>;
}

/** Reasons not to act on an identity (X1–X3). */
export interface Exemptions {
  /**
   * Throws `REASON_REQUIRED`, `IDENTITY_NOT_FOUND`, `EXEMPTION_EXISTS`, `POLICY_NOT_FOUND` (of the scope),
   * `INVALID_ARGUMENT`.
   */
  readonly grant: (request: GrantExemptionRequest) => Promise<Exemption>;
  /**
   * Throws `REASON_REQUIRED`, `IDENTITY_NOT_FOUND`, `EXEMPTION_NOT_FOUND`, `EXEMPTION_ENDED`, `EXEMPTION_NOT_OWNED`
   * unless its owner or an operator asks.
   */
  readonly end: (request: EndExemptionRequest) => Promise<Exemption>;
  readonly list: (request: ListExemptionsRequest) => Promise<ListPage<ExemptionEntry>>;
  /** Those to look at again, the soonest first: of identities and of policies. Throws `INVALID_ARGUMENT`. */
  readonly reviews: (request: ExemptionReviewsRequest) => Promise<ListPage<ExemptionReview>>;
}

/** Notices that the host sends. */
export interface Notices {
  /** It has arrived (P4). Throws `IDENTITY_NOT_FOUND`, `NOTICE_NOT_FOUND`, `INVALID_ARGUMENT`. */
  readonly acknowledge: (request: AcknowledgeNoticeRequest) => Promise<StageProgress>;
}

/** Whole accounts. */
export interface Accounts {
  /** Everything that is kept of one, record by record. Throws `INVALID_ARGUMENT`, with the first record. */
  readonly export: (request: ExportRequest) => AsyncIterable<ExportRecord>;
  /** Removes one, its log too. Throws `REASON_REQUIRED`, `LEGAL_HOLD` (X3), `INVALID_ARGUMENT`. */
  readonly remove: (request: RemoveAccountRequest) => Promise<AccountRemoved>;
}

export interface LifecycleCalls {
  readonly accounts: Accounts;
  readonly requirements: Requirements;
  readonly exemptions: Exemptions;
  readonly notices: Notices;
}

export function lifecycleCalls(runtime: Runtime): LifecycleCalls {
  return {
    accounts: {
      export: (request) => exportAccount(runtime, request),
      remove: async (request) => removeAccount(runtime, checkObject(request)),
    },
    requirements: {
      open: async (request) => openRequirementOf(runtime, checkObject(request)),
      meet: async (request) => meetRequirementOf(runtime, checkObject(request)),
      fail: async (request) => failRequirementOf(runtime, checkObject(request)),
      error: async (request) => errorRequirementOf(runtime, checkObject(request)),
      waive: async (request) => waiveRequirementOf(runtime, checkObject(request)),
      withdraw: async (request) => withdrawRequirementOf(runtime, checkObject(request)),
      list: async (request) => listRequirements(runtime, checkObject(request)),
      upcoming: async (request) => upcomingRequirements(runtime, checkObject(request)),
    },
    exemptions: {
      grant: async (request) => grantExemptionOf(runtime, checkObject(request)),
      end: async (request) => endExemptionOf(runtime, checkObject(request)),
      list: async (request) => listExemptions(runtime, checkObject(request)),
      reviews: async (request) => exemptionReviews(runtime, checkObject(request)),
    },
    notices: { acknowledge: async (request) => acknowledgeNoticeOf(runtime, checkObject(request)) },
  };
}
