import { CannotRun } from './cannot-run';
import { findFiles } from './find-files';
import { help, type Options, readOptions } from './options';
import { reportText } from './report-text';
import { runOnce } from './run-once';
import { exitCodeOf } from './verdict';
import { watchFolders } from './watch-folders';

const { stdout, stderr } = process;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    stdout.write(help);
    return 0;
  }
  if (options.schemas !== null) {
    // Zod is loaded only where it is wanted.
    const { writeSchemas } = await import('./write-schemas');
    for (const path of await writeSchemas(options.schemas)) stdout.write(`${path}\n`);
    return 0;
  }
  return options.watch ? runAgainAndAgain(options) : runAndReport(options);
}

async function runAndReport(options: Options): Promise<number> {
  const { verdict } = await runOnce(options);
  stdout.write(reportText(verdict));
  return exitCodeOf(verdict);
}

/** Runs until it is interrupted; a file that is half written is told about, and no reason to end. */
async function runAgainAndAgain(options: Options): Promise<number> {
  for (;;) {
    const { folders } = await findFiles(options.paths);
    // Watching begins before the run, so that no change falls between them.
    const watching = watchFolders(folders);
    try {
      await runAndReport(options);
    } catch (error) {
      complain(error);
    }
    stdout.write('waiting for changes\n');
    await watching.changed();
    watching.close();
  }
}

function complain(error: unknown): void {
  const text =
    error instanceof CannotRun ? error.message : error instanceof Error ? (error.stack ?? '') : String(error);
  stderr.write(`policy-tests: ${text}\n`);
}

// Nobody reads any more (`| head`): nothing to do about it.
stdout.on('error', () => process.exit(0));
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    complain(error);
    process.exitCode = 2;
  },
);
