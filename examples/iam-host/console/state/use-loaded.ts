import { useCallback, useEffect, useState } from 'preact/hooks';

/** What was asked of the host: not there yet, there, or refused. The last good value stays while a newer one is on its way. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly error: Error | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/** Asks when it is first shown, whenever one of `about` changes, and on `reload`. An answer that comes too late is dropped. */
export function useLoaded<T>(ask: (signal: AbortSignal) => Promise<T>, about: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({ value: null, error: null, isLoading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, isLoading: true }));
    ask(abort.signal).then(
      (value) => abort.signal.aborted || setState({ value, error: null, isLoading: false }),
      (error: Error) => abort.signal.aborted || setState((before) => ({ ...before, error, isLoading: false })),
    );
    return () => abort.abort();
  }, [...about, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { ...state, reload };
}
