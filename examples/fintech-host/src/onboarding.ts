import { effectiveState, type Requirement } from '@dormouse/core';
import { Fault } from '@dormouse/example-host-kit';
import { DECISION, DECISION_COUNTS, kycRefresh } from './policies';
import type { Services } from './services';
import { outstanding } from './wire/requirements';

/** What the sandbox can make of a check, or of the decision. */
export type Outcome = 'PENDING' | 'APPROVED' | 'DENIED' | 'ERROR';

interface Ordered {
  readonly accountId: string;
  readonly actor: string;
  readonly identityId: string;
}

/** Sets a check to a state, and opens it where there is none of its type yet. */
export async function setCheck(services: Services, order: Ordered, type: string, outcome: Outcome): Promise<void> {
  const { requirements } = services.dormouse;
  const found = await requirementOf(services, order, type);
  const about = { ...order, requirementId: found?.id ?? `sandbox/${type}` };
  const group = services.dialect === '2026' && type !== DECISION ? await groupOf(services, order) : null;
  if (found === null) await services.dormouse.requirements.open({ ...about, type, group });
  else if (outcome === 'PENDING' && found.state !== 'PENDING') {
    throw new Fault('conflict', `${type} has an outcome already: it does not become pending again`);
  }
  if (outcome === 'APPROVED') await requirements.meet(about);
  if (outcome === 'DENIED') await requirements.fail({ ...about, reason: 'sandbox' });
  if (outcome === 'ERROR') await requirements.error({ ...about, reason: 'sandbox' });
}

async function requirementOf(
  services: Services,
  { accountId, identityId }: Ordered,
  type: string,
): Promise<Requirement | null> {
  const { subject } = await services.dormouse.identities.get(accountId, identityId);
  return subject.requirements.find((each) => each.type === type) ?? null;
}

/** The group of the checks of 2026: what is met with it does not count by itself. */
async function groupOf(services: Services, order: Ordered): Promise<string | null> {
  return (await requirementOf(services, order, DECISION_COUNTS))?.group ?? null;
}

/** In 2026 the decision counts, not each check: their group is as good as met. */
export async function letDecisionCount(services: Services, order: Ordered): Promise<void> {
  if (services.dialect === '2025') return;
  const found = await requirementOf(services, order, DECISION_COUNTS);
  if (found === null || found.state === 'WAIVED') return;
  await services.dormouse.requirements.waive({
    ...order,
    requirementId: found.id,
    reason: 'the decision counts, not each check',
  });
}

/** The onboarding decision follows from the checks, as long as nobody has decided: all shown, or one failed and none open. */
export async function decideOnboarding(services: Services, order: Ordered): Promise<void> {
  const decision = await requirementOf(services, order, DECISION);
  const now = services.clock().getTime();
  if (decision === null || effectiveState(decision, now) !== 'PENDING') return;
  const { subject } = await services.dormouse.identities.get(order.accountId, order.identityId);
  const open = outstanding(subject, now);
  if (open.length === 0) await setCheck(services, order, DECISION, 'APPROVED');
  else if (open.every(({ status }) => status === 'FAILED')) await setCheck(services, order, DECISION, 'DENIED');
}

/** A person who is approved has shown who they are: the KYC refresh begins, and counts as done now. */
export async function beginKyc(services: Services, order: Ordered): Promise<void> {
  const { identity, subject } = await services.dormouse.identities.get(order.accountId, order.identityId);
  const known = subject.requirements.some(({ type }) => type === 'KYC_REFRESH');
  if (identity.kind !== 'PERSON' || subject.approvedAt === null || known) return;
  const request = { ...order, ...kycRefresh(services.dialect) };
  await services.dormouse.requirements.open(request);
  await services.dormouse.requirements.meet({ ...order, requirementId: request.requirementId });
}
