import { ACCOUNT, type Company } from '../company';
import { workforce } from '../policies';
import { explained, lift, logIn } from './deeds';

const accountId = ACCOUNT;

const staff = ['ann', 'bea', 'dora', 'emil', 'finn', 'gus'];
const people = [...staff, 'carl'].map((id) => ({
  id,
  kind: 'user',
  attributes: { contract: id === 'carl' ? 'external' : 'staff' },
}));

/** A policy begins; two people go quiet; the policy is changed while a promise stands. */
export async function winter(company: Company): Promise<void> {
  const { dormouse, working, until, chapter, act } = company;
  chapter('January: a policy, and the people it is about');
  await act('olga', 'puts the policy of the company into force', () =>
    dormouse.policies.activate({ accountId, document: workforce('P60D'), actor: 'olga', reason: 'PCI DSS 8.2.6' }),
  );
  await act('olga', 'registers everybody', () =>
    dormouse.identities.register({
      accountId,
      identities: [
        ...people,
        { id: 'carl-key', kind: 'api_key', parentId: 'carl' },
        { id: 'svc-backup', kind: 'service_id', attributes: { contract: 'none' } },
        { id: 'break-glass', kind: 'user', labels: ['break-glass'], attributes: { contract: 'staff' } },
      ],
    }),
  );
  for (const { id } of people) working.add(id);
  await until('2026-01-06T09:00:00Z');
  working.delete('bea');
  await until('2026-01-13T09:00:00Z');
  working.delete('carl');

  chapter('February: two people have gone quiet');
  await until('2026-02-12T10:00:00Z');
  await act('carl', 'logs in', () => logIn(company, 'carl'));
  await until('2026-02-13T09:00:00Z');
  await act('olga', 'speaks with his manager, and lifts the control', () =>
    lift(company, 'carl', 'His manager confirms that the contract goes on.'),
  );
  working.add('carl');

  chapter('A stricter policy, and a promise that is kept');
  await until('2026-02-16T10:00:00Z');
  await act('olga', 'shortens the time from 60 days to 45', () =>
    dormouse.policies.activate({ accountId, document: workforce('P45D'), actor: 'olga', reason: 'Audit finding 7' }),
  );
  await until('2026-02-20T10:00:00Z');
  await explained(company, 'bea', 'why is bea not dormant, after 46 days?');
}
