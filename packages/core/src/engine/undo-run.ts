import { undoRun } from '../decide/undo-run';
import { slotOf, take, tryItem } from '../decide/work';
import { DormouseError } from '../model/errors';
import type { Run, RunOrder } from '../model/run';
import type { StopSignal } from '../storage/storage';
import { checkId, checkReason } from './check-input';
import { commandOnce } from './command-once';
import { decideBatch } from './decide-batch';
import { BATCH } from './due-chunks';
import { commitPolicies, noChange } from './policies';
import { recallAnswer } from './recall-answer';
import { changeRuns } from './run-records';
import { found, getRun } from './runs';
import type { Runtime } from './runtime';

export interface UndoRequest {
  readonly accountId: string;
  readonly runId: string;
  readonly actor: string;
  readonly reason: string;
  /** An `AbortSignal`: it stops between two batches. Undoing the run again goes on. */
  readonly signal?: StopSignal | null;
  /**
   * A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6): also that of an undoing
   * that its signal stopped. Without a key, undoing again goes on.
   */
  readonly idempotencyKey?: string | null;
}

interface Undoing {
  readonly runtime: Runtime;
  readonly accountId: string;
  readonly runId: string;
  readonly order: RunOrder;
  /** The run of the undoing itself. */
  readonly undoId: string;
}

/**
 * Lifts every control that a run set and that is still active, as a run of its own (S5). Lifting restarts the clocks, so
 * that the next sweep restricts nobody again. Undoing once more lifts nothing, and answers with the same run.
 * @returns the run of the undoing.
 * @throws DormouseError `RUN_NOT_FOUND`; `REASON_REQUIRED`; `CONFLICT` for a key of another command; `INVALID_ARGUMENT`,
 * also for a run that is itself an undoing.
 */
export async function undo(runtime: Runtime, request: UndoRequest): Promise<Run> {
  const { accountId, runId } = request;
  const actor = checkId(request.actor, 'actor');
  const reason = checkReason(request.reason);
  const once = commandOnce<Run>(request.idempotencyKey, 'runs.undo');
  const first = await recallAnswer(runtime, checkId(accountId, 'accountId'), once);
  if (first !== null) return first.answer;
  const before = await getRun(runtime, accountId, runId);
  if (before.kind === 'undo') {
    throw new DormouseError('INVALID_ARGUMENT', 'an undoing cannot be undone', { name: 'runId', runId });
  }
  const order: RunOrder = { actor, reason, at: runtime.now() };
  const begun = await begin({ runtime, accountId, runId, order, undoId: runtime.newId() }, before);
  const run = 'state' in begun ? begun : await end(begun, await liftAll(begun, request.signal ?? null));
  if (once === null) return run;
  return commitPolicies(runtime, accountId, () => ({ answer: run, commit: noChange }), once);
}

/** The run that undid it, when that has ended and nothing of what was set is left. */
async function doneBefore({ storage, now }: Runtime, { accountId, id: runId, undoneBy }: Run): Promise<Run | null> {
  if (undoneBy === null) return null;
  const undoing = await storage.run(accountId, undoneBy);
  const left = await storage.controls(accountId, { runId }, now(), { after: null, limit: 1 });
  return undoing?.state === 'completed' && left.items.length === 0 ? undoing : null;
}

/** More undoings of one run than this cannot come in between. */
const MOST_ATTEMPTS = 20;

/**
 * The run counts as undone from now on, so that it cannot be resumed. An undoing that is going on, or was broken off, is
 * joined: two at once are one.
 * @returns the run of an undoing that has left nothing to do, or the undoing that goes on.
 */
async function begin(undoing: Undoing, first: Run): Promise<Undoing | Run> {
  const { runtime, accountId, runId } = undoing;
  let before = first;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const done = await doneBefore(runtime, before);
    if (done !== null) return done;
    const own = await claim(undoing, before.undoneBy);
    if (own !== null) return { ...undoing, undoId: own.id };
    before = await getRun(runtime, accountId, runId);
  }
  throw new DormouseError('CONFLICT', 'the run is being undone by many at once: try again', { runId });
}

/** The run of this undoing; null when another one came in between, and must be looked at first. */
async function claim(undoing: Undoing, undoneBy: string | null): Promise<Run | null> {
  const { runtime, accountId, runId, order } = undoing;
  const ids = undoneBy === null ? [runId] : [runId, undoneBy];
  const { runs } = await changeRuns(runtime, accountId, ids, ({ haltedRun }, known) => {
    const run = found(known.get(runId), runId);
    if (run.undoneBy !== undoneBy) return { runs: [], events: [] };
    const other = undoneBy === null ? undefined : known.get(undoneBy);
    const own = other === undefined || other.state === 'completed' ? newRun(undoing) : other;
    const undone: Run = { ...run, state: 'undone', endedAt: run.endedAt ?? order.at, undoneBy: own.id };
    return { runs: [own, undone], events: [], ...(haltedRun === runId ? { haltedRun: null } : {}) };
  });
  return runs[0] ?? null;
}

function newRun({ accountId, runId, order, undoId }: Undoing): Run {
  return {
    id: undoId,
    accountId,
    kind: 'undo',
    state: 'running',
    startedAt: order.at,
    endedAt: null,
    ...{ evaluated: 0, restricted: 0, lifted: 0, errors: 0, acted: [] },
    guard: null,
    resumed: null,
    undoes: { ...order, runId },
    undoneBy: null,
  };
}

interface Lifted {
  evaluated: number;
  lifted: number;
  errors: number;
  aborted: boolean;
}

/** One identity's trouble is counted, and stops nobody (S7). */
async function liftAll(undoing: Undoing, signal: StopSignal | null): Promise<Lifted> {
  const { runtime, accountId, runId } = undoing;
  const counts: Lifted = { evaluated: 0, lifted: 0, errors: 0, aborted: false };
  let after = null;
  for (;;) {
    const page = await runtime.storage.controls(accountId, { runId }, runtime.now(), { after, limit: BATCH });
    const last = page.items[page.items.length - 1];
    if (last !== undefined) await liftSome(undoing, [...new Set(page.items.map((item) => item.identityId))], counts);
    counts.aborted = signal?.aborted === true;
    if (!page.more || last === undefined || counts.aborted) return counts;
    after = { identityId: last.identityId, createdAt: last.createdAt, controlId: last.id };
  }
}

async function liftSome(undoing: Undoing, ids: readonly string[], counts: Lifted): Promise<void> {
  const { runtime, accountId, runId, order } = undoing;
  const { actor, reason } = order;
  const outcomes = await decideBatch(runtime, { accountId, ids, actor }, (work, context) =>
    ids.map((id, index) =>
      tryItem(index, false, () => {
        const { change, lifted } = undoRun(slotOf(work, id), { runId, actor, reason }, context);
        take(work, change);
        return lifted;
      }),
    ),
  );
  counts.evaluated += ids.length;
  for (const outcome of outcomes) {
    if (outcome.ok) counts.lifted += outcome.value;
    else counts.errors += 1;
  }
}

async function end({ runtime, accountId, runId, undoId, order }: Undoing, counts: Lifted): Promise<Run> {
  const { aborted, evaluated, lifted, errors } = counts;
  const { runs } = await changeRuns(runtime, accountId, [undoId], (_, known) => {
    const run = found(known.get(undoId), undoId);
    // Of two that go on with the same undoing, the first to end tells of it.
    if (run.state === 'completed') return { runs: [run], events: [] };
    const sums = { evaluated: run.evaluated + evaluated, lifted: run.lifted + lifted, errors: run.errors + errors };
    const ended: Run = { ...run, ...sums, state: aborted ? 'aborted' : 'completed', endedAt: runtime.now() };
    if (aborted) return { runs: [ended], events: [] };
    const data = { runId, undoneBy: undoId, lifted: ended.lifted, reason: order.reason };
    return { runs: [ended], events: [{ type: 'sweep.undone', data }], actor: order.actor };
  });
  return found(runs[0], undoId);
}
