/** Runs one command and waits. Standard input is never handed on: it may carry the data of the command that follows. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { rootManifest } from './workspace.mjs';

const running = new Set();
const windows = process.platform === 'win32';

/** Ends the children that still run, and what they have started. Returns the exit code of a process that got `signal`. */
export function endChildren(signal) {
  for (const child of running) {
    try {
      if (windows) child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // It has just ended by itself.
    }
  }
  return 128 + constants.signals[signal];
}

/**
 * Resolves to the exit code of the child (128 + n after signal n, 127 if it could not start).
 * `output`: `'stderr'` keeps standard output free for data; `'inherit'` shows both streams as they are.
 */
export function run(command, args, { cwd, env = process.env, output = 'inherit', shell = windows } = {}) {
  return new Promise((resolve) => {
    const stdout = output === 'stderr' ? 2 : 'inherit';
    // Quiet children lead a group of their own, so that `endChildren` reaches what a shell or npx has started.
    const detached = output === 'stderr' && !windows;
    const child = spawn(command, args, { cwd, env, shell, detached, stdio: ['ignore', stdout, 'inherit'] });
    running.add(child);
    child.on('error', (error) => {
      running.delete(child);
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(127);
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** The exact pnpm of `packageManager`: the one that runs this script if it is that one, otherwise through npx. */
export function pnpmCommand() {
  const [, version] = /^pnpm@(\d+\.\d+\.\d+)/.exec(rootManifest.packageManager) ?? [];
  if (version === undefined) throw new Error('package.json: packageManager must be "pnpm@" and an exact version');
  const agent = process.env.npm_config_user_agent ?? '';
  return agent.startsWith(`pnpm/${version} `) ? ['pnpm'] : ['npx', '--yes', `pnpm@${version}`];
}

/** The environment for a tool that `npm run --silent` or a production host must not mute or thin out. */
export function toolEnvironment() {
  const { NODE_ENV, npm_config_loglevel, npm_config_omit, npm_config_production, ...env } = process.env;
  return env;
}
