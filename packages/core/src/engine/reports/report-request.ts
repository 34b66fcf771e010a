import { DormouseError } from '../../model/errors';
import { id } from '../../model/ids';
import { list } from '../../model/shape';
import { readSettings } from '../../policy/settings';
import { type Duration, parseDuration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { createZone, type Zone } from '../../time/zone';
import { checkId, checkShape } from '../check-input';
import type { Runtime } from '../runtime';

/** Whom a report lists. */
export interface ReportQuestion {
  readonly accountId: string;
  /** An ISO-8601 duration, such as `P30D` or `PT720H`: who was inactive for at least so long is listed (T4). */
  readonly inactiveFor: string;
  /** Only identities of these kinds. Default: all. */
  readonly kinds?: readonly string[] | null;
  /** The IANA zone in which calendar parts are counted. Default: the account's. */
  readonly timeZone?: string | null;
}

/** A question that was checked, at an instant. */
export interface Lens {
  readonly accountId: string;
  readonly at: Instant;
  readonly inactiveFor: Duration;
  readonly zone: Zone;
  readonly kinds: readonly string[] | null;
  readonly trackingSince: Instant | null;
}

/**
 * Checks a question against the settings of its account.
 * @throws DormouseError `INVALID_DURATION`, `INVALID_TIME_ZONE`, `INVALID_ARGUMENT`.
 */
export async function lensOf(runtime: Runtime, question: ReportQuestion, at: Instant): Promise<Lens> {
  const accountId = checkId(question.accountId, 'accountId');
  const { inactiveFor, timeZone } = question;
  const kinds = readKinds(question.kinds);
  const duration = typeof inactiveFor === 'string' ? parseDuration(inactiveFor) : null;
  if (duration === null) {
    throw new DormouseError('INVALID_DURATION', 'inactiveFor must be an ISO-8601 duration, such as P30D or PT720H', {
      name: 'inactiveFor',
    });
  }
  const settings = readSettings(await runtime.policies.settingsOf(accountId));
  const name: unknown = timeZone ?? settings.timeZone;
  const zone = typeof name === 'string' ? createZone(name) : null;
  if (zone === null) {
    throw new DormouseError('INVALID_TIME_ZONE', 'timeZone must be an IANA name, such as Europe/Berlin', {
      name: 'timeZone',
    });
  }
  return { accountId, at, inactiveFor: duration, zone, kinds, trackingSince: settings.trackingSince };
}

const shape = list(id, 1_000);

/** Sorted, each once; null is all. @throws DormouseError `INVALID_ARGUMENT`. */
export function readKinds(kinds: readonly string[] | null | undefined): readonly string[] | null {
  if (kinds === undefined || kinds === null) return null;
  checkShape(kinds, shape, '/kinds', 'the kinds are refused');
  if (kinds.length > 0) return [...new Set(kinds)].sort();
  throw new DormouseError('INVALID_ARGUMENT', 'kinds must name at least one kind; leave it out for all', {
    name: 'kinds',
  });
}
