import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { CannotRun } from './cannot-run';
import { findFiles } from './find-files';
import { help, type Options, readOptions } from './options';
import { reportText } from './report-text';
import { runOnce } from './run-once';
import { exitCodeOf, type Verdict } from './verdict';
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
  return options.watch ? runAgainAndAgain(options) : exitCodeOf(await runAndReport(options));
}

async function runAndReport(options: Options): Promise<Verdict> {
  const { verdict } = await runOnce(options);
  stdout.write(reportText(verdict));
  return verdict;
}

/** Runs until it is interrupted; a file that is half written is told about, and no reason to end. */
async function runAgainAndAgain(options: Options): Promise<never> {
  const { junit, limits, paths } = options;
  let elsewhere: readonly string[] = limits === null ? [] : [limits];
  for (;;) {
    const { folders } = await findFiles(paths);
    const watched = new Set([...folders, ...elsewhere.map(dirname).filter(existsSync)]);
    // Watching begins before the run, so that no change falls between them.
    const watching = watchFolders([...watched], junit === null ? [] : [junit]);
    let known = elsewhere;
    try {
      const { files } = await runAndReport(options);
      known = [...(limits === null ? [] : [limits]), ...files.flatMap(({ policies }) => policies)];
    } catch (error) {
      complain(error);
    }
    // Policies may lie in folders that were not known before: look again, watching them too.
    const isWatched = known.every((path) => watched.has(dirname(path)) || !existsSync(dirname(path)));
    elsewhere = known;
    if (isWatched) {
      stdout.write('waiting for changes\n');
      await watching.changed();
    }
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
