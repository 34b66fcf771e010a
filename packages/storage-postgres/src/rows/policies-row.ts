import { type AccountPolicies, FIRST_HASH } from '@dormouse/core';
import { exactText, readExact } from '../sql/exact';
import type { Row } from '../sql/statement';
import { fromJson, toNumber } from '../sql/values';

type Lists = Pick<AccountPolicies, 'active' | 'retired' | 'proposals'>;

/** The policies of an account from its row; of one that has no row, those of an account that nobody wrote to. */
export function readPolicies(row: Row | undefined): AccountPolicies {
  if (row === undefined || row['revision'] == null) {
    return { revision: 0, sequence: 0, headHash: FIRST_HASH, active: [], retired: [], proposals: [], haltedRun: null };
  }
  return {
    revision: toNumber(row['revision']),
    sequence: toNumber(row['sequence']),
    headHash: exactText(row['head_hash']),
    ...fromJson<Lists>(row['policies']),
    haltedRun: readExact(row['halted_run']),
  };
}

export function writeLists({ active, retired, proposals }: Lists): Lists {
  return { active, retired, proposals };
}
