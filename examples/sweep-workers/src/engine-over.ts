import { createDormouse, type Dormouse, type Storage } from '@dormouse/core';

/**
 * The engine of every process. Here everybody is due at once, which the guard would rightly halt: it is off. A host that
 * starts with an old population lets the guard halt the first run, looks at it, and resumes it.
 */
export function engineOver(storage: Storage): Dormouse {
  return createDormouse({ storage, clock: () => new Date(), settings: { guard: false } });
}
