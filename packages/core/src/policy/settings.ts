import { builtInControlTypes, type ControlType } from '../model/control-type';
import type { Issue } from '../model/errors';
import { id } from '../model/ids';
import type { ActivationSettings, Guard, Settings, StatusPrecedence } from '../model/settings';
import {
  boolean,
  type Check,
  isObject,
  list,
  object,
  oneOfTexts,
  optional,
  pointTo,
  quote,
  refuse,
  required,
} from '../model/shape';
import { statuses } from '../model/status';
import { duration, instant, timeZone } from '../model/time-checks';
import { parseDuration } from '../time/duration';
import { parseInstant } from '../time/instant';
import { isPrecedence } from './precedence';

/** The settings of an account as JSON. Every key may be left out; the defaults are those of {@link defaultSettings}. */
export interface SettingsDocument {
  readonly statusPrecedence?: StatusPrecedence | null;
  /** `false` switches the guard off (S4). */
  readonly guard?: Guard | false | null;
  readonly activation?: ActivationSettings | null;
  readonly trackingSince?: string | null;
  readonly resolution?: string | null;
  readonly timeZone?: string | null;
  readonly controlTypes?: readonly ControlType[] | null;
}

/** What an account has that sets nothing: guard at the larger of 5 % and 20 identities, display in UTC. */
export const defaultSettings: Settings = {
  statusPrecedence: statuses,
  guard: { maxRestricted: { percent: 5, atLeast: 20 } },
  activation: { twoPersons: false },
  trackingSince: null,
  resolution: { text: 'PT0S', months: 0, days: 0, milliseconds: 0 },
  timeZone: 'UTC',
  controlTypes: [],
};

/** Reads settings that {@link checkSettings} found without errors. */
export function readSettings(document: SettingsDocument): Settings {
  const { statusPrecedence, guard, activation, trackingSince, resolution, timeZone: zone, controlTypes } = document;
  return {
    statusPrecedence: statusPrecedence ?? defaultSettings.statusPrecedence,
    guard: guard ?? defaultSettings.guard,
    activation: activation ?? defaultSettings.activation,
    trackingSince: typeof trackingSince === 'string' ? parseInstant(trackingSince) : null,
    resolution: (typeof resolution === 'string' ? parseDuration(resolution) : null) ?? defaultSettings.resolution,
    timeZone: zone ?? defaultSettings.timeZone,
    controlTypes: controlTypes ?? [],
  };
}

/** Checks settings and adds every issue with its place below `pointer`. */
export function checkSettings(value: unknown, pointer: string, issues: Issue[]): void {
  settingsShape(value, pointer, issues);
  if (isObject(value) && Array.isArray(value['controlTypes'])) {
    checkNewTypes(value['controlTypes'], `${pointer}/controlTypes`, issues);
  }
}

const precedence: Check = (value, pointer, issues) => {
  if (!isPrecedence(value)) {
    refuse(issues, 'INVALID_PRECEDENCE', pointer, 'must be a permutation of the five statuses that ends in APPROVED');
  }
};

const precedences = object({
  beforeFirstApproval: required(precedence),
  afterFirstApproval: required(precedence),
});

function numberFrom(least: number, most: number): Check {
  return (value, pointer, issues) => {
    if (typeof value !== 'number' || !(value >= least && value <= most)) {
      refuse(issues, 'INVALID_NUMBER', pointer, `must be a number from ${least} to ${most}`);
    }
  };
}

const capabilities: Check = (value, pointer, issues) => {
  if (value !== '*') list(id, 1_000)(value, pointer, issues);
};

const guardShape = object({
  maxRestricted: required(
    object({ percent: required(numberFrom(0, 100)), atLeast: required(numberFrom(0, Number.MAX_SAFE_INTEGER)) }),
  ),
});

const settingsShape = object({
  statusPrecedence: optional((value, pointer, issues) =>
    (isObject(value) ? precedences : precedence)(value, pointer, issues),
  ),
  guard: optional((value, pointer, issues) => {
    if (value !== false) guardShape(value, pointer, issues);
  }),
  activation: optional(object({ twoPersons: required(boolean) })),
  trackingSince: optional(instant),
  resolution: optional(duration),
  timeZone: optional(timeZone),
  controlTypes: optional(
    list(
      object({
        type: required(id),
        effect: required(oneOfTexts('DISABLED', 'ERROR', 'NONE')),
        restricts: required(capabilities),
        terminal: required(boolean),
      }),
      1_000,
    ),
  ),
});

function checkNewTypes(types: readonly unknown[], pointer: string, issues: Issue[]): void {
  const taken = new Set(builtInControlTypes.map(({ type }) => type));
  types.forEach((entry, index) => {
    const type = isObject(entry) ? entry['type'] : undefined;
    if (typeof type !== 'string') return;
    if (taken.has(type)) {
      refuse(issues, 'DUPLICATE_ID', `${pointTo(pointer, index)}/type`, `the control type ${quote(type)} is taken`);
    }
    taken.add(type);
  });
}
