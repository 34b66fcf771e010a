/** The code to run for each answer of a node: it jumps away, or falls through to what follows the node. */
export interface Jumps {
  readonly onFalse: string;
  readonly onTrue: string;
  readonly onUnknown: string;
}

/**
 * The constants and names of one generated function. Nothing that a user wrote ever becomes source text: it is handed
 * over as a constant, and the source knows it as `c0`, `c1`, …
 */
export interface GeneratedOutput {
  readonly constants: readonly unknown[];
  /** The name by which the source knows a value. */
  readonly constant: (value: unknown) => string;
  /** A number that no other part of the source has. */
  readonly unique: () => number;
}

/** An empty output. */
export function createOutput(): GeneratedOutput {
  const constants: unknown[] = [];
  const names = new Map<unknown, string>();
  let count = 0;
  return {
    constants,
    constant: (value) => {
      const known = names.get(value);
      if (known !== undefined) return known;
      const name = `c${constants.length}`;
      constants.push(value);
      names.set(value, name);
      return name;
    },
    unique: () => {
      count += 1;
      return count;
    },
  };
}
