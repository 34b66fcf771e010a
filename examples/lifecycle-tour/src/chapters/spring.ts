import { ACCOUNT, type Company } from '../company';
import { logIn } from './deeds';

const accountId = ACCOUNT;

/** A return by verification, and an exemption. */
export async function spring(company: Company): Promise<void> {
  const { dormouse, working, until, chapter, act } = company;
  chapter('March: bea comes back, dora goes on leave');
  await until('2026-03-02T10:00:00Z');
  await act('people-team', 'grants dora an exemption for her leave', () =>
    dormouse.exemptions.grant({
      accountId,
      identityId: 'dora',
      kind: 'EXEMPTION',
      reason: 'Parental leave',
      owner: 'people-team',
      until: '2026-09-01T00:00:00Z',
      reviewBy: '2026-06-22T00:00:00Z',
      actor: 'people-team',
    }),
  );
  working.delete('dora');
  await until('2026-03-09T10:00:00Z');
  await act('bea', 'logs in', () => logIn(company, 'bea'));
  await until('2026-03-10T11:00:00Z');
  await act('service-desk', 'looks at her passport', () => verified(company, 'bea'));
  working.add('bea');
}

async function verified({ dormouse }: Company, identityId: string): Promise<void> {
  const { items } = await dormouse.requirements.list({ accountId, identityId });
  for (const { requirement } of items) {
    await dormouse.requirements.meet({ accountId, identityId, requirementId: requirement.id, actor: 'service-desk' });
  }
}
