import { isControlActive } from '../../model/control';
import { isExemptionInForce } from '../../model/exemption';
import type { ReportOwner, ReportRow } from '../../model/report';
import type { Status } from '../../model/status';
import type { StoredSubject } from '../../model/stored-subject';
import { compareIds } from '../../storage/compare-ids';
import { elapsedBetween } from '../../time/elapsed';
import { isTroubleOfAccount } from '../account-sweep';
import { statusAt } from '../identity-state';
import type { Runtime } from '../runtime';
import { underFacts } from '../under-facts';
import type { Inactivity } from './inactivity';
import type { Lens } from './report-request';

/** An identity that a report lists, and what it found. */
export interface Listed {
  readonly stored: StoredSubject;
  readonly inactivity: Inactivity;
}

/** The rows of a part of a report: its identities with their status, owners and children. */
export async function rowsOf(runtime: Runtime, lens: Lens, listed: readonly Listed[]): Promise<readonly ReportRow[]> {
  if (listed.length === 0) return [];
  const subjects = listed.map(({ stored }) => stored);
  const statuses = await statusesOf(runtime, lens, subjects);
  const ids = subjects.map(({ subject }) => subject.identity.id);
  const children = await runtime.storage.countChildren(lens.accountId, ids);
  const owners = await ownersOf(runtime, lens.accountId, subjects);
  return listed.map((each, index) => {
    const { parentId } = each.stored.subject.identity;
    return {
      ...rowOf(each, lens),
      status: statuses[index] ?? each.stored.status,
      owner: parentId === null ? null : (owners.get(parentId) ?? { id: parentId, kind: null, name: null }),
      children: children[index] ?? 0,
    };
  });
}

function rowOf({ stored, inactivity }: Listed, { at, zone }: Lens): Omit<ReportRow, 'status' | 'owner' | 'children'> {
  const { identity, controls, exemptions } = stored.subject;
  const inForce = controls.filter((control) => isControlActive(control, at));
  return {
    identityId: identity.id,
    kind: identity.kind,
    name: identity.name,
    createdAt: identity.createdAt,
    lastActiveAt: inactivity.lastActiveAt,
    inactiveFor: elapsedBetween(inactivity.since, at, zone).text,
    neverUsed: inactivity.lastActiveAt === null,
    controls: [...new Set(inForce.map(({ type }) => type))].sort(),
    exemptions: exemptions
      .filter((exemption) => isExemptionInForce(exemption, at))
      .map(({ id, kind, until }) => ({ id, kind, until }))
      .sort((left, right) => compareIds(left.id, right.id)),
    locked: identity.locked,
  };
}

/** Policies that cannot be compiled cost no report: the statuses are then those that were told last (S7). */
async function statusesOf(
  runtime: Runtime,
  { accountId, at }: Lens,
  subjects: readonly StoredSubject[],
): Promise<readonly Status[]> {
  try {
    const { revision } = await runtime.storage.policies(accountId);
    const active = await runtime.policies.get(accountId, revision);
    return await underFacts(runtime.policies.factSource, active, (under) =>
      subjects.map((stored) => statusAt(stored, under, at).status),
    );
  } catch (error) {
    if (!isTroubleOfAccount(error)) throw error;
    return subjects.map(({ status }) => status);
  }
}

async function ownersOf(
  { storage }: Runtime,
  accountId: string,
  subjects: readonly StoredSubject[],
): Promise<ReadonlyMap<string, ReportOwner>> {
  const parents = new Set<string>();
  for (const { subject } of subjects) if (subject.identity.parentId !== null) parents.add(subject.identity.parentId);
  if (parents.size === 0) return new Map();
  const { stored } = await storage.read(accountId, [...parents]);
  const found = stored.filter((each) => each !== null);
  return new Map(
    found.map(({ subject: { identity } }) => [
      identity.id,
      { id: identity.id, kind: identity.kind, name: identity.name },
    ]),
  );
}
