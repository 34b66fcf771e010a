import type { PolicyTestFailure } from '@dormouse/core/testing';
import type { FileResult } from './run-file';
import { isBelow, type Verdict } from './verdict';

interface JUnitCase {
  readonly name: string;
  /** null: it passed. */
  readonly failure: { readonly message: string; readonly text: string } | null;
}

/**
 * The verdict as a JUnit file: a suite for each file, a case for each test. With a threshold each suite has one more case,
 * for what its tests exercise; a file that could not be run has one that says why.
 */
export function junitXml({ files, threshold, untested }: Verdict): string {
  const suites = files.map((result) => suiteXml(result.file, casesOf(result, threshold), result.milliseconds));
  if (threshold !== null && untested.length > 0) {
    const cases = untested.map((name) => ({ name, failure: { message: 'no test names this policy', text: '' } }));
    suites.push(suiteXml('untested policies', cases, 0));
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function casesOf(result: FileResult, threshold: number | null): readonly JUnitCase[] {
  if (result.kind === 'broken') {
    return [{ name: 'can be run', failure: { message: 'the file cannot be run', text: result.faults.join('\n') } }];
  }
  const { coverage, tests } = result.report;
  const cases = tests.map(({ failures, name }) => ({ name, failure: failureOf(failures) }));
  if (threshold === null) return cases;
  const text = coverage.missing
    .map(({ message, pointer, policyId }) => `${policyId} ${pointer}: ${message}`)
    .join('\n');
  const message = `${coverage.percent} % are exercised, and ${threshold} % are asked for`;
  return [...cases, { name: 'coverage', failure: isBelow(result, threshold) ? { message, text } : null }];
}

function failureOf(failures: readonly PolicyTestFailure[]): JUnitCase['failure'] {
  const [first] = failures;
  if (first === undefined) return null;
  const lines = failures.flatMap(({ explanation, message, on, step }) => [
    `step ${step + 1}, ${on}: ${message}`,
    ...explanation.map((line) => `  ${line}`),
  ]);
  return { message: first.message, text: lines.join('\n') };
}

function suiteXml(name: string, cases: readonly JUnitCase[], milliseconds: number): string {
  const failures = cases.filter(({ failure }) => failure !== null).length;
  const time = (milliseconds / 1000).toFixed(3);
  const head = `name="${escaped(name)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="0" time="${time}"`;
  return `  <testsuite ${head}>\n${cases.map((one) => caseXml(name, one)).join('')}  </testsuite>\n`;
}

function caseXml(suite: string, { failure, name }: JUnitCase): string {
  const head = `    <testcase classname="${escaped(suite)}" name="${escaped(name)}"`;
  if (failure === null) return `${head}/>\n`;
  const { message, text } = failure;
  return `${head}>\n      <failure message="${escaped(message)}">${escaped(text)}</failure>\n    </testcase>\n`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** As text or attribute. Characters that XML cannot hold are left out. */
function escaped(text: string): string {
  const allowed = text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
  return allowed.replaceAll(/[&<>"\n]/g, (character) => entities[character] ?? character);
}
