import type { AccountEvent, AccountEventOf, AccountEventType } from '@dormouse/core';
import { by, people, quoted } from './english';

type Tellers = { readonly [T in AccountEventType]: (event: AccountEventOf<T>) => string | null };

const tellers: Tellers = {
  'policy.activated': ({ data, actor }) =>
    `policy ${data.policyId}, version ${data.version}, ${data.mode === 'observe' ? 'observes' : 'is in force'}${by(actor)}:${quoted(data.reason)}`,
  'policy.retired': ({ data, actor }) => `policy ${data.policyId} is retired${by(actor)}:${quoted(data.reason)}`,
  'policy.proposed': ({ data }) => `policy ${data.proposal.policyId} is proposed${by(data.proposal.actor)}`,
  'policy.proposal_withdrawn': ({ data }) => `the proposal of policy ${data.policyId} is withdrawn`,
  // Sweeps that only looked are no story.
  'sweep.completed': ({ data: { run } }) =>
    run.restricted === 0 ? null : `${name(run.id)} has restricted ${people(run.restricted)}`,
  'sweep.halted': ({ data: { runId, guard } }) =>
    `${name(runId)} is halted, with nothing done: it would restrict ${people(guard.wouldRestrict ?? 0)}, the guard allows ${guard.limit} in 24 hours`,
  'sweep.resumed': ({ data, actor }) => `${name(data.runId)} goes on${by(actor)}:${quoted(data.reason)}`,
  'sweep.undone': ({ data, actor }) =>
    `${name(data.runId)} is undone${by(actor)}:${quoted(data.reason)} ${data.lifted} controls are lifted`,
  'report.ready': () => null,
};

/** What an event of the account says, in English; null when it is not worth a line. */
export function tellAccount(event: AccountEvent): string | null {
  const tell = tellers[event.type] as (event: AccountEvent) => string | null;
  return tell(event);
}

function name(runId: string): string {
  return `the sweep ${runId}`;
}
