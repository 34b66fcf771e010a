import { CannotRun } from './cannot-run';

/** What a file can be; a folder is a git repository. */
export type FileKind = 'activity-csv' | 'credential-report' | 'subjects';

/** How many bytes of a file are looked at. */
export const HEAD_SIZE = 64 * 1024;

const expected = `expected one of:
  a CSV with the columns identity_id,kind,type,at,outcome
  an AWS IAM credential report (CSV that begins with user,arn,user_creation_time)
  NDJSON of Dormouse subjects (one {"identity": …} a line)
  the folder of a git repository`;

/**
 * Recognises a file by its first bytes, whatever its name is.
 * @throws CannotRun when it is nothing that can be read, with a hint where there is one
 */
export function detect(head: Buffer): FileKind {
  if (head.length === 0) throw new CannotRun('the file is empty');
  if (head.length >= 2 && [0xfffe, 0xfeff].includes(head.readUInt16BE(0))) {
    throw new CannotRun('the file is UTF-16; save it as UTF-8');
  }
  if (head.includes(0)) throw new CannotRun(`the file is binary; ${expected}`);
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text === '') throw new CannotRun('the file has nothing but white space');
  const first = text.split(/\r?\n|\r/, 1)[0] ?? '';
  return detectJson(text, first) ?? detectCsv(first);
}

function detectJson(text: string, first: string): FileKind | null {
  if (text.startsWith('[')) throw new CannotRun('the file is a JSON list; write its subjects one a line (NDJSON)');
  if (!text.startsWith('{')) return null;
  if (text.includes('"ReportFormat"')) {
    throw new CannotRun(
      'this is the answer of the AWS API, with the report inside; take it out first:\n  aws iam get-credential-report --query Content --output text | base64 -d > report.csv',
    );
  }
  if (first.trim() === '{')
    throw new CannotRun('the file is JSON over several lines; write one subject a line (NDJSON)');
  return 'subjects';
}

function detectCsv(first: string): FileKind {
  const names = first.split(',').map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase(),
  );
  const has = (...columns: readonly string[]) => columns.every((column) => names.includes(column));
  if (has('user', 'arn', 'user_creation_time')) return 'credential-report';
  if (has('identity_id') || has('at', 'outcome')) return 'activity-csv';
  throw new CannotRun(`the kind of the file is unknown. Its first line is\n  ${first.slice(0, 70)}\n${expected}`);
}
