import type { Control } from '../../model/control';
import type { StoredSubject } from '../../model/stored-subject';
import type { ControlFilter } from '../../storage/filter';
import type { ControlKey, Storage } from '../../storage/storage';
import { type ContractCase, contractCase } from './contract-case';
import { allPages, put, write } from './drive';
import { same } from './expect';
import { ACME, control, stored, subject, T0 } from './records';

/** Listing controls (K1, K5). */
export const controlCases: readonly ContractCase[] = [
  contractCase('K1', 'Controls are listed by identity, then by their beginning, then by id', async (storage) => {
    await put(storage, bearing('b', 'z', 'y'), bearing('a', 'late', 'x'), bearing('ä', 'w'));
    await write(storage, { put: [stored('none')] });
    for (const limit of [1, 2, 100]) {
      same(await ids(storage, { includeDeleted: true }, limit), ['x', 'late', 'y', 'z', 'w'], `pages of ${limit}`);
    }
  }),

  contractCase('K5', 'Only active controls are listed, unless those that are over are asked for', async (storage) => {
    const controls = [
      control('on', 'a'),
      control('deleted', 'a', { deletedAt: T0 }),
      control('to-be-deleted', 'a', { deletedAt: T0 + 1 }),
      control('expired', 'a', { expiresAt: T0 }),
      control('expiring', 'a', { expiresAt: T0 + 1 }),
      control('future', 'a', { createdAt: T0 + 1 }),
    ];
    await put(storage, stored('a', { subject: subject('a', { controls }) }));
    same(await ids(storage, {}), ['expiring', 'on', 'to-be-deleted'], 'the active ones');
    same((await ids(storage, { includeDeleted: true })).length, 6, 'how many there are in all');
  }),

  contractCase('K1', 'Controls are found by identity, by id and by the run that set them', async (storage) => {
    const cause = { policyId: 'p', version: 1, ruleId: 'r', stageId: 's', runId: 'run-1' };
    const controls = [control('c-1', 'a', { cause }), control('c-2', 'a', { cause: { ...cause, runId: null } })];
    await put(storage, stored('a', { subject: subject('a', { controls }) }), bearing('b', 'c-3'));
    const found: readonly (readonly [ControlFilter, readonly string[]])[] = [
      [{ identityId: 'a' }, ['c-1', 'c-2']],
      [{ identityId: 'none' }, []],
      [{ controlId: 'c-3' }, ['c-3']],
      [{ controlId: 'c-3', identityId: 'a' }, []],
      [{ controlId: 'none' }, []],
      [{ runId: 'run-1' }, ['c-1']],
      [{ runId: 'run-2' }, []],
    ];
    for (const [filter, expected] of found)
      same(await ids(storage, filter), expected, `those of ${JSON.stringify(filter)}`);
    same(
      (await storage.controls(ACME, { controlId: 'c-1' }, T0, { after: null, limit: 1 })).items,
      controls.slice(0, 1),
      'a control',
    );
  }),

  contractCase('K1', 'A listing of controls goes on after one that is over or gone meanwhile', async (storage) => {
    const both = bearing('a', 'c-1', 'c-2', 'c-3');
    await put(storage, both, bearing('b', 'd-1'));
    const page = await storage.controls(ACME, {}, T0, { after: null, limit: 1 });
    const after = keyOf(page.items[0] ?? control('none', 'none'));
    const controls = both.subject.controls.map((each) => ({ ...each, deletedAt: each.id === 'c-1' ? T0 : null }));
    await put(storage, { ...both, subject: { ...both.subject, controls } });
    const rest = await storage.controls(ACME, {}, T0, { after, limit: 10 });
    same(
      rest.items.map(({ id }) => id),
      ['c-2', 'c-3', 'd-1'],
      'what follows a deleted one',
    );
    await write(storage, { remove: ['a'] });
    const end = await storage.controls(ACME, {}, T0, { after, limit: 10 });
    same(end, { items: bearing('b', 'd-1').subject.controls, more: false }, 'what follows one of a removed identity');
  }),
];

/** An identity with controls; the one that is called `late` began later. */
function bearing(id: string, ...controlIds: readonly string[]): StoredSubject {
  const controls = controlIds.map((each) => control(each, id, { createdAt: each === 'late' ? T0 : T0 - 1 }));
  return stored(id, { subject: subject(id, { controls }) });
}

function keyOf({ identityId, createdAt, id: controlId }: Control): ControlKey {
  return { identityId, createdAt, controlId };
}

async function ids(storage: Storage, filter: ControlFilter, limit = 100): Promise<readonly string[]> {
  const found = await allPages<Control, ControlKey>((page) => storage.controls(ACME, filter, T0, page), keyOf, limit);
  return found.map(({ id }) => id);
}
