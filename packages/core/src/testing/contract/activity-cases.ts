import type { ActivityOfType } from '../../model/activity';
import type { ActivityMark, RecordAnswer, RecordOptions } from '../../storage/activity-port';
import type { Storage } from '../../storage/storage';
import { type ContractCase, contractCase } from './contract-case';
import { dueIds, put, readOne } from './drive';
import { same } from './expect';
import { ACME, command, DAY, mark, stored, subject, T0 } from './records';

const later = T0 + DAY;
const today = Math.floor(T0 / DAY);

/** Recording activity: what is merged (A1, A8), and which evaluations it expires (S1). */
export const activityCases: readonly ContractCase[] = [
  contractCase('A1', 'Activity in any order and in any number of calls gives the same summary', async (storage) => {
    const marks = [
      mark('login', { successAt: T0 + 5, successCount: 2, failureAt: T0 + 9, failureCount: 3 }),
      mark('login', { successAt: T0 + 1, successCount: 4 }),
      mark('login', { successAt: null, successCount: 0, failureAt: T0 + 3, failureCount: 1 }),
      mark('login', { successAt: T0 + 5, successCount: 1, failureAt: T0 + 7, failureCount: 2 }),
    ];
    await put(storage, stored('a'), stored('b'));
    for (const each of marks) await record(storage, [['a', each]]);
    for (const each of marks.toReversed()) await record(storage, [['b', each]]);
    const sum = [mark('login', { successAt: T0 + 5, successCount: 7, failureAt: T0 + 9, failureCount: 6 })];
    for (const id of ['a', 'b']) same((await readOne(storage, id))?.subject.activity, sum, `the summary of ${id}`);
  }),

  contractCase('A1', 'Types of activity are values, whatever they are called', async (storage) => {
    const types = ['login', 'Login', '__proto__', 'constructor', 'ä', 'a\u0308', '😀', "'"];
    await put(storage, stored('a'));
    await record(
      storage,
      types.map((type): Marked => ['a', mark(type)]),
    );
    await record(
      storage,
      types.map((type): Marked => ['a', mark(type, { successAt: later })]),
    );
    const activity = (await readOne(storage, 'a'))?.subject.activity ?? [];
    same(activity.map(({ type }) => type).sort(), [...types].sort(), 'the types');
    same(
      activity.every(({ successAt, successCount }) => successAt === later && successCount === 2),
      true,
      'the summaries',
    );
  }),

  contractCase('A8', 'The counters of each day are added up, and those of old days are dropped', async (storage) => {
    const onDay = (day: number, successes: number): ActivityOfType => ({
      ...mark('commit', { successAt: day * DAY, successCount: successes }),
      days: { from: null, counts: [{ day, successes, failures: 0 }] },
    });
    await put(storage, stored('a'));
    for (const day of [today, today - 3, today - 1, today - 3]) await record(storage, [['a', onDay(day, 2)]]);
    const counts = [today - 3, today - 1, today].map((day) => ({
      day,
      successes: day === today - 3 ? 4 : 2,
      failures: 0,
    }));
    const whole = { ...mark('commit', { successAt: today * DAY, successCount: 8 }), days: { from: null, counts } };
    same((await readOne(storage, 'a'))?.subject.activity, [whole], 'the counters of all days');
    await record(storage, [['a', onDay(today, 1)]], { daysFrom: today - 1 });
    const kept = [counts[1], { day: today, successes: 3, failures: 0 }];
    const cut = { ...whole, successCount: 9, days: { from: today - 2, counts: kept } };
    same((await readOne(storage, 'a'))?.subject.activity, [cut], 'the counters of the days that are kept');
  }),

  contractCase(
    'S1',
    'Activity leaves the expiry alone, but for the first of a type, and where it is told to',
    async (storage) => {
      const known = subject('a', { activity: [mark('login')] });
      await put(storage, stored('a', { subject: known, expiresAt: later }), stored('b'));
      await record(storage, [['a', mark('login')]]);
      same((await readOne(storage, 'a'))?.expiresAt, later, 'the expiry after more of the same');
      same(await dueIds(storage, T0), [], 'what is due after more of the same');
      await record(storage, [['a', mark('call')]]);
      same((await readOne(storage, 'a'))?.expiresAt, T0, 'the expiry after the first of a type');
      same(await dueIds(storage, T0), ['a'], 'what is due after the first of a type');
      await record(storage, [['b', mark('login')]]);
      await put(storage, stored('a', { expiresAt: later }), stored('b', { expiresAt: later }));
      await record(storage, [['a', mark('login')]], { expires: true });
      same(await dueIds(storage, T0), ['a'], 'what is due after activity that expires');
    },
  ),

  contractCase('S1', 'Activity never puts an expiry off', async (storage) => {
    await put(storage, stored('a', { expiresAt: T0 - 5 }));
    await record(storage, [['a', mark('login')]], { expires: true });
    same((await readOne(storage, 'a'))?.expiresAt, T0 - 5, 'the expiry');
  }),

  contractCase(
    'A1',
    'Activity changes the summary, marks what awaits it, and tells that and what is unknown',
    async (storage) => {
      const before = stored('a', { awaitsActivity: true, revision: 7 });
      await put(storage, before, stored('b'));
      const answer = await record(storage, [
        ['a', mark('login')],
        ['none', mark('login')],
        ['b', mark('login')],
        ['a', mark('call')],
      ]);
      const expected = { repeated: null, unknown: ['none'], awaiting: ['a'], left: [], policyRevision: 0 };
      same(answer, expected, 'the answer');
      const after = await readOne(storage, 'a');
      const rest = { ...after, subject: { ...after?.subject, activity: [] } };
      same(rest, { ...before, expiresAt: T0, unreviewed: true }, 'all but the activity');
      same((await readOne(storage, 'b'))?.unreviewed, undefined, 'the mark of one that awaits nothing');
      same(await readOne(storage, 'none'), null, 'what is unknown');
    },
  ),

  contractCase(
    'A7',
    'Who awaits activity and is active is due and marked, until a decision writes it',
    async (storage) => {
      const known = subject('a', { activity: [mark('login')] });
      const before = stored('a', { subject: known, awaitsActivity: true, expiresAt: later });
      await put(storage, before);
      same((await record(storage, [['a', mark('login')]])).left, [], 'what was left before');
      same(await dueIds(storage, T0), ['a'], 'what is due');
      same((await readOne(storage, 'a'))?.unreviewed, true, 'the mark');
      same((await record(storage, [['a', mark('call')]])).left, ['a'], 'what nobody has reviewed');
      await put(storage, { ...before, revision: 2 });
      same(await dueIds(storage, T0), [], 'what is due after the decision');
      same((await readOne(storage, 'a'))?.unreviewed, undefined, 'the mark after the decision');
    },
  ),

  contractCase('E6', 'A batch with a key is merged once in 24 hours', async (storage) => {
    await put(storage, stored('a'));
    const once = (now: number): Promise<RecordAnswer> => {
      const remember = (unknown: readonly string[]) => command('batch', { at: now, answer: { unknown: [...unknown] } });
      return record(
        storage,
        [
          ['a', mark('login')],
          ['none', mark('login')],
        ],
        { now, once: { idempotencyKey: 'batch', remember } },
      );
    };
    same((await once(T0)).repeated, null, 'what is remembered at first');
    const first = command('batch', { at: T0, answer: { unknown: ['none'] } });
    same((await once(later - 1)).repeated, first, 'what is remembered within 24 hours');
    same((await readOne(storage, 'a'))?.subject.activity, [mark('login')], 'the activity of one batch');
    same((await once(later)).repeated, null, 'what is remembered after 24 hours');
    same((await readOne(storage, 'a'))?.subject.activity, [mark('login', { successCount: 2 })], 'the activity of two');
  }),

  contractCase('A1', 'Batches at the same time are all merged', async (storage) => {
    const ids = Array.from({ length: 50 }, (_, index) => `id-${index}`);
    await put(storage, ...ids.map((id) => stored(id)));
    const batches = [ids, ids.toReversed(), ids, ids.toReversed()].map((order) =>
      record(
        storage,
        order.map((id): Marked => [id, mark('login')]),
      ),
    );
    await Promise.all(batches);
    const { stored: found } = await storage.read(ACME, ids);
    const counts = new Set(found.map((each) => each?.subject.activity[0]?.successCount));
    same([...counts], [4], 'the count of each identity');
  }),

  contractCase('A1', 'A decision that began before activity came does not undo it', async (storage) => {
    await put(storage, stored('a', { subject: subject('a', { activity: [mark('login')] }) }));
    const before = await readOne(storage, 'a');
    await record(storage, [['a', mark('login', { successAt: later })]]);
    await put(storage, { ...(before ?? stored('a')), revision: 2 });
    const activity = [mark('login', { successAt: later, successCount: 2 })];
    same((await readOne(storage, 'a'))?.subject.activity, activity, 'the activity');
  }),
];

type Marked = readonly [id: string, activity: ActivityOfType];

function record(
  storage: Storage,
  marked: readonly Marked[],
  options: Partial<RecordOptions> = {},
): Promise<RecordAnswer> {
  const marks: readonly ActivityMark[] = marked.map(([identityId, activity]) => ({ identityId, activity }));
  return storage.recordActivity(ACME, marks, { now: T0, expires: false, ...options });
}
