import { effectiveState, type Requirement, type Subject } from '@dormouse/core';
import type { Dialect } from '../dialect';
import { isHidden } from '../policies';

/** A requirement that is outstanding, and how. */
export interface Outstanding {
  readonly type: string;
  readonly status: 'PENDING' | 'FAILED';
}

/** What is still to be shown, by type. What is satisfied disappears. */
export function outstanding({ requirements }: Subject, at: number): readonly Outstanding[] {
  return requirements
    .filter(({ type }) => !isHidden(type))
    .flatMap((requirement) => {
      const status = statusOf(requirement, at);
      return status === null ? [] : [{ type: requirement.type, status }];
    })
    .sort((left, right) => (left.type < right.type ? -1 : 1));
}

function statusOf(requirement: Requirement, at: number): Outstanding['status'] | null {
  const state = effectiveState(requirement, at);
  if (state === 'MET' || state === 'WAIVED') return null;
  return state === 'FAILED' || state === 'OVERDUE' ? 'FAILED' : 'PENDING';
}

/** What each type says while it is pending and when it has failed: the error code, and who must act. */
const errors: Readonly<
  Record<string, { readonly pending: string; readonly failed: string; readonly by: 'PAXOS' | 'CLIENT' }>
> = {
  ID_VERIFICATION: { pending: 'identity_verification_required', failed: 'identity_verification_failed', by: 'CLIENT' },
  DOCUMENT_VERIFICATION: { pending: 'document_upload_required', failed: 'document_verification_failed', by: 'CLIENT' },
  SCREENING_CHECK: { pending: 'screening_in_progress', failed: 'screening_failed', by: 'PAXOS' },
  COMPLIANCE_CHECK: { pending: 'compliance_review_required', failed: 'compliance_review_failed', by: 'PAXOS' },
  ENHANCED_DUE_DILIGENCE: { pending: 'edd_documentation_required', failed: 'edd_documentation_required', by: 'CLIENT' },
  RISK_AWARENESS_ASSESSMENT: { pending: 'assessment_failed', failed: 'assessment_failed', by: 'CLIENT' },
  KYC_REFRESH: { pending: 'identity_verification_required', failed: 'kyc_refresh_overdue', by: 'CLIENT' },
  MEMBERS: { pending: 'member_verification_pending', failed: 'member_verification_failed', by: 'CLIENT' },
};

const sentence = (code: string): string => `${code[0]?.toUpperCase()}${code.slice(1).replaceAll('_', ' ')}.`;

/** The requirement as the API of 2026 writes it. */
export function requirementJson({ type, status }: Outstanding): Record<string, unknown> {
  const known = errors[type];
  const code = known === undefined ? null : status === 'FAILED' ? known.failed : known.pending;
  return {
    type,
    status,
    ...(type !== 'MEMBERS' && { awaiting_action_from: known?.by ?? 'PAXOS' }),
    errors: code === null ? [] : [{ code, description: sentence(code) }],
  };
}

/** The lists of 2025: the state is the list in which a requirement stands; empty ones are left out. */
export function requirementLists(dialect: Dialect, list: readonly Outstanding[]): Record<string, unknown> {
  if (dialect === '2026') return { requirements: list.map(requirementJson) };
  const named = (status: Outstanding['status'], word: string) =>
    list
      .filter((each) => each.status === status)
      .map(({ type }) => ({ type, message: `${word} ${type.toLowerCase().replaceAll('_', ' ')}` }));
  const pending = named('PENDING', 'Pending');
  const failed = named('FAILED', 'Failed');
  return {
    ...(pending.length > 0 && { pending_requirements: pending }),
    ...(failed.length > 0 && { failed_requirements: failed }),
  };
}
