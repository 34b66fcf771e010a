/** What a control does to the status of the identity that bears it (R4). */
export type ControlEffect = 'DISABLED' | 'ERROR' | 'NONE';

/** A kind of control, as data (K4). Hosts add their own beside the two that are built in. */
export interface ControlType {
  readonly type: string;
  readonly effect: ControlEffect;
  /** The capabilities it takes away; `"*"` is everything. */
  readonly restricts: '*' | readonly string[];
  /** A terminal control is deletable by an operator only, and under it every stage is moot (K5). */
  readonly terminal: boolean;
}

/** The control types that every account knows. */
export const builtInControlTypes: readonly ControlType[] = [
  { type: 'DORMANT', effect: 'DISABLED', restricts: '*', terminal: false },
  { type: 'CLOSED', effect: 'DISABLED', restricts: '*', terminal: true },
];
