import { createDormouse, type Dormouse } from '@dormouse/core';
import { memoryStorage } from '@dormouse/storage-memory';
import type { People } from './people';

export const accountId = 'looking';

export const stages = (dormant: string) => [
  { id: 'warn', after: 'P30D', notify: 'dormancy-warning' },
  { id: 'dormant', after: dormant, control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
  { id: 'close', after: 'P1Y', control: { type: 'CLOSED', reasonCode: 'INACTIVITY' } },
];

/** An engine over memory that stands at the newest instant of the data, with these people in it, under one policy. */
export async function openOffice({ at, identities, activities }: People): Promise<Dormouse> {
  const dormouse = createDormouse({ storage: memoryStorage(), clock: () => new Date(at), settings: { guard: false } });
  const document = { id: 'workforce', inactivity: [{ id: 'everyone', stages: stages('P45D') }] };
  await dormouse.policies.activate({ accountId, document, reason: 'example' });
  for (let from = 0; from < identities.length; from += 10_000) {
    const part = identities.slice(from, from + 10_000);
    await dormouse.identities.import({ accountId, identities: part, source: 'file', atomic: true });
  }
  for (let from = 0; from < activities.length; from += 10_000) {
    await dormouse.activity.record({ accountId, activities: activities.slice(from, from + 10_000) });
  }
  return dormouse;
}
