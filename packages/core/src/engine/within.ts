import { DormouseError } from '../model/errors';
import type { DormouseEvent } from '../model/event';
import { isObject } from '../model/shape';
import type { Storage } from '../storage/storage';
import type { Dormouse, EngineWithin } from './dormouse';
import type { PolicyCache } from './policy-cache';
import type { Runtime } from './runtime';

/** Over a storage that works in a transaction of the host: events are held back until its end is known (E4). */
export function engineWithin(
  runtime: Runtime,
  storage: Storage,
  policiesOver: (storage: Storage) => PolicyCache,
  engineOf: (runtime: Runtime) => Dormouse,
): EngineWithin {
  if (!isObject(storage)) {
    throw new DormouseError('INVALID_ARGUMENT', 'storage must be one that works in the transaction', {
      name: 'storage',
    });
  }
  const held: DormouseEvent[] = [];
  // A command that ends after the transaction, because nobody waited for it, follows what became of that.
  let emit = (events: readonly DormouseEvent[]): void => {
    for (const event of events) held.push(event);
  };
  const end = (then: Runtime['emit']): void => {
    emit = then;
    then(held.splice(0));
  };
  let isOver = false;
  const once = (then: Runtime['emit']) => (): void => {
    if (!isOver) end(then);
    isOver = true;
  };
  const policies = policiesOver(storage);
  // In the background the transaction may be over: reports are built by whoever calls `reports.work`.
  const dormouse = engineOf({ ...runtime, storage, policies, schedule: null, emit: (events) => emit(events) });
  return { dormouse, committed: once(runtime.emit), rolledBack: once(() => undefined) };
}
