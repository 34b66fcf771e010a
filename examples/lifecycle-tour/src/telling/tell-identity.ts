import type { ControlCause, IdentityEvent, IdentityEventOf, IdentityEventType } from '@dormouse/core';
import { by, day, quoted } from './english';

type Tellers = { readonly [T in IdentityEventType]: (event: IdentityEventOf<T>) => string };

const tellers: Tellers = {
  'identity.registered': ({ data }) => `is registered as ${data.identity.kind}; the status is ${data.status}`,
  'identity.imported': ({ data }) => `comes from ${data.source}, with its history; the status is ${data.status}`,
  'identity.erased': ({ data, actor }) => `personal data is erased${by(actor)}: ${data.fields.join(', ')}`,
  'identity.updated': ({ data }) => `changes: ${data.changed.join(', ')}`,
  'identity.removed': ({ data, actor }) =>
    data.removedWith === null
      ? `is removed${by(actor)}:${quoted(data.reason)}`
      : `is removed together with ${data.removedWith}`,
  'identity.status_changed': ({ data }) => `the status changes from ${data.from} to ${data.to}`,
  'identity.notice_served': ({ data }) => `is warned: notice ${data.template}, quiet since ${day(data.progress.base)}`,
  'identity.notice_acknowledged': () => 'the notice has arrived',
  'identity.activity_refused': ({ data }) =>
    `is active on ${day(data.activityAt)} and refused: a person must lift the control`,
  'identity.notice_withdrawn': ({ data }) =>
    `the notice of ${day(data.progress.at)} is withdrawn: ${data.because === 'EPISODE_ENDED' ? 'they are back' : 'the rule no longer governs'}`,
  'identity.dormant': () => 'is dormant from now on',
  'identity.reactivated': ({ data }) => `is reactivated; the clock starts again on ${day(data.since)}`,
  'control.created': ({ data: { control } }) =>
    `gets the control ${control.type} (${control.reasonCode})${by(control.actor)}${whose(control.cause)}`,
  'control.deleted': ({ data: { control } }) =>
    `the control ${control.type} is lifted${by(control.deletedBy)}:${quoted(control.deletionReason)}`,
  'control.expired': ({ data }) => `the control ${data.controlType} has expired`,
  would_restrict: ({ data }) => `would get ${data.controlType} from the policy ${data.policyId}, which only observes`,
  'requirement.opened': ({ data }) => `must show ${data.requirement.type}`,
  'requirement.met': ({ data, actor }) => `has shown ${data.requirement.type}${by(actor)}`,
  'requirement.failed': ({ data }) => `has failed ${data.requirement.type}:${quoted(data.reason)}`,
  'requirement.errored': ({ data }) => `${data.requirement.type} could not be checked${quoted(data.reason)}`,
  'requirement.waived': ({ data }) => `need not show ${data.requirement.type}:${quoted(data.reason)}`,
  'requirement.withdrawn': ({ data }) => `is no longer asked for ${data.requirementType}:${quoted(data.reason)}`,
  'requirement.renewal_due': ({ data }) => `must renew ${data.requirementType}`,
  'requirement.overdue': ({ data }) => `is late with ${data.requirementType}`,
  'exemption.granted': ({ data: { exemption } }) =>
    `${exemption.kind} ${until(exemption.until)}, owned by ${exemption.owner}:${quoted(exemption.reason)}`,
  'exemption.ended': ({ data, actor }) => `${data.kind} ends${by(actor)}${quoted(data.reason)}`,
  'exemption.review_due': ({ data }) => `${data.owner} should look at the ${data.kind} again`,
};

/** What an event of an identity says, in English. A type that has no words does not compile. */
export function tellIdentity(event: IdentityEvent): string {
  const tell = tellers[event.type] as (event: IdentityEvent) => string;
  return tell(event);
}

function until(end: number | null): string {
  return end === null ? 'without an end' : `until ${day(end)}`;
}

function whose(cause: ControlCause | null): string {
  return cause === null ? '' : ` from the rule ${cause.policyId}/${cause.ruleId}, version ${cause.version}`;
}
