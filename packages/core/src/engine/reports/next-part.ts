import type { ReportKind, ReportPart, ReportProgress } from '../../model/report';
import type { StopSignal } from '../../storage/storage';
import type { Runtime } from '../runtime';
import { checkStop } from '../stop';
import { inactivityOf, type Verdict } from './inactivity';
import type { Lens } from './report-request';
import { type Listed, rowsOf } from './report-rows';

/** A part has so many rows, or comes from so many identities, at the most. */
const ROWS = 1_000;
const SCANNED = 10_000;

/** A part of a report, and whether it is the last one. */
export interface NextPart {
  readonly part: ReportPart;
  readonly isLast: boolean;
}

export const noProgress: ReportProgress = Object.freeze({
  parts: 0,
  through: null,
  scanned: 0,
  rows: 0,
  byKind: Object.freeze([]),
});

/**
 * Looks at the identities after those that were looked at, until a part is full. The scan is over before anything else is
 * asked of the storage, so that one connection is enough.
 * @throws DormouseError `ABORTED`.
 */
export async function nextPart(
  runtime: Runtime,
  lens: Lens,
  before: ReportProgress,
  signal: StopSignal | null,
): Promise<NextPart> {
  const { kinds, accountId } = lens;
  const counts = new KindCounts(before.byKind);
  const listed: Listed[] = [];
  let { through, scanned } = before;
  let isLast = true;
  const options = { after: through, ...(kinds === null ? {} : { kinds }) };
  for await (const stored of runtime.storage.scan(accountId, options)) {
    checkStop(signal);
    const { identity } = stored.subject;
    const inactivity = inactivityOf(stored.subject, lens);
    counts.add(identity.kind, inactivity.verdict, inactivity.lastActiveAt === null);
    if (inactivity.verdict === 'inactive') listed.push({ stored, inactivity });
    through = identity.id;
    scanned += 1;
    if (listed.length < ROWS && scanned - before.scanned < SCANNED) continue;
    isLast = false;
    break;
  }
  const rows = await rowsOf(runtime, lens, listed);
  const progress = {
    parts: before.parts + 1,
    through,
    scanned,
    rows: before.rows + rows.length,
    byKind: counts.list(),
  };
  return { part: { index: before.parts, rows, progress }, isLast };
}

type Counting = { -readonly [K in keyof ReportKind]: ReportKind[K] };

/** Counts identities by kind, going on from what was counted before. */
class KindCounts {
  readonly #counts: Map<string, Counting>;

  constructor(before: readonly ReportKind[]) {
    this.#counts = new Map(before.map((kind) => [kind.kind, { ...kind }]));
  }

  add(kind: string, verdict: Verdict, neverUsed: boolean): void {
    if (verdict === 'absent') return;
    const counted = this.#counts.get(kind) ?? { kind, identities: 0, inactive: 0, neverUsed: 0, undetermined: 0 };
    this.#counts.set(kind, counted);
    counted.identities += 1;
    if (verdict === 'inactive') counted.inactive += 1;
    if (verdict === 'inactive' && neverUsed) counted.neverUsed += 1;
    if (verdict === 'undetermined') counted.undetermined += 1;
  }

  list(): readonly ReportKind[] {
    return [...this.#counts.values()]
      .map((counted) => ({ ...counted }))
      .sort((left, right) => (left.kind < right.kind ? -1 : 1));
  }
}
