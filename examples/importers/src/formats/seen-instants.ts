import type { ImportContext } from '../importer';

/** Passes instants on, and counts those that a judgement at `until` cannot have known. */
export class SeenInstants {
  #later = 0;
  readonly #context: ImportContext;

  constructor(context: ImportContext) {
    this.#context = context;
  }

  add(...instants: readonly (number | null)[]): void {
    for (const instant of instants) {
      if (instant === null) continue;
      this.#context.seen(instant);
      if (this.#context.until !== null && instant > this.#context.until) this.#later += 1;
    }
  }

  /** Says what a report of last uses cannot know about the past. */
  end(name: string): void {
    if (this.#later === 0) return;
    this.#context.note(`${this.#later} instants lie after --at; ${name} knows the last use only, not the one before`);
  }
}
