import { ACCOUNT, type Company } from '../company';
import { explained } from './deeds';

const accountId = ACCOUNT;

/** The leave ends; the dispute ends, and what was held back follows. */
export async function autumn(company: Company): Promise<void> {
  const { dormouse, working, until, chapter, act } = company;
  chapter('September: dora is back');
  await until('2026-09-07T07:00:00Z');
  working.add('dora');
  await until('2026-09-08T09:00:00Z');
  await explained(company, 'dora', 'where does dora stand, after half a year?');

  chapter('October: the dispute is settled');
  await until('2026-10-01T10:00:00Z');
  const hold = { identityId: 'emil', exemptionId: 'dispute-12' };
  await act('olga', 'wants to end the hold', () =>
    dormouse.exemptions.end({ accountId, ...hold, actor: 'olga', reason: 'Is it not over?' }),
  );
  await act('legal', 'ends the hold', () =>
    dormouse.exemptions.end({ accountId, ...hold, actor: 'legal', reason: 'Case 12 is settled.' }),
  );
  await until('2026-10-02T09:00:00Z');
}
