import type { IdentityState } from '@dormouse/core';
import type { Grant } from '@dormouse/example-host-kit';
import { type Services, SUSPENDED } from './services';

/** Removes an identity, and everything that belongs to it (K8). What it did stays in the log. */
export async function removeIdentity(
  { dormouse }: Services,
  { account, actor }: Grant,
  id: string,
  reason: string,
): Promise<readonly string[]> {
  const { items } = await dormouse.identities.remove({ accountId: account, actor, ids: [id], reason, atomic: true });
  const [outcome] = items;
  return outcome?.ok === true ? outcome.value.removed : [];
}

export async function setLocked(
  { dormouse }: Services,
  { account, actor }: Grant,
  id: string,
  locked: boolean,
): Promise<IdentityState> {
  await dormouse.identities.update({ accountId: account, actor, atomic: true, identities: [{ id, locked }] });
  return dormouse.identities.get(account, id);
}

/** Disables a key or suspends a user, or takes that back. Doing it twice is no fault. */
export async function setSuspended(
  { dormouse }: Services,
  { account, actor }: Grant,
  id: string,
  suspended: boolean,
): Promise<void> {
  const order = { accountId: account, actor };
  const { activeControls } = await dormouse.identities.get(account, id);
  const control = activeControls.find(({ type, setBy }) => type === SUSPENDED && setBy === 'CLIENT');
  if (suspended && control === undefined) {
    await dormouse.controls.create({
      ...order,
      identityId: id,
      type: SUSPENDED,
      reasonCode: 'OTHER',
      reason: 'Disabled by an administrator',
    });
  }
  if (!suspended && control !== undefined) {
    await dormouse.controls.delete({
      ...order,
      controlId: control.id,
      reason: 'Enabled by an administrator',
      authority: 'OPERATOR',
    });
  }
}
