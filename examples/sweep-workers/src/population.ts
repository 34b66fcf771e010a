import type { Dormouse } from '@dormouse/core';
import type { Pool } from 'pg';

const DAY = 86_400_000;

export const policy = {
  id: 'quiet',
  inactivity: [
    {
      id: 'everyone',
      stages: [{ id: 'dormant', after: 'P90D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }],
    },
  ],
};

/** An account whose identities have all been quiet for too long: each is due. */
export async function addAccount(dormouse: Dormouse, pool: Pool, accountId: string, size: number): Promise<void> {
  await dormouse.policies.activate({ accountId, document: policy, reason: 'the policy of the house' });
  const quietSince = new Date(Date.now() - 100 * DAY).toISOString();
  const identities = Array.from({ length: size }, (_, number) => ({
    identity: { id: `${accountId}-${number}`, kind: 'user', createdAt: quietSince },
    activity: { login: { success: { lastAt: quietSince } } },
  }));
  const { failed } = await dormouse.identities.import({ accountId, source: 'the old system', identities });
  if (failed > 0) throw new Error(`${failed} identities were refused`);
  await pool.query('INSERT INTO house.accounts (id) VALUES ($1)', [accountId]);
}
