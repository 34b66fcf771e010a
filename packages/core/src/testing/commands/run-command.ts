import { type ErrorCode, isDormouseError } from '../../model/errors';
import type { JsonValue } from '../../model/json';
import { toPlain } from '../to-plain';
import { callOf } from './call-of';
import type { Command } from './command';
import type { CommandStage } from './command-stage';

/** What came of a command: its answer as plain data, or the code of its refusal (E7). */
export type CommandOutcome =
  | { readonly ok: true; readonly answer: JsonValue }
  | { readonly ok: false; readonly code: ErrorCode };

export interface RunCommandOptions {
  /** How often the very same request is sent again after an error that is no refusal, as a host does. Default: 0. */
  readonly retries?: number;
}

/**
 * Does what a command says, and answers what came of it. What it names by its place is looked up before, and is the same
 * in every repeat. Two engines with the same past, clock and ids give the same outcome, whatever their storages (L14).
 * @throws whatever is no refusal of Dormouse: a fault of the storage, or a bug.
 * @example
 * const stage = { dormouse: createDormouse({ storage, clock: clock.read, newId }), clock, accountId: 'acme' };
 * for (const command of commands) outcomes.push(await runCommand(stage, command));
 */
export async function runCommand(
  stage: CommandStage,
  command: Command,
  { retries = 0 }: RunCommandOptions = {},
): Promise<CommandOutcome> {
  const call = await callOf(stage, command);
  for (let attempt = 0; ; attempt++) {
    try {
      return { ok: true, answer: toPlain(await call()) };
    } catch (error) {
      if (isDormouseError(error)) return { ok: false, code: error.code };
      if (attempt >= retries) throw error;
    }
  }
}
