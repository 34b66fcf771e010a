import type { Identity, Report, ReportRow } from '@dormouse/core';
import { KINDS, type Kind, type Services } from '../services';
import { authnTime, minuteTime } from './times';

const LISTS: Readonly<Record<Kind, string>> = {
  user: 'users',
  service_id: 'serviceids',
  trusted_profile: 'profiles',
  api_key: 'apikeys',
};

/** A report as IBM writes it, in pieces: all four lists, always. */
export async function* reportJson(services: Services, report: Report): AsyncGenerator<string> {
  const hours = /^PT(\d+)H$/.exec(report.inactiveFor)?.[1] ?? '0';
  const head = {
    created_by: report.actor ?? '',
    reference: report.id,
    report_duration: hours,
    report_start_time: minuteTime(Math.max(report.at - Number(hours) * 3_600_000, 0)),
    report_end_time: minuteTime(report.at),
  };
  yield JSON.stringify(head).slice(0, -1);
  for (const kind of KINDS) {
    yield `,"${LISTS[kind]}":[`;
    let first = true;
    for await (const row of services.dormouse.reports.rows({
      accountId: report.accountId,
      reference: report.id,
      kinds: [kind],
    })) {
      yield `${first ? '' : ','}${JSON.stringify(await rowJson(services, report, kind, row))}`;
      first = false;
    }
    yield ']';
  }
  yield '}';
}

async function rowJson(services: Services, report: Report, kind: Kind, row: ReportRow): Promise<object> {
  const last = row.lastActiveAt === null ? {} : { last_authn: authnTime(row.lastActiveAt) };
  const name = row.name ?? '';
  if (kind === 'user') return { ...(await userJson(services, report, row.identityId)), ...last };
  if (kind !== 'api_key') return { id: row.identityId, name, ...last };
  if (row.owner?.kind === 'service_id') {
    const serviceid = { id: row.owner.id, name: row.owner.name ?? '' };
    return { id: row.identityId, name, type: 'serviceid', serviceid, ...last };
  }
  const user = await userJson(services, report, row.owner?.id ?? '');
  return { id: row.identityId, name, type: 'user', user, ...last };
}

async function userJson(services: Services, report: Report, id: string): Promise<object> {
  const identity = await identityThen(services, report, id);
  const text = (key: string): string => String(identity?.attributes[key] ?? '');
  return { iam_id: id, name: identity?.name ?? '', username: text('username'), email: text('email') };
}

/** A report is a picture of its moment: who was removed since is shown as it was. */
async function identityThen(
  { dormouse, storage }: Services,
  { accountId, at }: Report,
  id: string,
): Promise<Identity | null> {
  const { stored } = await storage.read(accountId, [id]);
  const [now] = stored;
  if (now !== undefined && now !== null) return now.subject.identity;
  if (id === '') return null;
  const then = await dormouse.history.asOf({ accountId, identityId: id, at: new Date(at) }).catch(() => null);
  return then?.subject?.identity ?? null;
}
