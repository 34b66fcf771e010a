import { DormouseError } from '../model/errors';
import type { StopSignal } from '../storage/storage';

/** @throws DormouseError `ABORTED` once the signal has come: what was computed until then is no answer. */
export function checkStop(signal: StopSignal | null | undefined): void {
  if (signal?.aborted === true) throw new DormouseError('ABORTED', 'the signal stopped it: there is no answer');
}
