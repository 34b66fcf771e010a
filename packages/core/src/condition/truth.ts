/** Three values (C2): 0 is false, 1 is true, 2 is unknown. Numbers, so that the compiled lane allocates nothing. */
export type Truth = 0 | 1 | 2;
export const FALSE = 0;
export const TRUE = 1;
export const UNKNOWN = 2;
