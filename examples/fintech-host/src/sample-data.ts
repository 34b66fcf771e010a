import { LOCAL_ACCOUNT } from './create-fintech-host';
import { beginKyc, letDecisionCount, setCheck } from './onboarding';
import { DECISION } from './policies';
import type { Services } from './services';

const DAY = 86_400_000;
const ACTOR = 'sample-data';

/** A few customers, where the account has none: approved ones, one gone quiet, one frozen by the platform, new ones. */
export async function addSampleData(services: Services): Promise<void> {
  const { dormouse, clock } = services;
  await services.ready(LOCAL_ACCOUNT);
  const { items } = await dormouse.identities.list({ accountId: LOCAL_ACCOUNT, limit: 1 });
  if (items.length > 0) return;
  const now = clock().getTime();
  for (const { name, kind, approved, lastLogin } of SAMPLE) {
    const id = services.newId();
    const key = kind === 'PERSON' ? 'person_details' : 'institution_details';
    const identity = { id, kind, createdAt: new Date(now - 400 * DAY), attributes: { [key]: { name } } };
    await dormouse.identities.register({
      accountId: LOCAL_ACCOUNT,
      actor: ACTOR,
      atomic: true,
      identities: [identity],
    });
    const order = { accountId: LOCAL_ACCOUNT, actor: ACTOR, identityId: id };
    await letDecisionCount(services, order);
    if (approved) await approve(services, order);
    await beginKyc(services, order);
    if (lastLogin !== null) {
      const activity = { identityId: id, type: 'login', at: new Date(now - lastLogin * DAY) };
      await dormouse.activity.record({ accountId: LOCAL_ACCOUNT, activities: [activity] });
    }
    if (name === 'Frank Frozen') {
      const frozen = { type: 'FROZEN', reasonCode: 'COMPLIANCE', reason: 'Sanctions hit under review' };
      await dormouse.controls.create({ ...order, ...frozen, setBy: 'OPERATOR', overridable: false });
    }
  }
}

interface Sample {
  readonly name: string;
  readonly kind: 'PERSON' | 'INSTITUTION';
  readonly approved: boolean;
  /** Days ago; null: never. */
  readonly lastLogin: number | null;
}

const SAMPLE: readonly Sample[] = [
  { name: 'Ada Active', kind: 'PERSON', approved: true, lastLogin: 2 },
  { name: 'Walter Warned', kind: 'PERSON', approved: true, lastLogin: 160 },
  { name: 'Dora Dormant', kind: 'PERSON', approved: true, lastLogin: 300 },
  { name: 'Frank Frozen', kind: 'PERSON', approved: true, lastLogin: 30 },
  { name: 'Petra Pending', kind: 'PERSON', approved: false, lastLogin: null },
  { name: 'Acme Holdings', kind: 'INSTITUTION', approved: true, lastLogin: 10 },
  { name: 'Quiet Trust', kind: 'INSTITUTION', approved: false, lastLogin: null },
];

async function approve(
  services: Services,
  order: { accountId: string; actor: string; identityId: string },
): Promise<void> {
  if (services.dialect === '2026') return setCheck(services, order, DECISION, 'APPROVED');
  const { subject } = await services.dormouse.identities.get(order.accountId, order.identityId);
  for (const { type } of subject.requirements) await setCheck(services, order, type, 'APPROVED');
}
