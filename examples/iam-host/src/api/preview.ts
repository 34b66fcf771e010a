import type { IdentityState } from '@dormouse/core';
import { isSuspended } from '../ibm/entity-json';
import { inactiveIdentities, settings } from '../policy';
import type { Services } from '../services';
import { inactiveDays } from './rows';
import type { Action, Preview, PreviewItem } from './types';

/** Before an identity is removed it must be inactive for so long, as IBM's documentation asks people to confirm. */
const LEAST_DAYS = 30;

/** What an action would do, before anybody does it: who may, who may not and why, and who goes too. */
export async function preview(
  services: Services,
  account: string,
  action: Action,
  ids: readonly string[],
): Promise<Preview> {
  const now = services.clock().getTime();
  const states = await Promise.all(ids.map((id) => services.dormouse.identities.get(account, id).catch(() => null)));
  const items: PreviewItem[] = [];
  const alsoGoes: { id: string; name: string; owner: string }[] = [];
  for (const [index, state] of states.entries()) {
    const id = ids[index] ?? '';
    if (state === null) {
      items.push({ id, name: id, allowed: false, because: 'It is not there any more.' });
      continue;
    }
    const children = action === 'remove' ? await childrenOf(services, account, id) : [];
    const refusal = refusalOf(action, state, children, now);
    items.push({
      id,
      name: nameOf(state),
      allowed: refusal === null,
      because: refusal ?? allowedBecause(action, state, now),
    });
    if (refusal === null)
      for (const child of children) alsoGoes.push({ id: child.identity.id, name: nameOf(child), owner: nameOf(state) });
  }
  const allowed = items.filter((item) => item.allowed).length;
  return { action, items, alsoGoes, guard: await guardOf(services, account, action, allowed) };
}

export async function childrenOf(
  { dormouse }: Services,
  account: string,
  id: string,
): Promise<readonly IdentityState[]> {
  return (await dormouse.identities.list({ accountId: account, parentId: { in: [id] }, limit: 1_000 })).items;
}

export const nameOf = ({ identity }: IdentityState): string => identity.name ?? identity.id;

function refusalOf(
  action: Action,
  state: IdentityState,
  children: readonly IdentityState[],
  now: number,
): string | null {
  if (action === 'remove') return removalRefusal(state, children, now);
  if (action === 'disable' && isSuspended(state)) return 'It is disabled already.';
  if (action === 'enable' && !isSuspended(state)) return 'It is not disabled.';
  return null;
}

function removalRefusal(state: IdentityState, children: readonly IdentityState[], now: number): string | null {
  const days = inactiveDays(state, now);
  if (state.identity.locked) return 'It is locked: unlock it first.';
  const locked = children.find(({ identity }) => identity.locked);
  if (locked !== undefined) return `Its API key ${nameOf(locked)} is locked, and would go too: unlock it first.`;
  const held = state.subject.exemptions.some(
    ({ kind, until }) => kind === 'LEGAL_HOLD' && (until === null || until > now),
  );
  if (held) return 'It is under a legal hold.';
  if (days < LEAST_DAYS)
    return `It was active ${days === 0 ? 'today' : `${days} days ago`}: removal needs ${LEAST_DAYS} days without activity.`;
  const busy = children.find((child) => inactiveDays(child, now) < LEAST_DAYS);
  return busy === undefined
    ? null
    : `Its API key ${nameOf(busy)} was active less than ${LEAST_DAYS} days ago, and would go too.`;
}

function allowedBecause(action: Action, state: IdentityState, now: number): string {
  const days = inactiveDays(state, now);
  const seen = state.lastActiveAt === null ? 'It was never active' : `It has not been active for ${days} days`;
  switch (action) {
    case 'remove':
      return `${seen}. A removal is for good; its history stays.`;
    case 'disable':
      return 'It can do nothing until somebody enables it.';
    case 'enable':
      return 'It can be used again.';
    case 'postpone':
      return `Nothing of the policy ${inactiveIdentities.title} acts on it until then.`;
    case 'exempt':
      return `Nothing of the policy ${inactiveIdentities.title} acts on it; its clock starts anew when the exemption ends.`;
  }
}

/** The account's guard is for policies; people who act on as many at once are asked to confirm. */
async function guardOf(
  { storage, clock }: Services,
  account: string,
  action: Action,
  asked: number,
): Promise<Preview['guard']> {
  if (action !== 'remove' && action !== 'disable') return null;
  const { identities } = await storage.guardState(account, clock().getTime());
  const { percent, atLeast } = settings.guard.maxRestricted;
  const limit = Math.max(atLeast, Math.floor((identities * percent) / 100));
  if (asked <= limit) return null;
  const message = `That is ${asked} identities. The guard of this account lets a policy restrict ${limit} a day: confirm that you mean so many.`;
  return { limit, asked, message };
}
