import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Calls } from '../api/calls';
import { ApiError } from '../api/client';
import type { ReportState } from '../api/types';

const POLL = 300;

/** The newest report: the one that can be read, and the one that is being made. */
export interface ReportInUse {
  /** The last one that was finished, as far as this page saw it. */
  readonly ready: ReportState | null;
  readonly pending: ReportState | null;
  readonly error: Error | null;
  /** Nobody ever asked for one. */
  readonly isNone: boolean;
  readonly make: (days: number) => void;
  /** Asks again, after an error. */
  readonly again: () => void;
}

type Known = Omit<ReportInUse, 'make' | 'again'>;

export function useReport(calls: Calls): ReportInUse {
  const [known, setKnown] = useState<Known>({ ready: null, pending: null, error: null, isNone: false });
  const take = useCallback((state: ReportState) => setKnown((before) => next(before, state)), []);
  const fail = useCallback((error: Error) => setKnown((before) => failed(before, error)), []);
  const again = useCallback(() => {
    calls.report().then(take, fail);
  }, [calls, take, fail]);
  useEffect(again, [again]);
  const { pending } = known;
  useEffect(() => {
    if (pending === null) return;
    const timer = setTimeout(() => calls.report().then(take, fail), POLL);
    return () => clearTimeout(timer);
  }, [calls, pending, take, fail]);
  const make = useCallback(
    (days: number) => {
      calls.makeReport(days).then(take, fail);
    },
    [calls, take, fail],
  );
  return { ...known, make, again };
}

function next(before: Known, state: ReportState): Known {
  switch (state.state) {
    case 'pending':
      return { ...before, pending: state, error: null, isNone: false };
    case 'ready':
      return { ready: state, pending: null, error: null, isNone: false };
    case 'failed':
      return { ...before, pending: null, error: new Error(state.error ?? 'The report could not be made.') };
  }
}

function failed(before: Known, error: Error): Known {
  const isNone = error instanceof ApiError && error.status === 404;
  return isNone ? { ...before, pending: null, error: null, isNone } : { ...before, pending: null, error };
}
