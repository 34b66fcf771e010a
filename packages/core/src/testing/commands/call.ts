import type { Dormouse } from '../../engine/dormouse';
import type { Instant } from '../../time/instant';
import type { CommandFields, CommandName } from './command';

/** A request that is made up, and can be sent again and again. */
export type Call = () => Promise<unknown>;

/** What a command may look at while its request is made up. */
export interface CallScene {
  readonly dormouse: Dormouse;
  readonly accountId: string;
  readonly now: Instant;
  readonly advance: (milliseconds: number) => void;
}

/** How the requests of some commands are made up. */
export type CallTable<K extends CommandName> = {
  readonly [N in K]: (scene: CallScene, command: CommandFields[N]) => Call | Promise<Call>;
};

/** The reason that is given for what is done, where the command names none. */
export const reason = 'because';

/** Picks one of the records that are there; undefined when there is none. */
export function picked<T>(records: readonly T[], which: number): T | undefined {
  return records[which % Math.max(records.length, 1)];
}
