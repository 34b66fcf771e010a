import { type CallTable, reason } from './call';
import type { CommandFields } from './command';

const actor = 'host';

type Named = 'register' | 'import' | 'update' | 'remove' | 'erase' | 'activity';

/** Commands about identities and what they do. */
export const identityCalls: CallTable<Named> = {
  register: ({ dormouse, accountId, now }, { who, parent, age, key, ...fields }) => {
    const { kind, name, attributes, locked } = fields;
    const identity = { id: who, kind, name, attributes, locked, parentId: parent, createdAt: new Date(now - age) };
    return () => dormouse.identities.register({ accountId, actor, identities: [identity], idempotencyKey: key });
  },
  import: ({ dormouse, accountId, now }, { who, key, ...past }) => {
    const identities = [importOf(who, past, now)];
    return () => dormouse.identities.import({ accountId, source: 'old', identities, idempotencyKey: key });
  },
  update: ({ dormouse, accountId }, { who, name, attributes, parent, locked, key }) => {
    const patch = {
      ...(name === undefined ? {} : { name }),
      ...(attributes === undefined ? {} : { attributes }),
      ...(parent === undefined ? {} : { parentId: parent }),
      ...(locked === undefined ? {} : { locked }),
    };
    const identities = [{ id: who, ...patch }];
    return () => dormouse.identities.update({ accountId, actor, identities, idempotencyKey: key });
  },
  remove:
    ({ dormouse, accountId }, { who, reason: why, key }) =>
    () =>
      dormouse.identities.remove({ accountId, actor, ids: [who], reason: why, idempotencyKey: key }),
  erase:
    ({ dormouse, accountId }, { who, fields, key }) =>
    () =>
      dormouse.identities.erase({ accountId, actor, identityId: who, fields, reason, idempotencyKey: key }),
  activity: ({ dormouse, accountId, now }, { marks, key }) => {
    const activities = marks.map(({ who, type, ago, failed, count }) => {
      const outcome = failed ? ('failure' as const) : ('success' as const);
      return { identityId: who, type, at: new Date(now - ago), outcome, count };
    });
    return () => dormouse.activity.record({ accountId, activities, idempotencyKey: key });
  },
};

function importOf(who: string, past: Omit<CommandFields['import'], 'who' | 'key'>, now: number) {
  const { kind, age, activeAgo, control } = past;
  const at = (ago: number): string => new Date(now - ago).toISOString();
  const activity = activeAgo === null ? {} : { login: { success: { lastAt: at(Math.min(activeAgo, age)), count: 1 } } };
  const borne = {
    setBy: 'OPERATOR',
    reasonCode: 'OTHER',
    reason: 'from before',
    createdAt: at(Math.floor(age / 2)),
  } as const;
  const controls = control === null ? [] : [{ id: `old-${who}-${now}`, type: control, ...borne }];
  return { identity: { id: who, kind, createdAt: at(age) }, activity, controls };
}
