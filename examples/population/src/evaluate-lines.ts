import { type CaseAnswer, createCaseEvaluator } from '@dormouse/core';
import { isBlank, type Line, LineSplitter, lineText } from '@dormouse/example-importers';
import type { Output } from './output';

type Evaluate = (json: unknown) => CaseAnswer;

/** The longest line that is evaluated, in bytes. A longer one is answered with an error. */
export const LINE_LIMIT = 32 * 1024 * 1024;

/**
 * Answers cases, one a line, with results, one a line, in the same order. Blank lines are skipped. The answers to a chunk
 * of input are written before more is read, so that a partner that waits for each answer gets it.
 */
export async function evaluateLines(source: AsyncIterable<Uint8Array>, output: Output): Promise<void> {
  const splitter = new LineSplitter(LINE_LIMIT);
  const evaluate = createCaseEvaluator();
  for await (const chunk of source) await answerAll(splitter.push(chunk), output, evaluate);
  await answerAll(splitter.end(), output, evaluate);
}

async function answerAll(lines: readonly Line[], output: Output, evaluate: Evaluate): Promise<void> {
  for (const line of lines) {
    const answer = answerLine(line, evaluate);
    if (answer !== null) await output.write(`${answer}\n`);
  }
  await output.flush();
}

function answerLine(line: Line, evaluate: Evaluate): string | null {
  const decoded = lineText(line, LINE_LIMIT);
  if ('fault' in decoded) return invalidJson(line, decoded.fault);
  if (isBlank(decoded.text)) return null;
  let json: unknown;
  try {
    json = JSON.parse(decoded.text);
  } catch (error) {
    return invalidJson(line, error instanceof Error ? error.message : String(error));
  }
  return JSON.stringify(evaluate(json));
}

function invalidJson({ number }: Line, message: string): string {
  return JSON.stringify({ id: null, line: number, error: { code: 'INVALID_JSON', message } });
}
