import type { Subject } from '../model/subject';
import { formatInstant, type Instant, parseInstant } from '../time/instant';
import { readCount } from './count-window';
import type { Horizon } from './horizon';
import type { Segment } from './path';
import type { Place } from './plan';
import { lastSuccess, lastSuccessOf, readActivity } from './read-activity';
import { nextControlChange, readControls } from './read-controls';
import { isPlainRead, readPath } from './read-path';
import { nextRequirementChange, readRequirement, readRequirements } from './read-requirements';
import { unchecked } from './unchecked';

/**
 * Reads a fact as JSON; undefined when it is missing. Only the readers of timed facts write `horizon.until` (and
 * overwrite it): until when the value stays as it is.
 */
export type ReadFact = (subject: Subject, at: Instant, horizon: Horizon) => unknown;

/** Reads a fact as an instant; NaN when it is missing or no instant. */
export type ReadInstant = (subject: Subject) => number;

/** A count that nobody limits goes through at most so many days. */
const MOST_DAYS = 100_000;

/** The reader of a place. `steps` is how much of a list it may go through itself. */
export function factReader({ fact, path, window }: Place, steps: number = MOST_DAYS): ReadFact {
  if (window !== undefined) {
    return (subject, at, horizon) => readPath(readCount(subject.activity, window, at, horizon, steps), path);
  }
  switch (fact) {
    case 'attributes':
      return attributeReader(path);
    case 'controls':
      return (subject, at, horizon) => {
        horizon.until = nextControlChange(subject.controls, null, at);
        return readPath(readControls(subject.controls, at), path);
      };
    case 'requirements':
      return requirementReader(path);
    case 'activity':
      return (subject) => readActivity(subject.activity, path);
  }
  const read = simpleReader(fact);
  return path.length === 0 ? read : (subject, at, horizon) => readPath(read(subject, at, horizon), path);
}

function simpleReader(fact: string): ReadFact {
  switch (fact) {
    case 'kind':
      return (subject) => subject.identity.kind;
    case 'accountId':
      return (subject) => subject.identity.accountId;
    case 'parentId':
      return (subject) => subject.identity.parentId;
    case 'labels':
      return (subject) => subject.identity.labels;
    case 'createdAt':
      return (subject) => formatInstant(subject.identity.createdAt);
    case 'neverActive':
      return (subject) => lastSuccess(subject.activity) === null;
    case 'lastActiveAt':
      return (subject) => {
        const last = lastSuccess(subject.activity);
        return last === null ? undefined : formatInstant(last);
      };
    default:
      throw unchecked('A condition reads an unknown fact.');
  }
}

function attributeReader(path: readonly Segment[]): (subject: Subject) => unknown {
  const [name] = path;
  if (name !== undefined && path.length === 1 && isPlainRead(name)) {
    return (subject) => subject.identity.attributes[name];
  }
  return (subject) => readPath(subject.identity.attributes, path);
}

function requirementReader(path: readonly Segment[]): ReadFact {
  const [first, ...rest] = path;
  if (first === undefined) {
    return (subject, at, horizon) => {
      horizon.until = nextRequirementChange(subject.requirements, null, at);
      return readRequirements(subject.requirements, at);
    };
  }
  const type = String(first);
  return (subject, at, horizon) => {
    horizon.until = nextRequirementChange(subject.requirements, type, at);
    return readPath(readRequirement(subject.requirements, type, at), rest);
  };
}

/** The reader of a place as an instant, where there is a shorter way than through its JSON; null elsewhere. */
export function instantReader({ fact, path }: Place): ReadInstant | null {
  const [type, member, ...rest] = path;
  if (fact === 'attributes') {
    const read = attributeReader(path);
    return (subject) => instantOf(read(subject));
  }
  if (fact === 'createdAt' && path.length === 0) return (subject) => subject.identity.createdAt;
  if (fact === 'lastActiveAt' && path.length === 0) return (subject) => lastSuccess(subject.activity) ?? Number.NaN;
  if (fact !== 'activity' || type === undefined || member !== 'lastAt' || rest.length > 0) return null;
  const name = String(type);
  return (subject) => lastSuccessOf(subject.activity, name) ?? Number.NaN;
}

/** The instant that a value of a fact stands for; NaN when it is none. */
export function instantOf(value: unknown): number {
  return typeof value === 'string' ? (parseInstant(value) ?? Number.NaN) : Number.NaN;
}
