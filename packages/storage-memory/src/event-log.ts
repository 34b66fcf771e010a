import type { DormouseEvent, LoggedEvent } from '@dormouse/core';

/**
 * The events of an account in the order of their commits. Each event also points to the one before it of the same
 * identity, so that the history of one identity is found without a search. Positions count from 1.
 */
export class EventLog {
  readonly #events: DormouseEvent[] = [];
  /** The index of the event before of the same identity; -1 when there is none. */
  readonly #before: number[] = [];

  get size(): number {
    return this.#events.length;
  }

  /** Adds an event after the one of the same identity at index `before`, and answers its own index. */
  add(event: DormouseEvent, before: number): number {
    this.#before.push(before);
    return this.#events.push(event) - 1;
  }

  /** The index of the event of an identity with a sequence, found from its last event; -1 when there is none. */
  find(last: number, sequence: number): number {
    let index = last;
    while (index >= 0 && this.#events[index]?.sequence !== sequence) index = this.#before[index] ?? -1;
    return index;
  }

  /** The event at an index. */
  get(index: number): DormouseEvent | undefined {
    return this.#events[index];
  }

  /** Puts an event in the place of another: its personal data was erased. */
  replace(index: number, event: DormouseEvent): void {
    this.#events[index] = event;
  }

  /** The events after a position. */
  *after(position: number): Generator<LoggedEvent> {
    for (let index = position; index < this.#events.length; index++) yield* this.#at(index);
  }

  /** The events of one identity after a position, found from its last event. */
  *ofIdentity(last: number, position: number): Generator<LoggedEvent> {
    const indexes: number[] = [];
    for (let index = last; index >= position; index = this.#before[index] ?? -1) indexes.push(index);
    for (const index of indexes.reverse()) yield* this.#at(index);
  }

  *#at(index: number): Generator<LoggedEvent> {
    const event = this.#events[index];
    if (event !== undefined) yield { position: index + 1, event };
  }
}
