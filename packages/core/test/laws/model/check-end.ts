import { expect } from 'vitest';
import type { DormouseEvent } from '../../../src/index';
import { type Command, runCommand } from '../../../src/testing';
import { checkEvents, type Real } from './check-step';
import { predict } from './predict';
import type { Account } from './records';

const HOUR = 3_600_000;

/** L3: whatever came before, who was swept is at rest: judged anew at the same instant, nothing is told. */
export async function checkRest(real: Real, account: Account): Promise<void> {
  const take = async (command: Command): Promise<void> => {
    predict(account, command, await runCommand(real, command));
    await checkEvents(real, account);
  };
  await take({ do: 'sweep', limit: null });
  if (account.halted !== null) return;
  await take({ do: 'reevaluate' });
  await take({ do: 'sweep', limit: null });
  expect(account.told.flatMap(({ who, type }) => (who === null ? [] : [type]))).toEqual([]);
}

/** E3, E3a, L12: the whole log verifies, what was erased in it too, and explains the records. */
export async function checkLog({ dormouse, accountId }: Real): Promise<void> {
  const audit = await dormouse.history.verify({ accountId, records: true });
  if (!audit.ok) expect(audit.faults).toEqual([]);
}

/** E5: whoever fails now and then still gets every event, those of one identity in their order. */
export async function checkDelivery(real: Real): Promise<void> {
  const { dormouse, accountId, clock } = real;
  const handed = new Map<string | null, number>();
  let calls = 0;
  let count = 0;
  const handle = ({ identityId, sequence, type }: DormouseEvent): void => {
    calls += 1;
    if (calls % 7 === 0) throw new Error('not now');
    if (sequence !== (handed.get(identityId) ?? 0) + 1) throw new Error(`E5: ${type} ${sequence} came out of order`);
    handed.set(identityId, sequence);
    count += 1;
  };
  for (let run = 0; run < 100; run++) {
    const { failed, handled } = await dormouse.consumers.run({ name: 'model', accountId, handle, tries: 50 });
    if (failed === 0 && handled === 0) break;
    clock.advance(HOUR);
  }
  const { events } = await dormouse.history.verify({ accountId });
  expect(count).toBe(events);
}
