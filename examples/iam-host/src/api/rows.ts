import { type IdentityState, isControlActive, type Report, type ReportRow, type StoredSubject } from '@dormouse/core';
import { Fault } from '@dormouse/example-host-kit';
import { KINDS, type Kind, type Services } from '../services';
import type { ReportPage, Row, SortKey } from './types';

const DAY = 86_400_000;
/** The console sorts in memory: larger reports are for the export. */
const MOST = 100_000;
const BATCH = 1_000;

/** What a page asks for. */
export interface RowsRequest {
  readonly kind: Kind | null;
  readonly search: string;
  readonly status: string | null;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** One page of a report, sorted and filtered as the console asks. */
export async function rowsPage(services: Services, report: Report, request: RowsRequest): Promise<ReportPage> {
  if (report.progress.rows > MOST) throw new Fault('bad_request', `The report has more than ${MOST} rows: export it.`);
  const { accountId, id } = report;
  const search = request.search.toLowerCase();
  const found: ReportRow[] = [];
  const kinds = request.kind === null ? null : [request.kind];
  for await (const row of services.dormouse.reports.rows({ accountId, reference: id, kinds })) {
    if (search === '' || textOf(row).includes(search)) found.push(row);
  }
  const byStatus = request.status !== null || request.sort === 'status';
  const known: readonly ReportRow[] = byStatus ? await asNow(services, accountId, found) : found;
  const wanted = known.filter(({ status }) => request.status === null || status === request.status);
  const order = comparisons[request.sort];
  const sign = request.descending ? -1 : 1;
  wanted.sort((left, right) => sign * order(left, right) || (left.identityId < right.identityId ? -1 : 1));
  const page = await asNow(services, accountId, wanted.slice(request.offset, request.offset + request.limit));
  return { reference: id, total: wanted.length, rows: page.map((row) => rowJson(row, report.at)) };
}

type RowNow = ReportRow & { readonly removed: boolean };

/** A report is of its time; what is shown beside its times, and what can be done, is of now. */
async function asNow(services: Services, accountId: string, rows: readonly ReportRow[]): Promise<readonly RowNow[]> {
  const now = services.clock().getTime();
  const result: RowNow[] = [];
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    const { stored } = await services.storage.read(
      accountId,
      batch.map(({ identityId }) => identityId),
    );
    for (const [index, row] of batch.entries()) result.push(rowNow(row, stored[index] ?? null, now));
  }
  return result;
}

function rowNow(row: ReportRow, stored: StoredSubject | null, now: number): RowNow {
  if (stored === null) return { ...row, removed: true };
  const { identity, controls, exemptions } = stored.subject;
  return {
    ...row,
    status: stored.status,
    controls: controls.filter((control) => isControlActive(control, now)).map(({ type }) => type),
    exemptions: exemptions.filter(({ from, until }) => (from ?? 0) <= now && (until === null || until > now)),
    locked: identity.locked,
    removed: false,
  };
}

const textOf = ({ identityId, name, owner }: ReportRow): string =>
  `${identityId} ${name ?? ''} ${owner?.name ?? ''}`.toLowerCase();

const byText = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

/** Who was never seen comes first, as who is inactive longest. */
const comparisons: Readonly<Record<SortKey, (left: ReportRow, right: ReportRow) => number>> = {
  name: (left, right) => byText((left.name ?? '').toLowerCase(), (right.name ?? '').toLowerCase()),
  lastActiveAt: (left, right) => (left.lastActiveAt ?? 0) - (right.lastActiveAt ?? 0),
  status: (left, right) => byText(left.status, right.status),
  owner: (left, right) => byText(left.owner?.name ?? '', right.owner?.name ?? ''),
};

function rowJson(row: RowNow, at: number): Row {
  return {
    id: row.identityId,
    kind: kindOf(row.kind),
    name: row.name ?? row.identityId,
    lastActiveAt: row.lastActiveAt === null ? null : new Date(row.lastActiveAt).toISOString(),
    createdAt: new Date(row.createdAt).toISOString(),
    inactiveDays: Math.floor((at - (row.lastActiveAt ?? row.createdAt)) / DAY),
    status: row.status,
    controls: row.controls,
    exempt: row.exemptions.length > 0,
    locked: row.locked,
    owner: row.owner === null ? null : { id: row.owner.id, name: row.owner.name ?? row.owner.id },
    children: row.children,
    removed: row.removed,
  };
}

export function kindOf(kind: string): Kind {
  return KINDS.find((each) => each === kind) ?? 'user';
}

/** Whole days since an identity was last seen (since its creation, when it never was). */
export function inactiveDays({ identity, lastActiveAt }: IdentityState, now: number): number {
  return Math.floor((now - (lastActiveAt ?? identity.createdAt)) / DAY);
}
