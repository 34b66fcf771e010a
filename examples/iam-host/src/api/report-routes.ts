import { isDormouseError, type Report } from '@dormouse/core';
import { Fault, type HostEnv, readJson } from '@dormouse/example-host-kit';
import type { Context, Hono } from 'hono';
import { grantFor, KINDS, type Services } from '../services';
import { objectOf, oneOf, wholeNumber } from './input';
import { rowsPage } from './rows';
import type { ReportState, SortKey } from './types';

const BASE = '/api/accounts/:account/report';
const SORTS: readonly SortKey[] = ['name', 'lastActiveAt', 'status', 'owner'];
const STATUSES = ['PENDING', 'APPROVED', 'DENIED', 'DISABLED', 'ERROR'] as const;

export function reportApi(app: Hono<HostEnv>, services: Services): void {
  app.get(BASE, async (context) => {
    const { account } = grantFor(context, context.req.param('account'), 'viewer');
    const [newest] = await services.dormouse.reports.list(account);
    if (newest === undefined) throw new Fault('not_found', 'No report was asked for yet.');
    return context.json(await stateJson(services, newest));
  });
  app.post(BASE, async (context) => context.json(await stateJson(services, await create(context, services)), 202));
  app.get(`${BASE}/rows`, async (context) => {
    const { account } = grantFor(context, context.req.param('account'), 'viewer');
    const report = await readyReport(services, account);
    const query = (name: string): string | undefined => context.req.query(name);
    return context.json(
      await rowsPage(services, report, {
        kind: oneOf(query('kind'), KINDS, 'kind'),
        search: (query('search') ?? '').slice(0, 200),
        status: oneOf(query('status'), STATUSES, 'status'),
        sort: oneOf(query('sort'), SORTS, 'sort') ?? 'lastActiveAt',
        descending: query('descending') === 'true',
        offset: wholeNumber(query('offset') ?? '0', 0, 1_000_000, 'offset'),
        limit: wholeNumber(query('limit') ?? '50', 1, 500, 'limit'),
      }),
    );
  });
  app.get(`${BASE}/export`, async (context) => {
    const { account } = grantFor(context, context.req.param('account'), 'viewer');
    const format = oneOf(context.req.query('format'), ['csv', 'ndjson', 'json'] as const, 'format') ?? 'csv';
    const { id } = await readyReport(services, account);
    const text = services.dormouse.reports.export({ accountId: account, reference: id, format });
    context.header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json');
    context.header('content-disposition', `attachment; filename="inactive-identities.${format}"`);
    return context.body(ReadableStream.from(text).pipeThrough(new TextEncoderStream()));
  });
}

async function create(context: Context<HostEnv>, { dormouse }: Services): Promise<Report> {
  const { account, actor } = grantFor(context, context.req.param('account') ?? '', 'operator');
  const body = objectOf(await readJson(context, {}), ['days']);
  const days = wholeNumber(String(body['days'] ?? 30), 0, 3_650, 'days');
  try {
    return await dormouse.reports.create({ accountId: account, actor, inactiveFor: `PT${days * 24}H` });
  } catch (error) {
    if (!isDormouseError(error, 'REPORT_PENDING')) throw error;
    throw new Fault('conflict', 'A report is being built: wait for it.');
  }
}

async function readyReport({ dormouse }: Services, account: string): Promise<Report> {
  const ready = (await dormouse.reports.list(account)).find(({ state }) => state === 'ready');
  if (ready === undefined) throw new Fault('not_found', 'No report is ready yet.');
  return ready;
}

async function stateJson({ storage, clock }: Services, report: Report): Promise<ReportState> {
  const { identities } = await storage.guardState(report.accountId, clock().getTime());
  const kinds = KINDS.map((kind) => {
    const found = report.progress.byKind.find((each) => each.kind === kind);
    return [
      kind,
      { identities: found?.identities ?? 0, inactive: found?.inactive ?? 0, neverUsed: found?.neverUsed ?? 0 },
    ];
  });
  return {
    reference: report.id,
    state: report.state,
    at: new Date(report.at).toISOString(),
    days: Math.round(Number(/^PT(\d+)H$/.exec(report.inactiveFor)?.[1] ?? 0) / 24),
    progress: report.state === 'pending' ? Math.min(1, report.progress.scanned / Math.max(1, identities)) : 1,
    error: report.error,
    kinds: Object.fromEntries(kinds) as ReportState['kinds'],
  };
}
