/**
 * The web-standard globals that the pure packages may use beside the language itself. They exist on Node, Bun, Deno and
 * edge runtimes alike. The list is short on purpose: what is not here does not compile (no timers, no console, no fetch).
 */
interface TextEncoder {
  encode(input?: string): Uint8Array;
  encodeInto(text: string, bytes: Uint8Array): { readonly read: number; readonly written: number };
}
declare var TextEncoder: { new (): TextEncoder };

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

declare function structuredClone<T>(value: T): T;
