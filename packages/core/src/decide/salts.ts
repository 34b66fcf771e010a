import type { IdentityEventType } from '../model/event';
import { personalIn, type Salts } from '../model/personal-data';
import type { NewEvent } from './new-event';

/** Which events can hold names, attributes or reasons. The others are not looked through. */
const canBePersonal: { readonly [T in IdentityEventType]: boolean } = {
  'identity.registered': true,
  'identity.imported': true,
  'identity.erased': true,
  'identity.updated': true,
  'identity.removed': true,
  'identity.status_changed': false,
  'identity.notice_served': false,
  'identity.notice_acknowledged': false,
  'identity.notice_withdrawn': false,
  'identity.activity_refused': false,
  'identity.dormant': false,
  'identity.reactivated': false,
  'control.created': true,
  'control.deleted': true,
  'control.expired': false,
  would_restrict: false,
  'requirement.opened': false,
  'requirement.met': false,
  'requirement.failed': true,
  'requirement.errored': true,
  'requirement.waived': true,
  'requirement.withdrawn': true,
  'requirement.renewal_due': false,
  'requirement.overdue': false,
  'exemption.granted': true,
  'exemption.ended': true,
  'exemption.review_due': false,
};

/** A salt for each kind of personal data that an event holds (E3a); null when it holds none. */
export function saltsOf({ type, data }: NewEvent, newId: () => string): Salts | null {
  if (!canBePersonal[type]) return null;
  const found = personalIn(data);
  return found.size === 0 ? null : Object.fromEntries([...found].map((field) => [field, newId()]));
}
