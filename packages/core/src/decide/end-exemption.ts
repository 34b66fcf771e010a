import type { ControlAuthority } from '../model/control';
import { DormouseError } from '../model/errors';
import type { Exemption } from '../model/exemption';
import type { Slot } from '../model/stored-subject';
import { conclude } from './conclude';
import type { Context } from './context';
import { draftOfStored, record } from './draft';
import type { ExemptionDone } from './grant-exemption';
import { tellTime } from './tell-time';

/** Ends an exemption before its time. */
export interface EndExemption {
  readonly exemptionId: string;
  readonly authority: Exclude<ControlAuthority, 'POLICY'>;
  readonly reason: string;
}

/**
 * Decides on ending an exemption: it was in force up to now. The end of an `EXEMPTION` restarts the clock (A3, X2). Only
 * its owner or an operator may (X3).
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `EXEMPTION_NOT_FOUND`; `EXEMPTION_ENDED`; `EXEMPTION_NOT_OWNED` unless the
 * actor is its owner, or an operator.
 */
export function endExemption(slot: Slot, command: EndExemption, context: Context): ExemptionDone {
  const draft = draftOfStored(slot, context);
  const { exemptionId, reason } = command;
  const exemption = draft.subject.exemptions.find(({ id }) => id === exemptionId);
  if (exemption === undefined) {
    throw new DormouseError('EXEMPTION_NOT_FOUND', 'the identity has no exemption with this id', { exemptionId });
  }
  check(exemption, command, context);
  tellTime(draft);
  const { at } = context;
  const ended: Exemption = { ...exemption, until: at };
  const exemptions = draft.subject.exemptions.map((other) => (other === exemption ? ended : other));
  draft.subject = { ...draft.subject, exemptions };
  record(draft, { type: 'exemption.ended', data: { exemptionId, kind: ended.kind, since: at, reason } });
  return { change: conclude(draft), exemption: ended };
}

function check(exemption: Exemption, { authority }: EndExemption, { at, actor }: Context): void {
  if (exemption.until !== null && exemption.until <= at) {
    throw new DormouseError('EXEMPTION_ENDED', 'the exemption has ended already', { exemption });
  }
  if (authority === 'OPERATOR' || (actor !== null && actor === exemption.owner)) return;
  throw new DormouseError('EXEMPTION_NOT_OWNED', 'only its owner, as the actor, or an operator can end it', {
    exemption,
  });
}
