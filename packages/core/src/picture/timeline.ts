import { plainText } from '../evaluate/plain-text';
import type { Control } from '../model/control';
import type { IdentityEvent } from '../model/event';
import type { Exemption } from '../model/exemption';
import type { Status } from '../model/status';
import type { Instant } from '../time/instant';

/** An identity's history as a picture shows it. All spans are `[from, until)`; an open one ends with the picture. */
export interface Timeline {
  readonly from: Instant;
  readonly until: Instant;
  readonly statuses: readonly Span<Status>[];
  readonly controls: readonly Span<Control>[];
  readonly exemptions: readonly Span<Exemption>[];
  readonly marks: readonly Mark[];
}

/** Something that lasted. */
export interface Span<T> {
  readonly of: T;
  readonly from: Instant;
  readonly until: Instant;
}

/** Something that happened at one instant. */
export interface Mark {
  readonly row: 'Notices' | 'Requirements' | 'Returns';
  readonly at: Instant;
  readonly what: string;
  /** It took something back: a notice that was withdrawn, activity that was refused. */
  readonly open: boolean;
}

/** Reads the events of one identity, in order. Their `sequence` is trusted; `until` is where open spans end. */
export function readTimeline(events: readonly IdentityEvent[], until: Instant): Timeline {
  const ordered = [...events].sort((left, right) => left.sequence - right.sequence);
  const before = ordered.filter(({ at }) => at <= until);
  const from = before[0]?.at ?? until;
  const removed = before.find(({ type }) => type === 'identity.removed')?.at ?? until;
  return {
    from,
    until,
    statuses: statusSpans(before, removed),
    controls: [...controlSpans(before, removed).values()],
    exemptions: [...exemptionSpans(before, removed).values()],
    marks: before.flatMap(markOf),
  };
}

function statusOf(event: IdentityEvent): Status | null {
  if (event.type === 'identity.registered' || event.type === 'identity.imported') return event.data.status;
  return event.type === 'identity.status_changed' ? event.data.to : null;
}

function statusSpans(events: readonly IdentityEvent[], end: Instant): readonly Span<Status>[] {
  const spans: Span<Status>[] = [];
  for (const event of events) {
    const status = statusOf(event);
    if (status === null) continue;
    const last = spans.pop();
    if (last !== undefined) spans.push({ ...last, until: event.at });
    spans.push({ of: status, from: event.at, until: end });
  }
  return spans;
}

function controlSpans(events: readonly IdentityEvent[], end: Instant): ReadonlyMap<string, Span<Control>> {
  const spans = new Map<string, Span<Control>>();
  const begin = (control: Control): void => {
    spans.set(control.id, { of: control, from: control.createdAt, until: Math.min(end, control.deletedAt ?? end) });
  };
  for (const event of events) {
    if (event.type === 'identity.imported') event.data.subject.controls.forEach(begin);
    if (event.type === 'control.created' || event.type === 'control.deleted') begin(event.data.control);
    if (event.type !== 'control.expired') continue;
    const span = spans.get(event.data.controlId);
    if (span !== undefined) spans.set(event.data.controlId, { ...span, until: event.data.since });
  }
  return spans;
}

function exemptionSpans(events: readonly IdentityEvent[], end: Instant): ReadonlyMap<string, Span<Exemption>> {
  const spans = new Map<string, Span<Exemption>>();
  const begin = (exemption: Exemption, at: Instant): void => {
    spans.set(exemption.id, {
      of: exemption,
      from: exemption.from ?? at,
      until: Math.min(end, exemption.until ?? end),
    });
  };
  for (const event of events) {
    if (event.type === 'identity.imported') for (const each of event.data.subject.exemptions) begin(each, event.at);
    if (event.type === 'exemption.granted') begin(event.data.exemption, event.at);
    if (event.type !== 'exemption.ended') continue;
    const span = spans.get(event.data.exemptionId);
    if (span !== undefined)
      spans.set(event.data.exemptionId, { ...span, until: Math.min(span.until, event.data.since) });
  }
  return spans;
}

function markOf(event: IdentityEvent): readonly Mark[] {
  const { at } = event;
  switch (event.type) {
    case 'identity.notice_served':
      return [{ row: 'Notices', at, what: `notice ${plainText(event.data.template)} served`, open: false }];
    case 'identity.notice_withdrawn':
      return [
        { row: 'Notices', at, what: `notice of stage ${plainText(event.data.progress.stageId)} withdrawn`, open: true },
      ];
    case 'identity.reactivated':
      return [{ row: 'Returns', at, what: 'reactivated', open: false }];
    case 'identity.activity_refused':
      return [{ row: 'Returns', at, what: 'activity refused', open: true }];
    case 'requirement.opened':
    case 'requirement.met':
    case 'requirement.failed':
    case 'requirement.errored':
    case 'requirement.waived':
      return [
        {
          row: 'Requirements',
          at,
          what: `${plainText(event.data.requirement.type)} ${event.type.slice('requirement.'.length)}`,
          open: false,
        },
      ];
    case 'requirement.renewal_due':
    case 'requirement.overdue':
    case 'requirement.withdrawn':
      return [
        {
          row: 'Requirements',
          at,
          what: `${plainText(event.data.requirementType)} ${event.type.slice('requirement.'.length).replace('_', ' ')}`,
          open: event.type === 'requirement.withdrawn',
        },
      ];
    default:
      return [];
  }
}
