import { id } from '../model/ids';
import { type Check, isObject, object, optional, pointTo, refuse, required } from '../model/shape';
import { instant } from '../model/time-checks';
import { parseInstant } from '../time/instant';

/** A whole number from 0. */
export const count: Check = (value, pointer, issues) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    refuse(issues, 'INVALID_NUMBER', pointer, 'must be a whole number from 0');
  }
};

// An outcome that has never been seen may be written out, with `null`.
const instantOrNull: Check = (value, pointer, issues) => {
  if (value !== null) instant(value, pointer, issues);
};
const mark = object({ lastAt: required(instantOrNull), count: optional(count) });
const ofDay = object({ success: optional(count), failure: optional(count) });
const MOST_DAYS = 10_000;

/** The daily counters of a type, by date of UTC (A8). */
const days: Check = (value, pointer, issues) => {
  if (!isObject(value)) return refuse(issues, 'NOT_AN_OBJECT', pointer, 'must be an object of dates');
  const dates = Object.keys(value);
  if (dates.length > MOST_DAYS) return refuse(issues, 'LIST_TOO_LONG', pointer, 'has more than 10,000 days');
  for (const date of dates) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || parseInstant(`${date}T00:00:00Z`) === null) {
      refuse(issues, 'INVALID_DATE', pointTo(pointer, date), 'must be a date, such as 2025-09-01');
    }
    ofDay(value[date], pointTo(pointer, date), issues);
  }
};

const ofType = object({ success: optional(mark), failure: optional(mark), days: optional(days) });

/** The activity of a subject as JSON, by type (A1, A8). */
export const activity: Check = (value, pointer, issues) => {
  if (!isObject(value)) return refuse(issues, 'NOT_AN_OBJECT', pointer, 'must be an object of activity types');
  const types = Object.keys(value);
  if (types.length > 1_000) return refuse(issues, 'LIST_TOO_LONG', pointer, 'has more than 1,000 types');
  for (const type of types) {
    id(type, pointTo(pointer, type), issues);
    ofType(value[type], pointTo(pointer, type), issues);
  }
};
