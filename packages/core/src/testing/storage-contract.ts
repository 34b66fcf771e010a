import { accountCases } from './contract/account-cases';
import { activityCases } from './contract/activity-cases';
import { commitCases } from './contract/commit-cases';
import { concurrencyCases } from './contract/concurrency-cases';
import { consumerCases } from './contract/consumer-cases';
import type { ContractCase } from './contract/contract-case';
import { controlCases } from './contract/control-cases';
import { dueCases } from './contract/due-cases';
import { eventCases } from './contract/event-cases';
import { idCases } from './contract/id-cases';
import { isolationCases } from './contract/isolation-cases';
import { keyCases } from './contract/key-cases';
import { listCases } from './contract/list-cases';
import { policyCases } from './contract/policy-cases';
import { reportCases } from './contract/report-cases';
import { scanCases } from './contract/scan-cases';

/**
 * The laws of the storage port as data: every storage keeps all of them. The names are unique, so that they can be the
 * names of tests.
 * @example
 * for (const { name, law, run } of storageContract) it(`${law} ${name}`, () => run(async () => memoryStorage()));
 */
export const storageContract: readonly ContractCase[] = Object.freeze([
  ...commitCases,
  ...isolationCases,
  ...concurrencyCases,
  ...dueCases,
  ...activityCases,
  ...listCases,
  ...controlCases,
  ...eventCases,
  ...policyCases,
  ...scanCases,
  ...reportCases,
  ...keyCases,
  ...consumerCases,
  ...idCases,
  ...accountCases,
]);
