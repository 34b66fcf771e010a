import type { IdentityState, Report, ReportRow } from '@dormouse/core';
import { Fault } from '@dormouse/example-host-kit';
import { KINDS, type Kind, type Services } from '../services';
import type { ReportPage, Row, SortKey } from './types';

const DAY = 86_400_000;
/** The console sorts in memory: larger reports are for the export. */
const MOST = 100_000;

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
  const search = request.search.toLowerCase();
  const found: ReportRow[] = [];
  const kinds = request.kind === null ? null : [request.kind];
  for await (const row of services.dormouse.reports.rows({
    accountId: report.accountId,
    reference: report.id,
    kinds,
  })) {
    if (request.status !== null && row.status !== request.status) continue;
    if (search === '' || textOf(row).includes(search)) found.push(row);
  }
  const order = comparisons[request.sort];
  const sign = request.descending ? -1 : 1;
  found.sort((left, right) => sign * order(left, right) || (left.identityId < right.identityId ? -1 : 1));
  const page = found.slice(request.offset, request.offset + request.limit);
  const { stored } = await services.storage.read(
    report.accountId,
    page.map(({ identityId }) => identityId),
  );
  return {
    reference: report.id,
    total: found.length,
    rows: page.map((row, index) => rowJson(row, report.at, stored[index] === null)),
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

function rowJson(row: ReportRow, at: number, removed: boolean): Row {
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
    removed,
  };
}

export function kindOf(kind: string): Kind {
  return KINDS.find((each) => each === kind) ?? 'user';
}

/** Whole days since an identity was last seen (since its creation, when it never was). */
export function inactiveDays({ identity, lastActiveAt }: IdentityState, now: number): number {
  return Math.floor((now - (lastActiveAt ?? identity.createdAt)) / DAY);
}
