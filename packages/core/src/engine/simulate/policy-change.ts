import type { PolicyMode } from '../../model/policy-proposal';
import type { SettingsDocument } from '../../policy/settings';

/** What if: one change that a simulation assumes, a union on the literal `change`. */
export type PolicyChange =
  /** A draft, or another version of a policy, is activated. */
  | {
      readonly change: 'activate';
      readonly document: unknown;
      readonly mode?: PolicyMode | null;
      readonly liftRemoved?: boolean | null;
    }
  | { readonly change: 'retire'; readonly policyId: string; readonly liftRemoved?: boolean | null }
  /** A stage of the policy in force gets another `after`. */
  | {
      readonly change: 'threshold';
      readonly policyId: string;
      readonly ruleId: string;
      readonly stageId: string;
      readonly after: string;
    }
  /** A standing exemption of the policy in force is struck out. */
  | { readonly change: 'dropExempt'; readonly policyId: string; readonly exemptId: string }
  /** The exemption, postponement or hold of one identity ends at the instant of the simulation. */
  | { readonly change: 'endExemption'; readonly identityId: string; readonly exemptionId: string }
  /** Other settings of the account take the place of all that it has. */
  | { readonly change: 'settings'; readonly settings: SettingsDocument };
