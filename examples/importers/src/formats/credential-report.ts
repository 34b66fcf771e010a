import { formatInstant, type SubjectJson } from '@dormouse/core';
import type { ImportContext, ImportItem } from '../importer';
import { readCsvRows } from '../read/csv-rows';
import { CellFault, REPORT_COLUMNS, type ReportRow, readFlag, readTime, readWord } from './credential-report-cells';
import { lastUse } from './last-use';
import { SeenInstants } from './seen-instants';

const ROOT = '<root_account>';

/**
 * Reads an AWS IAM credential report: one identity a user, and one for each of its access keys.
 *
 * `attributes.active` says whether the identity can still sign in: a user that has a password, a key that is switched
 * on. A user without a password may live on in its keys; these are judged by themselves.
 */
export async function* importCredentialReport(
  source: AsyncIterable<Uint8Array>,
  context: ImportContext,
): AsyncGenerator<ImportItem> {
  const seen = new SeenInstants(context);
  for await (const rows of readCsvRows(source, REPORT_COLUMNS)) {
    for (const row of rows) {
      const read = 'fault' in row ? row.fault : readRow(row.values, seen);
      if (typeof read === 'string') yield { problem: { line: row.line, message: read } };
      else for (const ok of read) yield { ok, line: row.line };
    }
    context.tick(rows.length);
  }
  seen.end('a credential report');
}

function readRow(row: ReportRow, seen: SeenInstants): SubjectJson[] | string {
  try {
    const created = readTime(row, 'user_creation_time');
    if (row.user === '') return 'user is empty';
    if (created === null) return 'user_creation_time is empty';
    const subjects = [readUser(row, created, seen)];
    for (const number of [1, 2] as const) {
      const key = readKey(row, number, created, seen);
      if (key !== null) subjects.push(key);
    }
    return subjects;
  } catch (error) {
    if (error instanceof CellFault) return error.message;
    throw error;
  }
}

function readUser(row: ReportRow, created: number, seen: SeenInstants): SubjectJson {
  const used = readTime(row, 'password_last_used');
  const changed = readTime(row, 'password_last_changed');
  seen.add(created, used, changed);
  const root = row.user === ROOT;
  // For the root user the report says `not_supported`: it always has a password.
  const passwordEnabled = root || readFlag(row, 'password_enabled');
  return {
    identity: {
      accountId: accountOf(row),
      id: row.user,
      kind: 'user',
      createdAt: formatInstant(created),
      attributes: {
        active: passwordEnabled,
        passwordEnabled,
        passwordLastChanged: changed === null ? null : formatInstant(changed),
        mfaActive: readFlag(row, 'mfa_active'),
      },
      labels: root ? ['root'] : [],
    },
    ...(used !== null && { activity: { console_login: lastUse(used) } }),
  };
}

/** The key in one of the two places, or null when there is none: not switched on, and never made. */
function readKey(row: ReportRow, number: 1 | 2, userCreated: number, seen: SeenInstants): SubjectJson | null {
  const active = readFlag(row, `access_key_${number}_active`);
  const rotated = readTime(row, `access_key_${number}_last_rotated`);
  const used = readTime(row, `access_key_${number}_last_used_date`);
  if (!active && rotated === null) return null;
  seen.add(rotated, used);
  return {
    identity: {
      accountId: accountOf(row),
      id: `${row.user}/key_${number}`,
      kind: 'api_key',
      createdAt: formatInstant(rotated ?? userCreated),
      parentId: row.user,
      attributes: { active, lastUsedService: readWord(row, `access_key_${number}_last_used_service`) },
      labels: row.user === ROOT ? ['root'] : [],
    },
    ...(used !== null && { activity: { api_call: lastUse(used) } }),
  };
}

function accountOf(row: ReportRow): string {
  return /^arn:[^:]*:iam::(\d{12}):/.exec(row.arn)?.[1] ?? 'local';
}
