import type { Instant } from '@dormouse/core';

export const ACCOUNT = 'bench';
export const DAY = 86_400_000;
/** When the population is loaded. */
export const START: Instant = Date.UTC(2026, 0, 1);
/** How often a part is measured; each time other identities are due. */
export const ROUNDS = 3;
/** The sweeps of two parts of the bench. */
const GROUPS = 2 * ROUNDS;
const QUIET_DAYS = 90;

/** When the identities of a round have just become due. */
export const nowOf = (round: number): Instant => START + (round + 1) * DAY;

export const policy = {
  id: 'quiet',
  inactivity: [
    {
      id: 'everyone',
      stages: [{ id: 'dormant', after: `P${QUIET_DAYS}D`, control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }],
    },
  ],
};

/** An identity of the population, as a real directory would have it: about 500 bytes of JSON. */
export interface Person {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly createdAt: Instant;
  /** Its last activity, from which its clock runs. */
  readonly lastAt: Instant;
  readonly logins: number;
  readonly labels: readonly string[];
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** One in `size / due` identities is due in each round, the first {@link GROUPS} of these groups; the others later. */
export function personOf(number: number, size: number, due: number): Person {
  const groups = Math.max(1, Math.round(size / due));
  const group = number % groups;
  const quietFrom = group < GROUPS ? START - (QUIET_DAYS - group - 1) * DAY - 1_000 : START - (number % 60) * DAY;
  return {
    id: idOf(number, size),
    kind: KINDS[number % KINDS.length] ?? 'user',
    name: `Person ${number}`,
    createdAt: quietFrom - 200 * DAY,
    lastAt: quietFrom,
    logins: 1 + (number % 50),
    labels: ['staff', `team-${number % 97}`],
    attributes: {
      email: `person.${number}@example.org`,
      department: `department-${number % 40}`,
      country: COUNTRIES[number % COUNTRIES.length] ?? 'DE',
      costCentre: 10_000 + (number % 900),
      contractor: number % 7 === 0,
      manager: `p-${String(number % 5_000).padStart(8, '0')}`,
      source: 'directory-of-the-house',
      note: 'joined by the yearly intake, equipment handed out, trained',
    },
  };
}

const KINDS = ['user', 'user', 'user', 'service_id', 'api_key'];
const COUNTRIES = ['DE', 'FR', 'PL', 'NZ', 'US', 'BR'];

/** Spread over the whole order of the ids, and written in another order than they sort, as in life. */
export const idOf = (number: number, size: number): string => `p-${String((number * 7_919) % size).padStart(8, '0')}`;

/** The numbers of the population in parts of at most `step`. */
export function* parts(size: number, step: number): Generator<readonly number[]> {
  for (let first = 0; first < size; first += step) {
    yield Array.from({ length: Math.min(step, size - first) }, (_, offset) => first + offset);
  }
}
