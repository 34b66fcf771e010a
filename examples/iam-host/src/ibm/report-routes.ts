import { isDormouseError, type Report } from '@dormouse/core';
import { Fault, type HostEnv } from '@dormouse/example-host-kit';
import type { Context, Hono } from 'hono';
import { grantFor, type Services } from '../services';
import { reportJson } from './report-json';

/** A report is shown half a second after it was asked for at the earliest: clients rely on a first 204. */
const LEAST_BUILD = 500;
/** 30 days. */
const DEFAULT_HOURS = '720';
const PATH = '/v1/activity/accounts/:account/report';

/** IBM's report of inactive identities: asked for, built in the background, fetched by its reference or `latest`. */
export function reportRoutes(app: Hono<HostEnv>, services: Services): void {
  app.post(PATH, async (context) => context.json({ reference: (await create(context, services)).id }, 202));
  app.get(`${PATH}/:reference`, async (context) => get(context, services));
}

async function create(context: Context<HostEnv>, services: Services): Promise<Report> {
  const { account, actor } = grantFor(context, context.req.param('account') ?? '', 'administrator');
  for (const [name, values] of Object.entries(context.req.queries())) {
    if (name !== 'type' && name !== 'duration')
      throw new Fault('bad_request', `Unknown parameter ${name.slice(0, 60)}.`);
    if (values.length !== 1) throw new Fault('bad_request', `${name} is given more than once.`);
  }
  const type = context.req.query('type') ?? 'inactive';
  if (type !== 'inactive') throw new Fault('bad_request', "type must be 'inactive'.");
  const hours = context.req.query('duration') ?? DEFAULT_HOURS;
  if (!/^\d{1,7}$/.test(hours)) throw new Fault('bad_request', 'duration must be a whole number of hours.');
  const inactiveFor = `PT${Number(hours)}H`;
  // One report of an account at a time: who asks while it is built gets that one.
  const building = (await services.dormouse.reports.list(account)).find((each) => isBuilding(services, each));
  if (building?.inactiveFor === inactiveFor) return building;
  try {
    return await services.dormouse.reports.create({ accountId: account, actor, inactiveFor });
  } catch (error) {
    if (!isDormouseError(error, 'REPORT_PENDING')) throw error;
    throw new Fault('conflict', 'Another report is being built: try again when it is ready.', {
      headers: { 'retry-after': '1' },
    });
  }
}

const isBuilding = ({ clock }: Services, { state, at }: Report): boolean =>
  state === 'pending' || clock().getTime() < at + LEAST_BUILD;

async function get(context: Context<HostEnv>, services: Services): Promise<Response> {
  const { account } = grantFor(context, context.req.param('account') ?? '', 'administrator');
  const report = await find(services, account, context.req.param('reference') ?? '');
  if (isBuilding(services, report)) return context.body(null, 204);
  if (report.state === 'failed')
    throw new Fault('not_found', 'Report not found: it could not be built. Create a new one.');
  context.header('content-type', 'application/json');
  return context.body(ReadableStream.from(reportJson(services, report)).pipeThrough(new TextEncoderStream()));
}

/** `latest` is the newest complete report; while there is none, the one that is being built. */
async function find({ dormouse }: Services, account: string, reference: string): Promise<Report> {
  const reports = await dormouse.reports.list(account);
  const found =
    reference === 'latest'
      ? (reports.find(({ state }) => state === 'ready') ?? reports.find(({ state }) => state === 'pending'))
      : reports.find(({ id }) => id === reference);
  if (found === undefined) throw new Fault('not_found', 'Report not found.');
  return found;
}
