import { CannotRun } from '@dormouse/example-importers';
import { evaluateLines } from './evaluate-lines';
import { Output } from './output';
import { runCommand } from './run-command';

const help = `Evaluates cases: NDJSON on standard input, one result a line on standard output, in the same order.

  npm run --silent evaluate < cases.ndjson > results.ndjson

A line that is not JSON, or a case that is refused, is answered with an error and stops nothing.
Exit codes: 0 every line got its answer; 2 the command could not run.
`;

runCommand('evaluate', async () => {
  const [first] = process.argv.slice(2);
  if (first === '--help' || first === '-h') {
    process.stdout.write(help);
    return;
  }
  if (first !== undefined)
    throw new CannotRun(`it takes no argument, and was given ${first}; cases come on standard input`);
  if (process.stdin.isTTY) process.stderr.write('Reading cases from the keyboard, one a line; Ctrl-D ends.\n');
  await evaluateLines(process.stdin, new Output(process.stdout));
});
