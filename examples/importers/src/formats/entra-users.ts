import { formatInstant, type SubjectJson } from '@dormouse/core';
import type { ImportContext, ImportItem } from '../importer';
import { asObject, flagOf, instantOf, neededText, RowFault, textOf } from '../read/json-member';
import { importJsonRows } from './json-rows';
import { lastUse } from './last-use';
import { SeenInstants } from './seen-instants';

type Row = Readonly<Record<string, unknown>>;

/**
 * Reads users of Microsoft Entra ID with their `signInActivity`: the answer of Microsoft Graph (`{ "value": [ … ] }`, also
 * several pages after one another), or a list of users.
 *
 * `lastSuccessfulSignInDateTime` is a sign-in. The two others are *attempts*, successful or not: they come in as failures
 * of the types `interactive_attempt` and `background_attempt`, which count only where a rule says `"failures": true`.
 */
export async function* importEntraUsers(
  source: AsyncIterable<Uint8Array>,
  context: ImportContext,
): AsyncGenerator<ImportItem> {
  const seen = new SeenInstants(context);
  let attemptsOnly = 0;
  yield* importJsonRows(
    source,
    context,
    (root) => [root === '[' ? '$.*' : '$.value.*'],
    (value) => {
      const { subject, onlyAttempts } = readUser(asObject(value, 'the user'), seen);
      if (onlyAttempts) attemptsOnly += 1;
      return [subject];
    },
  );
  seen.end('Entra');
  if (attemptsOnly > 0) {
    context.note(
      `${attemptsOnly} users have attempts to sign in, and no known success (Entra knows it since 2023-12-01)`,
    );
  }
}

function readUser(row: Row, seen: SeenInstants): { readonly subject: SubjectJson; readonly onlyAttempts: boolean } {
  const id = neededText(row, 'id');
  const created = timeOf(row, 'createdDateTime');
  if (created === null) throw new RowFault('createdDateTime is missing');
  const signIn = row['signInActivity'] === undefined || row['signInActivity'] === null ? {} : row['signInActivity'];
  const activity = asObject(signIn, 'signInActivity');
  const success = timeOf(activity, 'lastSuccessfulSignInDateTime');
  const interactive = timeOf(activity, 'lastSignInDateTime');
  const background = timeOf(activity, 'lastNonInteractiveSignInDateTime');
  seen.add(created, success, interactive, background);
  const active = flagOf(row, 'accountEnabled');
  const subject: SubjectJson = {
    identity: {
      accountId: 'local',
      id,
      kind: 'user',
      createdAt: formatInstant(created),
      attributes: {
        ...(active !== null && { active }),
        name: textOf(row, 'displayName'),
        userPrincipalName: textOf(row, 'userPrincipalName'),
      },
      labels: textOf(row, 'userType') === 'Guest' ? ['guest'] : [],
    },
    activity: {
      ...(success !== null && { sign_in: lastUse(success) }),
      ...(interactive !== null && { interactive_attempt: lastUse(interactive, 'failure') }),
      ...(background !== null && { background_attempt: lastUse(background, 'failure') }),
    },
  };
  return { subject, onlyAttempts: success === null && (interactive !== null || background !== null) };
}

/** Graph writes the first instant of all for "never". */
function timeOf(row: Row, name: string): number | null {
  return textOf(row, name)?.startsWith('0001-01-01') === true ? null : instantOf(row, name);
}
