import type { DormouseEvent } from '@dormouse/core';
import type { Dialect } from '../dialect';
import { writeReasonCode } from '../dialect';

/** An event of the API: its type, and what its object says. */
export interface WireEvent {
  readonly id: string;
  readonly type: string;
  readonly objectType: string;
  readonly object: Readonly<Record<string, unknown>>;
  readonly at: number;
}

/** The id of an event: the identity and its place in the identity's log, so that it can be found again. */
export const eventId = ({ identityId, sequence }: DormouseEvent): string =>
  Buffer.from(JSON.stringify([identityId, sequence])).toString('base64url');

/** The identity and the sequence of an event id; null when it is none. */
export function readEventId(text: string): { readonly identityId: string; readonly sequence: number } | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const [identityId, sequence] = Array.isArray(value) ? value : [];
    if (typeof identityId !== 'string' || !Number.isSafeInteger(sequence)) return null;
    return { identityId, sequence };
  } catch {
    return null;
  }
}

/** Types of our log that the API has a word for. */
export const TOLD = [
  'identity.status_changed',
  'control.created',
  'control.deleted',
  'requirement.renewal_due',
  'requirement.met',
  'requirement.overdue',
] as const;

const statusEvents: Readonly<Record<string, string>> = {
  APPROVED: 'identity.approved',
  DENIED: 'identity.denied',
  DISABLED: 'identity.disabled',
};

/** The event as the API tells it; null for what it has no word for. */
export function wireEvent(dialect: Dialect, event: DormouseEvent): WireEvent | null {
  const id = eventId(event);
  const told = (type: string, objectType: string, object: Record<string, unknown>): WireEvent => ({
    id,
    type,
    objectType,
    object: { id, identity_id: event.identityId, ...object },
    at: event.at,
  });
  switch (event.type) {
    case 'identity.status_changed': {
      const type = statusEvents[event.data.to];
      if (type === undefined) return null;
      const { from, to } = event.data;
      if (dialect === '2025') return told(type, 'identity_status_change', { old_status: from, new_status: to });
      return told(type, 'identity_summary_status_change', { old_summary_status: from, new_summary_status: to });
    }
    case 'control.created':
    case 'control.deleted': {
      if (dialect === '2025') return null;
      const { control } = event.data;
      return told(`identity.${event.type}`, 'identity_control', {
        control_id: control.id,
        control_type: control.type,
        set_by: control.setBy === 'CLIENT' ? 'CLIENT' : 'PAXOS',
        is_overridable: control.overridable,
        reason_code: writeReasonCode(dialect, control.reasonCode),
      });
    }
    case 'requirement.renewal_due':
    case 'requirement.overdue':
      if (event.data.requirementType !== 'KYC_REFRESH') return null;
      return told(kycType[event.type], 'identity_kyc_refresh', {});
    case 'requirement.met':
      // The first one comes with the approval: nobody asked for it.
      if (event.data.requirement.type !== 'KYC_REFRESH' || event.data.from === 'PENDING') return null;
      return told('identity.kyc_refresh.completed', 'identity_kyc_refresh', {
        last_kyc_refresh_date: new Date(event.at).toISOString().slice(0, 10),
      });
    default:
      return null;
  }
}

const kycType = {
  'requirement.renewal_due': 'identity.kyc_refresh.started',
  'requirement.overdue': 'identity.kyc_refresh.expired',
} as const;

/** The whole event, as `GET /events/{id}` answers. */
export function eventJson({ id, type, objectType, object, at }: WireEvent): Record<string, unknown> {
  return { id, type, object_type: objectType, object, created_at: nanos(at), undelivered_webhooks: 0 };
}

/** What a webhook gets: that something happened, and where to fetch it. */
export function thinEvent({ id, type, at }: WireEvent): Record<string, unknown> {
  return { id, type, source: 'com.paxos', time: nanos(at), object: 'event', is_test: false };
}

/** RFC 3339 with nine decimals, as the samples have it on events. */
const nanos = (at: number): string => new Date(at).toISOString().replace('Z', '000000Z');
