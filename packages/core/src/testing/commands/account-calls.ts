import { type CallTable, picked, reason } from './call';

type Named =
  | 'wait'
  | 'activate'
  | 'retire'
  | 'propose'
  | 'approve'
  | 'proposal.withdraw'
  | 'reevaluate'
  | 'sweep'
  | 'resume'
  | 'undo'
  | 'consume';

/** The id that a command names when there is nothing to pick. */
const NONE = 'none';

/** Commands about the account itself, its clock and its runs. */
export const accountCalls: CallTable<Named> = {
  wait: ({ advance }, { by }) => {
    advance(by);
    return async () => null;
  },
  activate: ({ dormouse, accountId }, { document, mode, liftRemoved, key }) => {
    const what = { document, mode, liftRemoved, reason, actor: 'head', idempotencyKey: key };
    return () => dormouse.policies.activate({ accountId, ...what });
  },
  retire: ({ dormouse, accountId }, { policyId, liftRemoved, key }) => {
    const what = { policyId, liftRemoved, reason, actor: 'head', idempotencyKey: key };
    return () => dormouse.policies.retire({ accountId, ...what });
  },
  propose: ({ dormouse, accountId }, { document, mode, actor, key }) => {
    const what = { document, mode, actor, reason, idempotencyKey: key };
    return () => dormouse.policies.propose({ accountId, ...what });
  },
  approve: async ({ dormouse, accountId }, { which, actor, key }) => {
    const proposalId = picked(await dormouse.policies.proposals(accountId), which)?.id ?? NONE;
    return () => dormouse.policies.approve({ accountId, proposalId, actor, idempotencyKey: key });
  },
  'proposal.withdraw': async ({ dormouse, accountId }, { which, key }) => {
    const proposalId = picked(await dormouse.policies.proposals(accountId), which)?.id ?? NONE;
    return () => dormouse.policies.withdraw({ accountId, proposalId, reason, actor: 'head', idempotencyKey: key });
  },
  reevaluate:
    ({ dormouse, accountId }) =>
    () =>
      dormouse.policies.reevaluate(accountId),
  sweep:
    ({ dormouse, accountId }, { limit }) =>
    () =>
      dormouse.sweep({ accountId, limit }),
  resume: async ({ dormouse, accountId }, { which }) => {
    const { items } = await dormouse.runs.list({ accountId });
    const halted = items.filter(({ state }) => state === 'halted');
    const runId = picked(halted.length > 0 ? halted : items, which)?.id ?? NONE;
    return () => dormouse.runs.resume({ accountId, runId, approvedBy: 'head', reason });
  },
  undo: async ({ dormouse, accountId }, { which }) => {
    const { items } = await dormouse.runs.list({ accountId });
    const runId = picked(items, which)?.id ?? NONE;
    return () => dormouse.runs.undo({ accountId, runId, actor: 'head', reason });
  },
  consume: ({ dormouse, accountId }, { name, limit, failEvery }) => {
    let handed = 0;
    const handle = (): void => {
      handed += 1;
      if (failEvery > 0 && handed % failEvery === 0) throw new Error('the handler failed');
    };
    return () => dormouse.consumers.run({ name, accountId, limit, handle, tries: 3 });
  },
};
