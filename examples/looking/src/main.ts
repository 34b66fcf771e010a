import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDormouseError } from '@dormouse/core';
import { CannotRun } from '@dormouse/example-importers';
import { openOffice } from './office';
import { help, readOptions } from './options';
import { readPeople } from './people';
import { shows } from './show';

const shipped = fileURLToPath(new URL('../../population/data/kysely-org__kysely.csv.gz', import.meta.url));
const { argv, env, stdout, stderr } = process;

async function main(): Promise<void> {
  const args = argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    stdout.write(help);
    return;
  }
  const options = readOptions(args);
  // npm starts scripts in the folder of the package and says where the person stands.
  const folder = (env['npm_lifecycle_event'] && env['INIT_CWD']) || process.cwd();
  const people = await readPeople(options.input === null ? shipped : resolve(folder, options.input));
  const dormouse = await openOffice(people);
  for await (const text of shows[options.look](dormouse, options, people.at)) stdout.write(text);
}

main().catch((error: unknown) => {
  if (!(error instanceof CannotRun) && !isDormouseError(error)) throw error;
  stderr.write(`looking: ${error.message}\n`);
  process.exitCode = 2;
});
