import { CannotRun } from '@dormouse/example-importers';
import { printable } from './view/printable';

/**
 * Runs a command to its exit code: 0 when it returns, 2 when it cannot run. When the reader of standard output goes away
 * (`| head`), the command ends at once and quietly.
 */
export function runCommand(name: string, command: () => Promise<void>): void {
  const complain = (message: string) => {
    process.stderr.write(`${name}: ${message.split('\n').map(printable).join('\n')}\n`);
    process.exitCode = 2;
  };
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    complain(`the output cannot be written (${error.message})`);
    process.exit();
  });
  // Nobody reads the messages: nothing to do about it, and no reason to stop.
  process.stderr.on('error', () => {});
  command().catch((error: unknown) => {
    if (error instanceof CannotRun) complain(error.message);
    else complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  });
}
