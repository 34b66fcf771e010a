/** `pnpm.mjs ARGUMENTS`: the exact pnpm of this workspace, for whoever has none or another one. */
import { pnpmCommand, run, toolEnvironment } from './run-child.mjs';

const [command, ...args] = [...pnpmCommand(), ...process.argv.slice(2)];
process.exitCode = await run(command, args, { env: toolEnvironment() });
