import { CannotRun } from './cannot-run';
import { type FormatName, formatNames, formats } from './formats';

/** How many bytes of a file are looked at. */
export const HEAD_SIZE = 64 * 1024;

/** What can be read, a line each, for messages. */
export const expected: string = [
  'expected one of:',
  ...formatNames.map((name) => `  ${name}: ${formats[name].title}`),
  '  the folder of a git repository',
  'or any other CSV with --mapping',
].join('\n');

/**
 * Recognises a file by its first bytes, whatever its name is.
 * @throws CannotRun when it is nothing that can be read, or more than one thing, with a hint where there is one
 */
export function detect(head: Buffer): FormatName {
  const text = textOf(head);
  const looked = text.startsWith('{') || text.startsWith('[') ? detectJson(text) : detectCsv(text);
  const [name, second] = looked;
  if (name === undefined) {
    const first = text.split(/\r?\n|\r/, 1)[0] ?? '';
    if (text.startsWith('[')) {
      throw new CannotRun(
        `the file is a JSON list of nothing that is known; subjects are one a line (NDJSON). ${expected}`,
      );
    }
    throw new CannotRun(`the format of the file is unknown. Its first line is\n  ${first.slice(0, 70)}\n${expected}`);
  }
  if (second !== undefined) throw new CannotRun(`the file could be ${looked.join(' or ')}: say which with --as`);
  return name;
}

function textOf(head: Buffer): string {
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
  return text;
}

/** By the names of the members that stand near the beginning, wherever they stand. */
function detectJson(text: string): readonly FormatName[] {
  const members = new Set([...text.matchAll(/"([^"\\]{1,64})"\s*:/g)].map((match) => match[1] ?? ''));
  if (members.has('ReportFormat')) {
    throw new CannotRun(
      'this is the answer of the AWS API, with the report inside; take it out first:\n  aws iam get-credential-report --query Content --output text | base64 -d > report.csv',
    );
  }
  const found = formatNames.filter((name) => fits(name, 'json', members));
  const subjects = found.includes('subjects');
  if (subjects && found.length === 1) checkLines(text);
  return found;
}

function checkLines(text: string): void {
  if (text.startsWith('[')) throw new CannotRun('the file is a JSON list; write its subjects one a line (NDJSON)');
  if (text.split(/\r?\n/, 1)[0]?.trim() === '{') {
    throw new CannotRun('the file is JSON over several lines; write one subject a line (NDJSON)');
  }
}

function detectCsv(text: string): readonly FormatName[] {
  const first = text.split(/\r?\n|\r/, 1)[0] ?? '';
  const columns = first.split(',').map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  return formatNames.filter((name) => fits(name, 'csv', new Set(columns.map((column) => column.toLowerCase()))));
}

function fits(name: FormatName, shape: 'csv' | 'json', names: ReadonlySet<string>): boolean {
  const format = formats[name];
  return format.shape === shape && format.signs.some((sign) => sign.every((each) => names.has(each)));
}
