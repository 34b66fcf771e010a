import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import { commandSequences } from '../../src/arbitraries';
import { createDormouse, type Storage } from '../../src/index';
import type { JsonValue } from '../../src/model/json';
import {
  type Command,
  type CommandOutcome,
  type FlakyOptions,
  flaky,
  jsonRoundTrip,
  manualClock,
  observe,
  runCommand,
} from '../../src/testing';

const accountId = 'acme';

interface Life {
  readonly outcomes: readonly CommandOutcome[];
  readonly state: Record<string, JsonValue>;
}

/** Lives through the commands; the host sends each again, with the same key, until it has an answer. */
async function live(
  inner: Storage,
  sequence: readonly Command[],
  failing: readonly FlakyOptions[] = [],
): Promise<Life> {
  const clock = manualClock('2026-01-01T00:00:00Z');
  let ids = 0;
  const options = { clock: clock.read, newId: () => `id-${++ids}`, settings: { guard: false } as const };
  const dormouse = createDormouse({ storage: failing.reduce<Storage>(flaky, inner), ...options });
  const outcomes: CommandOutcome[] = [];
  for (const command of sequence) {
    outcomes.push(await runCommand({ dormouse, clock, accountId }, command, { retries: 20 }));
  }
  return { outcomes, state: { ...(await observe(createDormouse({ storage: inner, ...options }), accountId)) } };
}

/** Ids of an attempt that failed are lost, so that ids and what is made of them (hashes) are others: not so their order. */
function comparable({ outcomes, state }: Life): unknown {
  const { events, identities, controls, requirements, exemptions, policies, proposals } = state;
  const ofRuns = (event: JsonValue) => String((event as { type: string }).type).startsWith('sweep.');
  const seen = {
    events: (events as readonly JsonValue[]).filter((event) => !ofRuns(event)),
    ...{ identities, controls, requirements, exemptions, policies, proposals },
    outcomes: outcomes.map((outcome) => ('answer' in outcome ? 'done' : outcome)),
  };
  const names = new Map<string, string>();
  const text = JSON.stringify(seen, (key, value) => {
    if (['hash', 'previousHash', 'salts'].includes(key)) return undefined;
    // The account has more events where a sweep was begun again.
    if (value?.identityId === null) return { ...value, sequence: null };
    return typeof value === 'string' ? value.replace(/erased:[0-9a-f]+/, 'erased') : value;
  });
  const named = text.replace(/"id-\d+"/g, (id) => {
    const name = names.get(id) ?? `"#${names.size}"`;
    names.set(id, name);
    return name;
  });
  return sortedLists(JSON.parse(named) as JsonValue, true);
}

/** What `observe` has sorted by ids is sorted anew; the log keeps its order. */
function sortedLists(value: JsonValue, isTop = false): JsonValue {
  if (Array.isArray(value)) {
    const members = value.map((member) => sortedLists(member));
    return members.sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const keep = (key: string) => isTop && (key === 'events' || key === 'outcomes');
  const entries = Object.entries(value).map(([key, member]) => [key, keep(key) ? member : sortedLists(member)]);
  return Object.fromEntries(entries);
}

/**
 * A key of its own for each command. A sweep has none: it is begun again, and takes whatever is due. What is picked from
 * runs, or sees how far consumers are, is left out.
 */
const sequences = commandSequences({ maxLength: 60 }).map((sequence) =>
  sequence
    .filter(({ do: name }) => !['undo', 'resume', 'consume'].includes(name))
    .map((command, place) => {
      if (command.do === 'sweep') return { ...command, limit: null };
      return 'key' in command ? { ...command, key: `command-${place}` } : command;
    }),
);
const failures: fc.Arbitrary<readonly FlakyOptions[]> = fc.array(
  fc.oneof(
    fc.integer({ min: 1, max: 120 }).map((failBefore) => ({ failBefore })),
    fc.integer({ min: 1, max: 120 }).map((failAfter) => ({ failAfter })),
  ),
  { minLength: 1, maxLength: 8 },
);

describe('a storage that fails now and then', () => {
  it('E6, S3 a host that sends everything again loses nothing and repeats nothing', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(sequences, failures, async (sequence, failing) => {
        const whole = await live(memoryStorage(), sequence);
        const broken = await live(memoryStorage(), sequence, failing);
        expect(comparable(broken)).toEqual(comparable(whole));
        expect(broken.state['audit']).toMatchObject({ ok: true });
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('E6, S3 also when every record goes through JSON', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(sequences, failures, async (sequence, failing) => {
        const whole = await live(memoryStorage(), sequence);
        const broken = await live(jsonRoundTrip(memoryStorage()), sequence, failing);
        expect(comparable(broken)).toEqual(comparable(whole));
      }),
      { numRuns: 50, seed: 7 },
    );
  });

  it('A7, S3 a return that was recorded before the process died is welcomed when the batch comes again', async () => {
    const inner = memoryStorage();
    const clock = manualClock('2026-01-01T00:00:00Z');
    const options = { clock: clock.read, settings: { guard: false } as const };
    const whole = createDormouse({ storage: inner, ...options });
    const stages = [{ id: 'sleep', after: 'P30D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }];
    const document = { id: 'p', inactivity: [{ id: 'r', onReturn: 'lift', stages }] };
    await whole.policies.activate({ accountId, document, reason: 'test' });
    await whole.identities.register({ accountId, identities: [{ id: 'u-1', kind: 'user' }] });
    clock.advance(40 * 86_400_000);
    await whole.sweep({ accountId });
    const activities = [{ identityId: 'u-1', type: 'login', at: clock.read() }];
    const request = { accountId, activities, idempotencyKey: 'batch-1' };
    const dying = createDormouse({ storage: flaky(inner, { failBefore: 2 }), ...options });
    await expect(dying.activity.record(request)).rejects.toThrow('before write 2');
    expect((await whole.identities.get(accountId, 'u-1')).status).toBe('DISABLED');
    expect(await whole.activity.record(request)).toEqual({ recorded: 1, refused: [] });
    const { status, subject } = await whole.identities.get(accountId, 'u-1');
    expect(status).toBe('APPROVED');
    expect(subject.activity[0]?.successCount).toBe(1);
    const events = (await observe(whole, accountId))['events'];
    clock.advance(7_200_000);
    await whole.activity.record(request);
    expect((await observe(whole, accountId))['events']).toEqual(events);
  });
});
