import { createDormouse } from '../engine/create-dormouse';
import type { JsonObject, JsonValue } from '../model/json';
import type { SettingsDocument } from '../policy/settings';
import type { Storage } from '../storage/storage';
import type { Command } from './commands/command';
import type { CommandStage } from './commands/command-stage';
import { runCommand } from './commands/run-command';
import { firstDifference } from './first-difference';
import { manualClock } from './manual-clock';
import { observe } from './observe';
import { show } from './show';

/** A storage that goes in lockstep with others. */
export interface LockstepStorage {
  /** How it is called when it differs. */
  readonly name: string;
  readonly storage: Storage;
  /** Closes it and opens it again, with what it keeps. Asked for at the places of `reopenAt`. */
  readonly reopen?: (storage: Storage) => Storage | Promise<Storage>;
}

export interface LockstepOptions {
  /** Default: `acme`. A storage that is used for several sequences needs one of its own for each. */
  readonly accountId?: string;
  /** Default: a guard that halts what would restrict more than two identities in a day. */
  readonly settings?: SettingsDocument;
  /** The places of the commands before which storages are reopened. Default: none. */
  readonly reopenAt?: readonly number[];
}

const START = '2026-01-01T00:00:00Z';
const narrow: SettingsDocument = { guard: { maxRestricted: { percent: 0, atLeast: 2 } } };

/**
 * Runs the same commands over several storages, each under an engine with the same clock and the same new ids, and
 * compares every outcome and the state at the end with those of the first (L14).
 * @returns that state, as `observe` shows it.
 * @throws Error that says which storage differs, after which command, and where.
 * @example
 * fc.asyncProperty(commandSequences(), (commands) =>
 *   lockstep([{ name: 'memory', storage: memoryStorage() }, { name: 'mine', storage: myStorage() }], commands));
 */
export async function lockstep(
  storages: readonly LockstepStorage[],
  commands: readonly Command[],
  options: LockstepOptions = {},
): Promise<JsonObject> {
  const { accountId = 'acme', settings = narrow, reopenAt = [] } = options;
  const lanes = storages.map((given) => laneOf(given, accountId, settings));
  for (const [place, command] of commands.entries()) {
    if (reopenAt.includes(place)) for (const lane of lanes) await lane.reopen();
    const told = `after command ${place}, ${show(command)},`;
    await compare(lanes, told, ({ stage }) => runCommand(stage(), command));
  }
  const state = await compare(lanes, 'at the end', ({ stage }) => observe(stage().dormouse, accountId));
  return state as JsonObject;
}

interface Lane {
  readonly name: string;
  readonly stage: () => CommandStage;
  readonly reopen: () => Promise<void>;
}

function laneOf(
  { name, storage: first, reopen }: LockstepStorage,
  accountId: string,
  settings: SettingsDocument,
): Lane {
  const clock = manualClock(START);
  let ids = 0;
  const newId = (): string => `id-${++ids}`;
  const over = (storage: Storage): CommandStage => ({
    dormouse: createDormouse({ storage, clock: clock.read, newId, settings }),
    clock,
    accountId,
  });
  let storage = first;
  let stage = over(storage);
  return {
    name,
    stage: () => stage,
    reopen: async () => {
      if (reopen === undefined) return;
      storage = await reopen(storage);
      stage = over(storage);
    },
  };
}

async function compare(lanes: readonly Lane[], when: string, look: (lane: Lane) => Promise<unknown>): Promise<unknown> {
  let first: { readonly name: string; readonly seen: unknown } | null = null;
  for (const lane of lanes) {
    const seen = await look(lane);
    first ??= { name: lane.name, seen };
    const place = firstDifference(first.seen as JsonValue, seen as JsonValue);
    if (place === null) continue;
    const [one, other] = [show(place.left), show(place.right)];
    throw new Error(`${when} ${lane.name} differs from ${first.name} at ${place.pointer}: ${other} and not ${one}`);
  }
  return first?.seen ?? null;
}
