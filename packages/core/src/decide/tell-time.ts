import { isHad } from '../evaluate/judge-requirements';
import { isControlActive } from '../model/control';
import { isExemptionInForce } from '../model/exemption';
import type { Requirement } from '../model/requirement';
import { overdueFrom } from '../model/requirement-state';
import type { Subject } from '../model/subject';
import { type Instant, NEVER } from '../time/instant';
import { type Draft, record } from './draft';
import type { NewEvent } from './new-event';

/** Something that happens to a subject when its time comes, without anybody doing it. */
interface Telling {
  readonly since: Instant;
  readonly event: NewEvent;
}

/**
 * Writes the events that time has driven since the subject was last written, each once (L3), in the order in which
 * they came about. Every decision begins with it, so that an event never stands before its cause.
 */
export function tellTime(draft: Draft): void {
  const { at } = draft.context;
  const toldUntil = draft.slot.stored?.toldUntil ?? at;
  const tellings = tellingsOf(draft.subject).filter(({ since }) => since > toldUntil && since <= at);
  for (const { event } of tellings) record(draft, event);
}

/** The first instant after `at` at which time will drive an event; `Infinity` when it never will. */
export function nextTelling(subject: Subject, at: Instant): Instant {
  let next = NEVER;
  for (const { since } of tellingsOf(subject)) if (since > at && since < next) next = since;
  return next;
}

const nothing: readonly Telling[] = [];

/** All of them, past and coming, sorted: by instant, then as events are listed here, then by id (L2). */
function tellingsOf(subject: Subject): readonly Telling[] {
  const { controls, requirements, exemptions } = subject;
  if (controls.length === 0 && requirements.length === 0 && exemptions.length === 0) return nothing;
  const tellings = [
    ...expiries(subject),
    ...requirementMoments(subject),
    ...exemptionEnds(subject),
    ...reviews(subject),
  ];
  return tellings.sort((left, right) => left.since - right.since);
}

function sortedById<T extends { readonly id: string }>(members: readonly T[]): readonly T[] {
  return members.length < 2 ? members : [...members].sort((left, right) => (left.id < right.id ? -1 : 1));
}

function* expiries({ controls }: Subject): Generator<Telling> {
  const reactivations = new Set<Instant>();
  for (const { id, type, expiresAt, deletedAt } of sortedById(controls)) {
    if (expiresAt === null || (deletedAt !== null && deletedAt <= expiresAt)) continue;
    yield {
      since: expiresAt,
      event: { type: 'control.expired', data: { controlId: id, controlType: type, since: expiresAt } },
    };
    if (type !== 'DORMANT' || reactivations.has(expiresAt)) continue;
    if (controls.some((other) => other.type === 'DORMANT' && isControlActive(other, expiresAt))) continue;
    reactivations.add(expiresAt);
    const data = { controlId: id, since: expiresAt, because: 'CONTROL_EXPIRED' } as const;
    yield { since: expiresAt, event: { type: 'identity.reactivated', data } };
  }
}

function* requirementMoments({ requirements }: Subject): Generator<Telling> {
  for (const requirement of sortedById(requirements)) {
    const { id, type, state, validUntil } = requirement;
    const overdue = overdueFrom(requirement);
    const data = { requirementId: id, requirementType: type };
    if (state === 'MET' && validUntil !== null && validUntil < overdue) {
      yield { since: validUntil, event: { type: 'requirement.renewal_due', data: { ...data, since: validUntil } } };
    }
    if (overdue === NEVER || isHadByGroup(requirement, requirements, overdue)) continue;
    yield { since: overdue, event: { type: 'requirement.overdue', data: { ...data, since: overdue } } };
  }
}

/** A member of a group that another member meets is missed by nobody (R3). */
function isHadByGroup({ group }: Requirement, requirements: readonly Requirement[], at: Instant): boolean {
  return group !== null && requirements.some((other) => other.group === group && isHad(other, at));
}

function* exemptionEnds({ exemptions }: Subject): Generator<Telling> {
  for (const { id, kind, from, until } of sortedById(exemptions)) {
    if (until === null || (from !== null && until <= from)) continue;
    const data = { exemptionId: id, kind, since: until, reason: null };
    yield { since: until, event: { type: 'exemption.ended', data } };
  }
}

/** A reminder makes sense only while the exemption is in force. */
function* reviews({ exemptions }: Subject): Generator<Telling> {
  for (const exemption of sortedById(exemptions)) {
    const { id, kind, owner, reviewBy } = exemption;
    if (reviewBy === null || !isExemptionInForce(exemption, reviewBy)) continue;
    const data = { exemptionId: id, kind, owner, since: reviewBy };
    yield { since: reviewBy, event: { type: 'exemption.review_due', data } };
  }
}
