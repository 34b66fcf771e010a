import { isDormouseError } from '../../model/errors';
import type { StoredSubject } from '../../model/stored-subject';
import type { ActivePolicies } from '../active-policies';
import { chunksOf } from '../chunks';
import type { Runtime } from '../runtime';
import { checkStop } from '../stop';
import type { SweepTrouble } from '../sweep-report';
import { tellProgress } from '../tell-progress';
import { underFacts } from '../under-facts';
import { compareCopies, type SimulatedEffect } from './compare-copies';
import type { SimulateRequest, Simulating } from './simulation-request';
import { imaginedContext, type SweptCopy, sweepCopy } from './sweep-copy';
import type { Version } from './version';

/** One identity under both sides. */
export interface Compared {
  readonly stored: StoredSubject;
  readonly base: SweptCopy;
  readonly draft: SweptCopy;
  readonly effects: readonly SimulatedEffect[];
}

/** Some identities under both sides, and those that could not be judged. */
export interface ComparedChunk {
  readonly compared: readonly Compared[];
  readonly troubles: readonly SweepTrouble[];
}

/** How many subjects are held at once. */
const CHUNK = 500;

/**
 * Everyone that a simulation is about, chunk by chunk in the order of the ids. Nothing is held but one chunk.
 * @throws DormouseError `ABORTED`.
 */
export async function* compareEach(
  runtime: Runtime,
  simulating: Simulating,
  { signal, onProgress, pause }: Pick<SimulateRequest, 'signal' | 'onProgress' | 'pause'>,
): AsyncGenerator<ComparedChunk> {
  const telling = { onProgress: onProgress ?? null, pause: pause ?? null };
  let judged = 0;
  const { accountId, kinds, share, at } = simulating;
  const options = { ...(kinds === null ? {} : { kinds }), ...(share === 1 ? {} : { share }) };
  for await (const everyone of chunksOf(runtime.storage.scan(accountId, options), CHUNK)) {
    checkStop(signal);
    // Who was created later is not there yet.
    const chunk = everyone.filter(({ subject }) => subject.identity.createdAt <= at);
    const found = await compareChunk(runtime, simulating, chunk);
    yield found;
    judged += chunk.length;
    await tellProgress(runtime, telling, { accountId, judged });
  }
  checkStop(signal);
}

async function compareChunk(
  runtime: Runtime,
  { accountId, base, draft, at }: Simulating,
  chunk: readonly StoredSubject[],
): Promise<ComparedChunk> {
  const { factSource } = runtime.policies;
  const under = (version: Version) =>
    underFacts(factSource, version.active, (active) => sweepAll(chunk, version, active, at));
  const [ofBase, ofDraft] = [await under(base), await under(draft)];
  const compared: Compared[] = [];
  const troubles: SweepTrouble[] = [];
  for (let index = 0; index < chunk.length; index++) {
    const stored = chunk[index] as StoredSubject;
    const [one, other] = [ofBase[index], ofDraft[index]];
    if (one === undefined || other === undefined) continue;
    const error = 'error' in one ? one : 'error' in other ? other : null;
    if (error !== null) troubles.push({ accountId, identityId: stored.subject.identity.id, error: error.error });
    else {
      const [left, right] = [one as SweptCopy, other as SweptCopy];
      compared.push({ stored, base: left, draft: right, effects: compareCopies(left, right) });
    }
  }
  return { compared, troubles };
}

/** One identity's trouble stops nothing (S7). */
function sweepAll(
  chunk: readonly StoredSubject[],
  { endings }: Version,
  active: ActivePolicies,
  at: number,
): readonly (SweptCopy | { readonly error: unknown })[] {
  const context = imaginedContext(active, at);
  return chunk.map((stored) => {
    try {
      return sweepCopy(stored, context, endings.size === 0 ? undefined : endings.get(stored.subject.identity.id));
    } catch (error) {
      if (!isDormouseError(error)) throw error;
      return { error };
    }
  });
}
