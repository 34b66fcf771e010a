import { formatInstant, type SubjectJson } from '@dormouse/core';
import type { ImportContext, ImportItem } from '../importer';
import { readDayEnd } from '../read/foreign-instant';
import { asObject, flagOf, instantOf, neededText, RowFault, shown, textOf } from '../read/json-member';
import { importJsonRows } from './json-rows';
import { lastUse } from './last-use';
import { SeenInstants } from './seen-instants';

/**
 * Reads users of GitLab: the list that its users API answers an administrator with. `last_activity_on` is a *date*: the
 * activity counts at the end of that day (UTC), so that nobody is inactive too early.
 */
export async function* importGitlabUsers(
  source: AsyncIterable<Uint8Array>,
  context: ImportContext,
): AsyncGenerator<ImportItem> {
  const seen = new SeenInstants(context);
  yield* importJsonRows(
    source,
    context,
    () => ['$.*'],
    (value) => [readUser(asObject(value, 'the user'), seen)],
  );
  seen.end('GitLab');
}

function readUser(row: Readonly<Record<string, unknown>>, seen: SeenInstants): SubjectJson {
  const username = neededText(row, 'username');
  const state = neededText(row, 'state');
  const created = instantOf(row, 'created_at');
  if (created === null) throw new RowFault('created_at is missing');
  const day = textOf(row, 'last_activity_on');
  const last = day === null ? null : readDayEnd(day);
  if (day !== null && last === null) throw new RowFault(`last_activity_on is not a date: ${shown(day)}`);
  seen.add(created, last);
  const labels = ['is_admin', 'external'].filter((name) => flagOf(row, name) === true);
  return {
    identity: {
      accountId: 'local',
      id: username,
      kind: flagOf(row, 'bot') === true ? 'service' : 'user',
      createdAt: formatInstant(created),
      attributes: { active: state === 'active', state, gitlabId: textOf(row, 'id'), name: textOf(row, 'name') },
      labels: labels.map((name) => (name === 'is_admin' ? 'admin' : name)),
    },
    ...(last !== null && { activity: { activity: lastUse(last) } }),
  };
}
