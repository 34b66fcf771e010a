import { EventEmitter } from 'eventemitter3';
import type { DormouseEvent, EventOf, EventType } from '../model/event';

/** Hears of one type of event, after its commit. It may be asynchronous; nobody waits for it. */
export type Listener<T extends EventType> = (event: EventOf<T>) => unknown;

/** In-process delivery (E4). What must not be lost is read from the log instead. */
export interface Listeners {
  readonly on: <T extends EventType>(type: T, listener: Listener<T>) => void;
  readonly once: <T extends EventType>(type: T, listener: Listener<T>) => void;
  readonly off: <T extends EventType>(type: T, listener: Listener<T>) => void;
  readonly emit: (events: readonly DormouseEvent[]) => void;
}

type Guarded = (event: DormouseEvent) => void;

/** A listener that throws or rejects harms no one: its error goes to `report`. */
export function createListeners(report: (error: unknown) => void): Listeners {
  const emitter = new EventEmitter<Record<EventType, [DormouseEvent]>>();
  const guards = new WeakMap<object, Guarded>();
  const guard = (listener: (event: never) => unknown): Guarded => {
    const known = guards.get(listener);
    if (known !== undefined) return known;
    const guarded: Guarded = (event) => {
      try {
        // Also catches what an asynchronous listener rejects with.
        Promise.resolve((listener as (event: DormouseEvent) => unknown)(event)).catch(report);
      } catch (error) {
        report(error);
      }
    };
    guards.set(listener, guarded);
    return guarded;
  };
  return {
    on: (type, listener) => void emitter.on(type, guard(listener)),
    once: (type, listener) => void emitter.once(type, guard(listener)),
    off: (type, listener) => void emitter.off(type, guard(listener)),
    emit: (events) => {
      for (const event of events) emitter.emit(event.type, event);
    },
  };
}

/** A reporter that never throws, whatever the host's own does. */
export function safeReporter(report: ((error: unknown) => void) | undefined): (error: unknown) => void {
  return (error) => {
    try {
      report?.(error);
    } catch {
      // The one place where an error ends: there is nobody left to tell.
    }
  };
}
