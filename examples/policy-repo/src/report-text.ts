import type { PolicyTestResult } from '@dormouse/core/testing';
import type { FileResult } from './run-file';
import { isBelow, type Verdict } from './verdict';

const MOST_MISSING = 20;

/** The verdict as a person reads it. */
export function reportText({ files, threshold, untested }: Verdict): string {
  const lines = files.flatMap((result) => [...fileLines(result, threshold), '']);
  for (const file of untested) lines.push(`${file}: no test names this policy`);
  const ran = files.flatMap((result) => (result.kind === 'ran' ? [result.report] : []));
  const passed = ran.reduce((sum, report) => sum + report.passed, 0);
  const failed = ran.reduce((sum, report) => sum + report.failed, 0);
  const broken = files.length - ran.length;
  lines.push(`${passed} passed, ${failed} failed${broken === 0 ? '' : `, ${broken} files could not be run`}`);
  return `${lines.map(printable).join('\n')}\n`;
}

function fileLines(result: FileResult, threshold: number | null): readonly string[] {
  if (result.kind === 'broken') return [result.file, ...result.faults.map((fault) => `  ! ${fault}`)];
  const { advice, file, report } = result;
  const { covered, missing, percent, total } = report.coverage;
  const least = isBelow(result, threshold) ? `, and ${threshold} % are asked for` : '';
  return [
    file,
    ...report.tests.flatMap(testLines),
    `  coverage ${percent} % (${covered} of ${total})${least}`,
    ...missing.slice(0, MOST_MISSING).map(({ message, pointer, policyId }) => `    ${policyId} ${pointer}: ${message}`),
    ...(missing.length > MOST_MISSING ? [`    … and ${missing.length - MOST_MISSING} more`] : []),
    ...advice.map(({ code, file: policy, message, pointer }) => `  advice ${policy} ${pointer}: ${message} (${code})`),
  ];
}

function testLines({ failures, name, passed }: PolicyTestResult): readonly string[] {
  const explained = failures.find(({ explanation }) => explanation.length > 0);
  return [
    `  ${passed ? '✓' : '✗'} ${name}`,
    ...failures.map(({ message, on, step }) => `      step ${step + 1}, ${on}: ${message}`),
    ...(explained?.explanation ?? []).map((line) => `        ${line}`),
  ];
}

/** What a terminal would take for an order is shown as an escape. */
function printable(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => JSON.stringify(`${character}`).slice(1, -1));
}
