import { type ChainHead, linkTo } from '../model/chain';
import { DormouseError } from '../model/errors';
import type { IdentityEvent, IdentityEventOf } from '../model/event';
import { isExemptionInForce } from '../model/exemption';
import { erasedForm, mapPersonal, type PersonalField, redact, type Salts } from '../model/personal-data';
import type { Change, Slot } from '../model/stored-subject';
import type { Subject } from '../model/subject';
import { conclude } from './conclude';
import type { Context } from './context';
import { draftOf, record } from './draft';
import { saltsOf } from './salts';
import { tellTime } from './tell-time';

/** Erases personal data of an identity, that of a removed one too. */
export interface EraseIdentity {
  readonly accountId: string;
  readonly fields: readonly PersonalField[];
  readonly reason: string;
  /** All its events so far, in order. */
  readonly events: readonly IdentityEvent[];
}

/** A change, and the earlier events as they are without the data. */
export interface IdentityErased {
  readonly change: Change;
  /** Only those that changed; their hashes are what they were. */
  readonly rewritten: readonly IdentityEvent[];
}

/**
 * Decides on an erasure: salted hashes take the place of the data, in the identity and in its log, and the salts are
 * dropped, so that nobody can try values. The chain still verifies. The erasure is itself an event (E3a).
 * @throws DormouseError `IDENTITY_NOT_FOUND` for an id that never had an event; `LEGAL_HOLD` (X3).
 */
export function eraseIdentity(slot: Slot, command: EraseIdentity, context: Context): IdentityErased {
  if (slot.sequence === 0) {
    throw new DormouseError('IDENTITY_NOT_FOUND', 'there never was an identity with this id in the account', {
      identityId: slot.id,
    });
  }
  const fields = new Set(command.fields);
  const rewritten = command.events.flatMap((event) => {
    const erased = eraseEvent(event, fields, context);
    return erased === event ? [] : [erased];
  });
  const change = slot.stored === null ? tellOfRemoved(slot, command, context) : eraseStored(slot, command, context);
  return { change, rewritten };
}

/** The event as it was hashed, with the data of these kinds gone, and with it its salts. */
function eraseEvent(event: IdentityEvent, fields: ReadonlySet<PersonalField>, { hash }: Context): IdentityEvent {
  const { salts, ...rest } = event;
  const gone: Salts = ofFields(salts, (field) => fields.has(field));
  if (salts === undefined || Object.keys(gone).length === 0) return event;
  const kept = ofFields(salts, (field) => !fields.has(field));
  const erased = { ...rest, data: redact(rest.data, gone, hash) };
  return (Object.keys(kept).length === 0 ? erased : { ...erased, salts: kept }) as IdentityEvent;
}

function ofFields(salts: Salts | undefined, test: (field: PersonalField) => boolean): Salts {
  return Object.fromEntries(Object.entries(salts ?? {}).filter(([field]) => test(field as PersonalField)));
}

function eraseStored(slot: Slot, { fields, reason }: EraseIdentity, context: Context): Change {
  const draft = draftOf(slot, slot.stored?.subject ?? neverStored(slot), context);
  const before = draft.subject;
  checkNotHeld(before, context);
  tellTime(draft);
  const erase = <T>(value: T): T =>
    mapPersonal(value, (field, data) =>
      fields.includes(field) ? erasedForm(field, data, context.newId(), context.hash) : data,
    );
  const { identity, controls, exemptions } = before;
  const subject = { ...before, identity: erase(identity), controls: erase(controls), exemptions: erase(exemptions) };
  draft.subject = subject;
  record(draft, {
    type: 'identity.erased',
    data: {
      fields: [...new Set(fields)].sort(),
      reason,
      identity: subject.identity,
      controls: subject.controls.filter((control, index) => control !== controls[index]),
      exemptions: subject.exemptions.filter((exemption, index) => exemption !== exemptions[index]),
    },
  });
  return conclude(draft);
}

function neverStored(slot: Slot): never {
  throw new DormouseError('IDENTITY_NOT_FOUND', 'there is no identity with this id', { identityId: slot.id });
}

function checkNotHeld({ identity, exemptions }: Subject, { at }: Context): void {
  const hold = exemptions.find((held) => held.kind === 'LEGAL_HOLD' && isExemptionInForce(held, at));
  if (hold === undefined) return;
  throw new DormouseError('LEGAL_HOLD', 'under a legal hold nothing is erased: it must be lifted first', {
    identityId: identity.id,
    exemption: hold,
  });
}

/** Of a removed identity only the log is left. */
function tellOfRemoved(slot: Slot, { accountId, fields, reason }: EraseIdentity, context: Context): Change {
  const { at, actor, hash, newId } = context;
  const head: ChainHead = { sequence: slot.sequence, hash: slot.headHash };
  const data = { fields: [...new Set(fields)].sort(), reason, identity: null, controls: [], exemptions: [] };
  const told = { type: 'identity.erased', data } as const;
  const salts = saltsOf(told, newId) ?? {};
  const event: IdentityEventOf<'identity.erased'> = linkTo(
    head,
    { accountId, identityId: slot.id, at, actor, ...told, salts },
    hash,
  );
  return { id: slot.id, stored: null, sequence: event.sequence, headHash: event.hash, events: [event] };
}
