import { dirname, join } from 'node:path';
import { type Issue, isDormouseError, lintPolicy, type RegulationLimit } from '@dormouse/core';
import { type PolicyTestReport, runPolicyTests } from '@dormouse/core/testing';
import { memoryStorage } from '@dormouse/storage-memory';
import { CannotRun } from './cannot-run';
import { messageOf, readJson } from './read-json';

/** Advice about a policy. */
export interface Advice extends Issue {
  readonly file: string;
}

/** What became of one file of tests. */
export type FileResult = {
  readonly file: string;
  /** The files of its policies. */
  readonly policies: readonly string[];
  readonly milliseconds: number;
} & (
  | { readonly kind: 'ran'; readonly report: PolicyTestReport; readonly advice: readonly Advice[] }
  /** It could not be run: one line for each fault. */
  | { readonly kind: 'broken'; readonly faults: readonly string[] }
);

/** What every file is run with. */
export interface RunWith {
  readonly limits: readonly RegulationLimit[] | null;
  /** When reviews of exemptions are judged. */
  readonly at: string | Date;
}

/** Runs the tests of one file; what is wrong with the file is part of the result. */
export async function runFile(file: string, { limits, at }: RunWith): Promise<FileResult> {
  const start = performance.now();
  const policies: string[] = [];
  const common = () => ({ file, policies, milliseconds: performance.now() - start });
  try {
    const document = await readJson(file);
    policies.push(...policyFiles(document, file));
    const documents = await Promise.all(policies.map(readJson));
    const report = await runPolicyTests({ document, policies: documents, createStorage: memoryStorage });
    const options = { settings: settingsOf(document), at, ...(limits === null ? {} : { limits }) };
    const advice = documents.flatMap((policy, index) =>
      lintPolicy(policy, options).map((issue) => ({ ...issue, file: policies[index] ?? file })),
    );
    return { kind: 'ran', ...common(), report, advice };
  } catch (error) {
    return { kind: 'broken', ...common(), faults: faultsOf(error, file, policies) };
  }
}

function policyFiles(document: unknown, file: string): readonly string[] {
  const named = memberOf(document, 'policies');
  if (!Array.isArray(named) || named.length === 0 || !named.every((name) => typeof name === 'string')) {
    throw new CannotRun(`${file}: /policies must name the files of the policies, such as ["workforce.json"]`);
  }
  return named.map((name: string) => join(dirname(file), name));
}

function settingsOf(document: unknown): unknown {
  return memberOf(document, 'settings');
}

function memberOf(document: unknown, key: string): unknown {
  const isObject = typeof document === 'object' && document !== null && !Array.isArray(document);
  return isObject ? (document as Record<string, unknown>)[key] : undefined;
}

const MOST_FAULTS = 20;

/** Faults with the files that they are in: those of policies point into a list of them. */
function faultsOf(error: unknown, file: string, policies: readonly string[]): readonly string[] {
  if (!isDormouseError(error)) {
    if (error instanceof CannotRun) return [error.message];
    throw error;
  }
  const issues = (error.data.issues ?? []).filter(({ severity }) => severity === 'error');
  if (issues.length === 0) return [`${file}: ${messageOf(error)}`];
  const lines = issues.slice(0, MOST_FAULTS).map(({ code, message, pointer }) => {
    const [, place, rest = ''] = /^\/policies\/(\d+)(.*)$/s.exec(error.code === 'INVALID_POLICY' ? pointer : '') ?? [];
    const where = place === undefined ? `${file} ${pointer}` : `${policies[Number(place)]} ${rest}`;
    return `${where.trimEnd()}: ${message} (${code})`;
  });
  return issues.length > MOST_FAULTS ? [...lines, `… and ${issues.length - MOST_FAULTS} more`] : lines;
}
