import type { Report, ReportPart, ReportRow } from '../../model/report';
import type { Storage } from '../../storage/storage';
import { type ContractCase, contractCase } from './contract-case';
import { allPages, noChange, writeAccount } from './drive';
import { contend, holds, refused, rejection, same } from './expect';
import { ACME, accountEvent, DAY, T0 } from './records';
import { spoil } from './spoil';

/** Reports and their rows (V2). */
export const reportCases: readonly ContractCase[] = [
  contractCase(
    'V2',
    'A commit says which reports there are; those that it leaves out go with their rows',
    async (s) => {
      same([await s.reports(ACME), await partsOf(s, 'old')], [[], []], 'what there is at first');
      await putReports(s, report('old'), report('new', { at: T0 + 1 }), report('a', { at: T0 + 1 }));
      await s.writeReportPart(ACME, 'old', part(0, 'u-1'));
      await s.writeReportPart(ACME, 'new', part(0, 'u-2'));
      same(idsOf(await s.reports(ACME)), ['a', 'new', 'old'], 'the latest first, then by id');
      await writeAccount(s, { events: [accountEvent(1)] });
      same(idsOf(await s.reports(ACME)), ['a', 'new', 'old'], 'a commit that says nothing of reports leaves them');
      const shown: string[][] = [];
      await s.updatePolicies(
        ACME,
        (_, _runs, _remembered, reports) => {
          shown.push(idsOf(reports));
          const kept = reports.filter(({ id }) => id === 'new').map((each) => ({ ...each, state: 'ready' as const }));
          return { ...noChange, reports: kept, events: [accountEvent(2)], keepsEvaluations: true };
        },
        { withReports: true },
      );
      same(shown.at(-1), ['a', 'new', 'old'], 'the reports that the decision saw');
      const left = report('new', { at: T0 + 1, state: 'ready', progress: part(0, 'u-2').progress });
      same(await s.reports(ACME), [left], 'the report that is left');
      same([await partsOf(s, 'old'), await partsOf(s, 'new')], [[], [part(0, 'u-2')]], 'the rows that are left');
      await putReports(s, report('old'));
      same(await partsOf(s, 'old'), [], 'a report that comes again has no rows');
      same(await s.reports('beta'), [], 'the reports of another account');
    },
  ),

  contractCase('V2', 'The reports are shown to a decision only when they are asked for', async (storage) => {
    await putReports(storage, report('r'));
    let seen: readonly Report[] | null = null;
    await storage.updatePolicies(ACME, (_, _runs, _remembered, reports) => {
      seen = reports;
      return noChange;
    });
    same(seen, [], 'the reports that the decision saw');
    same(idsOf(await storage.reports(ACME)), ['r'], 'the reports afterwards');
  }),

  contractCase('Atomicity', 'A commit whose event does not follow leaves the reports as they were', async (storage) => {
    await putReports(storage, report('r'));
    const broken = storage.updatePolicies(ACME, () => ({ ...noChange, reports: [], events: [accountEvent(7)] }), {
      withReports: true,
    });
    await refused(broken, 'CONFLICT', 'an event that does not follow');
    const failure = new Error('no');
    const thrown = storage.updatePolicies(ACME, () => {
      throw failure;
    });
    holds((await rejection(thrown, 'a decision that throws')) === failure, 'it failed with another error');
    same(idsOf(await storage.reports(ACME)), ['r'], 'the reports');
  }),

  contractCase('V2', 'Rows come part by part, each once and in order, and the progress with them', async (storage) => {
    await refused(storage.writeReportPart(ACME, 'r', part(0)), 'CONFLICT', 'a part of no report');
    same(await storage.reports(ACME), [], 'a refused part makes no report');
    await putReports(storage, report('r'));
    await refused(storage.writeReportPart(ACME, 'r', part(1)), 'CONFLICT', 'a part before its turn');
    await refused(storage.writeReportPart('beta', 'r', part(0)), 'CONFLICT', 'a part of a report of another account');
    const parts = [part(0, 'u-1', 'u-2'), part(1), part(2, 'ä😀', 'z')];
    for (const each of parts) await storage.writeReportPart(ACME, 'r', each);
    await refused(storage.writeReportPart(ACME, 'r', part(2, 'u-9')), 'CONFLICT', 'a part that is there already');
    same(await partsOf(storage, 'r', 1), parts, 'the parts, page by page');
    same(await partsOf(storage, 'r', 10), parts, 'the parts on one page');
    same((await storage.reports(ACME))[0]?.progress, part(2, 'ä😀', 'z').progress, 'the progress');
    for (const state of ['ready', 'failed'] as const) {
      await putReports(storage, report('r', { state, progress: part(2).progress }));
      await refused(storage.writeReportPart(ACME, 'r', part(3)), 'CONFLICT', `a part of a ${state} report`);
    }
  }),

  contractCase('V2', 'Of builders that write the same part at the same time one succeeds', async (storage) => {
    await putReports(storage, report('r'));
    const writes = ['a', 'b', 'c', 'd'].map(async (id) => {
      await storage.writeReportPart(ACME, 'r', part(0, id));
      return id;
    });
    const done = await contend(writes);
    same(done.length, 1, 'how many succeeded');
    same(await partsOf(storage, 'r'), [part(0, ...done)], 'the part that is there');
  }),

  contractCase('V2', 'The accounts with a pending report are found, by account id', async (storage) => {
    const page = { after: null, limit: 10 };
    await putReports(storage, report('r', { state: 'ready' }));
    same((await storage.reportBacklog(page)).items, [], 'the backlog while nothing is pending');
    for (const account of ['gamma', 'beta', 'delta']) {
      await writeReports(storage, account, report('r', { accountId: account }), report('q', { accountId: account }));
    }
    const found = await allPages<string, string>((request) => storage.reportBacklog(request), String, 2);
    same(found, ['beta', 'delta', 'gamma'], 'the backlog, page by page');
    await storage.removeAccount('delta', () => undefined);
    same((await storage.reportBacklog(page)).items, ['beta', 'gamma'], 'the backlog without a removed account');
    same([await storage.reports('delta'), await partsOf(storage, 'r')], [[], []], 'the reports of a removed account');
    await refused(storage.writeReportPart('delta', 'r', part(0)), 'CONFLICT', 'a part for a removed account');
    same((await storage.reportBacklog(page)).items, ['beta', 'gamma'], 'a removed account does not come again');
  }),

  contractCase(
    'Isolation',
    'What is done to a report or a part that was handed in or out changes nothing',
    async (s) => {
      const given = report('r');
      const rows = part(0, 'u-1');
      await putReports(s, given);
      await s.writeReportPart(ACME, 'r', rows);
      spoil(given);
      spoil(rows);
      spoil(await s.reports(ACME));
      spoil(await s.reportParts(ACME, 'r', { after: null, limit: 5 }));
      same(await s.reports(ACME), [report('r', { progress: part(0, 'u-1').progress })], 'the report');
      same(await partsOf(s, 'r'), [part(0, 'u-1')], 'the rows');
    },
  ),
];

function report(id: string, change: Partial<Report> = {}): Report {
  const asked = { actor: 'secops', at: T0, inactiveFor: 'P30D', timeZone: 'UTC', kinds: ['user'] };
  const history = { trackingSince: T0, beyondHistory: true };
  const progress = { parts: 0, through: null, scanned: 0, rows: 0, byKind: [] };
  const lease = { owner: 'w', until: T0 + DAY };
  return {
    id,
    accountId: ACME,
    state: 'pending',
    ...asked,
    ...history,
    progress,
    lease,
    endedAt: null,
    error: null,
    ...change,
  };
}

function part(index: number, ...ids: readonly string[]): ReportPart {
  const byKind = [{ kind: 'user', identities: 10, inactive: ids.length, neverUsed: 0, undetermined: 0 }];
  const progress = { parts: index + 1, through: ids.at(-1) ?? null, scanned: 10, rows: ids.length, byKind };
  return { index, rows: ids.map(row), progress };
}

function row(identityId: string): ReportRow {
  return {
    identityId,
    kind: 'user',
    name: 'ä😀',
    createdAt: T0 - DAY,
    lastActiveAt: null,
    inactiveFor: 'P1D',
    neverUsed: true,
    status: 'APPROVED',
    controls: ['DORMANT'],
    exemptions: [{ id: 'x', kind: 'LEGAL_HOLD', until: null }],
    locked: false,
    owner: { id: 'p', kind: null, name: null },
    children: 2,
  };
}

function idsOf(reports: readonly Report[]): string[] {
  return reports.map(({ id }) => id);
}

async function putReports(storage: Storage, ...reports: readonly Report[]): Promise<void> {
  await writeReports(storage, ACME, ...reports);
}

async function writeReports(storage: Storage, accountId: string, ...reports: readonly Report[]): Promise<void> {
  const commit = { ...noChange, reports, keepsEvaluations: true };
  await storage.updatePolicies(accountId, () => commit, { withReports: true });
}

async function partsOf(storage: Storage, reportId: string, limit = 10): Promise<readonly ReportPart[]> {
  return allPages<ReportPart, number>(
    (page) => storage.reportParts(ACME, reportId, page),
    ({ index }) => index,
    limit,
  );
}
