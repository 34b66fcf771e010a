import { accountCalls } from './account-calls';
import type { Call, CallScene, CallTable } from './call';
import type { Command, CommandName } from './command';
import type { CommandStage } from './command-stage';
import { identityCalls } from './identity-calls';
import { recordCalls } from './record-calls';

/** Whoever adds a command must say here what it does, or the table does not compile. */
const table: CallTable<CommandName> = { ...identityCalls, ...recordCalls, ...accountCalls };

/** The request of a command, with everything that it names by its place looked up. */
export async function callOf({ dormouse, accountId, clock }: CommandStage, command: Command): Promise<Call> {
  const scene: CallScene = { dormouse, accountId, now: clock.now(), advance: clock.advance };
  const make = table[command.do] as (scene: CallScene, command: Command) => Call | Promise<Call>;
  return make(scene, command);
}
