/** Writes one line of JSON for each thing that happened. It never gets a token, or a body. */
export interface Log {
  readonly info: (message: string, data?: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, data?: Readonly<Record<string, unknown>>) => void;
}

export function createLog(host: string, write: (line: string) => void, clock: () => Date): Log {
  const at =
    (level: 'info' | 'error') =>
    (message: string, data: Readonly<Record<string, unknown>> = {}): void => {
      write(`${JSON.stringify({ at: clock().toISOString(), level, host, message, ...shown(data) })}\n`);
    };
  return { info: at('info'), error: at('error') };
}

/** Errors have no members that JSON would see. */
function shown(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value,
    ]),
  );
}
