import { ACCOUNT, type Company } from '../company';

const accountId = ACCOUNT;

/** A legal hold, under which nobody is closed or removed; and somebody who really goes. */
export async function dispute(company: Company): Promise<void> {
  const { dormouse, working, until, chapter, act } = company;
  chapter('April: a dispute with emil, who has left');
  await until('2026-03-17T09:00:00Z');
  working.delete('emil');
  await until('2026-04-20T10:00:00Z');
  await act('legal', 'holds everything of emil', () =>
    dormouse.exemptions.grant({
      accountId,
      identityId: 'emil',
      kind: 'LEGAL_HOLD',
      exemptionId: 'dispute-12',
      reason: 'Litigation, case 12',
      owner: 'legal',
      indefinite: true,
      actor: 'legal',
    }),
  );
  await until('2026-05-04T10:00:00Z');
  await act('olga', 'wants to close emil all the same', () => close(company, 'emil'));
  await act('olga', 'wants to remove emil', async () => {
    const reason = 'He has left.';
    const { items } = await dormouse.identities.remove({ accountId, ids: ['emil'], reason, actor: 'olga' });
    for (const item of items) if (!item.ok) throw item.error;
  });
  await act('olga', 'removes carl, whose contract has ended', () =>
    dormouse.identities.remove({ accountId, ids: ['carl'], reason: 'The contract has ended.', actor: 'olga' }),
  );
  working.delete('carl');
}

function close({ dormouse }: Company, identityId: string): Promise<unknown> {
  const what = { type: 'CLOSED', reasonCode: 'OTHER', reason: 'He has left.', setBy: 'OPERATOR' } as const;
  return dormouse.controls.create({ accountId, identityId, ...what, actor: 'olga' });
}
