import { formatInstant, type SubjectJson } from '@dormouse/core';
import type { ImportContext, ImportItem } from '../importer';
import { asObject, instantOf, neededText, RowFault, shown, textOf } from '../read/json-member';
import { importJsonRows } from './json-rows';
import { lastUse } from './last-use';
import { SeenInstants } from './seen-instants';

type Row = Readonly<Record<string, unknown>>;

const KINDS = { users: 'user', apikeys: 'api_key', serviceids: 'service_id', profiles: 'trusted_profile' } as const;
type ListName = keyof typeof KINDS;

/** What stands at the root, before or after the lists: the end of the window is needed for those never seen. */
const PATHS = () => ['$.report_end_time', ...Object.keys(KINDS).map((list) => `$.${list}.*`)];

/**
 * Reads a report of inactive identities of IBM Cloud. It lists those who are inactive, and does not say when they were
 * created: `createdAt` is the last authentication, or the end of the report where there is none, the first instant at
 * which it proves that they exist. Those without an authentication are held back until the end of the report is known.
 */
export async function* importIbmReport(
  source: AsyncIterable<Uint8Array>,
  context: ImportContext,
): AsyncGenerator<ImportItem> {
  const seen = new SeenInstants(context);
  const never: Never[] = [];
  let end: number | null = null;
  yield* importJsonRows(source, context, PATHS, (value, pointer) => {
    const [, name = '', index] = pointer.split('/');
    if (name === 'report_end_time') {
      end = instantOf({ report_end_time: value }, 'report_end_time');
      seen.add(end);
      return [];
    }
    if (index === undefined || !Object.hasOwn(KINDS, name)) return [];
    const row = asObject(value, 'the entry');
    const identity = readIdentity(row, name as ListName);
    const last = instantOf(row, 'last_authn');
    seen.add(last);
    if (last !== null) return [toSubject(identity, last, last)];
    never.push({ identity, pointer });
    return [];
  });
  for (const { identity, pointer } of never) {
    if (end !== null) yield { ok: toSubject(identity, end, null), line: null };
    else yield { problem: { line: null, message: `${pointer}: never seen, and the report has no report_end_time` } };
  }
  seen.end('the report');
}

interface Never {
  readonly identity: Identity;
  readonly pointer: string;
}

type Identity = Omit<SubjectJson['identity'], 'createdAt'>;

function readIdentity(row: Row, list: ListName): Identity {
  const owner = list === 'apikeys' ? ownerOf(row) : null;
  return {
    accountId: 'local',
    id: neededText(row, list === 'users' ? 'iam_id' : 'id'),
    kind: KINDS[list],
    ...(owner !== null && { parentId: owner }),
    attributes: { name: textOf(row, 'name'), ...(list === 'users' && { username: textOf(row, 'username') }) },
  };
}

/** An API key belongs to a service ID or to a user. */
function ownerOf(row: Row): string | null {
  const type = textOf(row, 'type');
  if (type === 'serviceid') return textOf(asObject(row['serviceid'] ?? {}, 'serviceid'), 'id');
  if (type === 'user') return textOf(asObject(row['user'] ?? {}, 'user'), 'iam_id');
  throw new RowFault(`type is neither serviceid nor user: ${shown(type)}`);
}

function toSubject(identity: Identity, created: number, last: number | null): SubjectJson {
  return {
    identity: { ...identity, createdAt: formatInstant(created) },
    ...(last !== null && { activity: { authentication: lastUse(last) } }),
  };
}
