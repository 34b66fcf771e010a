import { type HostOptions, startHost } from './start-host';

/** Runs a host as a program: until SIGTERM or SIGINT, and then to a clean end. Exit code 1 when it cannot start. */
export async function runHost(options: Pick<HostOptions, 'name' | 'create'>): Promise<void> {
  const { env, stdout, stderr } = process;
  try {
    const host = await startHost({
      ...options,
      env,
      say: (text) => void stdout.write(text),
      complain: (text) => void stderr.write(text),
    });
    const stop = (): void => {
      host.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          stderr.write(`${options.name}: ${error instanceof Error ? error.stack : String(error)}\n`);
          process.exit(1);
        },
      );
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    stderr.write(`${options.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
