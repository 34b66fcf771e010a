import { help, readOptions } from './options';
import { Output } from './output';
import { run } from './run';
import { runCommand } from './run-command';
import { wantsColours } from './view/style';

const { env, stdout, stderr } = process;

runCommand('dormouse', async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    stdout.write(help);
    return;
  }
  await run(options, {
    // npm starts scripts in the folder of the package and says where the person stands.
    folder: (env['npm_lifecycle_event'] && env['INIT_CWD']) || process.cwd(),
    terminal: { width: widthOf(stdout.columns ?? Number(env['COLUMNS'])), colours: wantsColours(stdout.isTTY, env) },
    output: new Output(stdout),
    messages: stderr,
    now: Date.now,
  });
});

function widthOf(columns: number): number {
  return columns > 0 ? Math.min(Math.max(columns, 60), 120) : 80;
}
