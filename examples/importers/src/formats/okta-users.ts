import { formatInstant, type SubjectJson } from '@dormouse/core';
import type { ImportContext, ImportItem } from '../importer';
import { asObject, instantOf, neededText, RowFault, textOf } from '../read/json-member';
import { importJsonRows } from './json-rows';
import { lastUse } from './last-use';
import { SeenInstants } from './seen-instants';

type Row = Readonly<Record<string, unknown>>;

/** States of Okta in which a user can sign in, if need be after a new password or an unlocking. */
const ACTIVE: ReadonlySet<string> = new Set(['ACTIVE', 'PASSWORD_EXPIRED', 'LOCKED_OUT', 'RECOVERY']);

/** Reads users of Okta: the list that its users API answers with. `lastLogin` is a success of type `login`. */
export async function* importOktaUsers(
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
  seen.end('Okta');
}

function readUser(row: Row, seen: SeenInstants): SubjectJson {
  const id = neededText(row, 'id');
  const status = neededText(row, 'status');
  const created = instantOf(row, 'created');
  if (created === null) throw new RowFault('created is missing');
  const lastLogin = instantOf(row, 'lastLogin');
  const profile = asObject(row['profile'] ?? {}, 'profile');
  seen.add(created, lastLogin);
  return {
    identity: {
      accountId: 'local',
      id,
      kind: 'user',
      createdAt: formatInstant(created),
      attributes: {
        active: ACTIVE.has(status),
        status,
        login: textOf(profile, 'login'),
        email: textOf(profile, 'email'),
      },
    },
    ...(lastLogin !== null && { activity: { login: lastUse(lastLogin) } }),
  };
}
