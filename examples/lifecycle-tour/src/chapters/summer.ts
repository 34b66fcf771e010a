import { ACCOUNT, type Company } from '../company';
import { unusedMachines } from '../policies';
import { statuses } from './deeds';

const accountId = ACCOUNT;
const DAY = 86_400_000;

/** The feed of logins breaks. The guard stops what would follow, somebody lets it go on, and it is undone. */
export async function summer(company: Company): Promise<void> {
  const { dormouse, feed, working, until, chapter, act } = company;
  chapter('June: nobody notices that the feed of logins has stopped');
  await until('2026-06-02T09:00:00Z');
  feed.works = false;
  await until('2026-07-16T10:00:00Z');
  await statuses(company, [...working]);

  chapter('July: too many at once');
  const { items } = await dormouse.runs.list({ accountId });
  const halted = items.find(({ state }) => state === 'halted')?.id ?? 'none';
  await act('olga', 'believes the figures, and lets the sweep go on', () =>
    dormouse.runs.resume({ accountId, runId: halted, approvedBy: 'olga', reason: 'Summer holidays, I guess.' }),
  );
  await statuses(company, [...working]);
  await until('2026-07-17T09:00:00Z');
  await act('olga', 'hears of the feed from four people at her door, and undoes the sweep', () =>
    dormouse.runs.undo({ accountId, runId: halted, actor: 'olga', reason: 'The feed of logins was broken.' }),
  );
  await act('it', 'mends the feed, and the logins of six weeks come in late', () => catchUp(company));
  feed.works = true;
  await statuses(company, [...working]);

  chapter('August: a policy that only looks');
  await until('2026-08-03T10:00:00Z');
  await act('olga', 'tries a draft', () => {
    const draft = { document: unusedMachines, mode: 'observe', reason: 'What would it do?' } as const;
    return dormouse.policies.activate({ accountId, ...draft, actor: 'olga' });
  });
  await until('2026-08-10T10:00:00Z');
  await act('olga', 'has seen enough', () =>
    dormouse.policies.retire({ accountId, policyId: 'unused-machines', actor: 'olga', reason: 'Not yet.' }),
  );
}

/** Late activity is as good as any (A5). */
async function catchUp({ dormouse, working, now }: Company): Promise<void> {
  const mondays = [6, 5, 4, 3, 2, 1].map((week) => new Date(now() - (now() % DAY) - 4 * DAY - (week - 1) * 7 * DAY));
  const activities = mondays.flatMap((at) => [...working].map((identityId) => ({ identityId, type: 'login', at })));
  await dormouse.activity.record({ accountId, activities, idempotencyKey: 'feed-2026-06' });
}
