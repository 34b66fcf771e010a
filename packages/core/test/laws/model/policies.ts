import type { PolicyDoc } from '../../oracle/case-types';
import { done, type Expected, refused } from './expected';
import { type Account, tell, type Version } from './records';

const rulesOf = ({ inactivity }: PolicyDoc): readonly string[] => (inactivity ?? []).map(({ id }) => id);

/** What becomes of the rules that a policy has no more (P7). `document` null: of all of them. */
function goneRules({ active, retired }: Account, policyId: string, document: PolicyDoc | null, lifts: boolean) {
  const before = active.find((one) => one.policyId === policyId && one.mode === 'enforce');
  const last = before ?? retired.get(policyId);
  const present = document === null ? [] : rulesOf(document);
  const former = [...(last?.removed ?? []), ...(before === undefined ? [] : rulesOf(before.document))];
  const removed = new Set(former.filter((id) => !present.includes(id)));
  const lifted = lifts ? removed : new Set([...removed].filter((id) => last?.lifted.has(id) === true));
  return { removed, lifted };
}

/** P1: a new version, unless the very same is in force. */
export function activate(account: Account, document: PolicyDoc, mode: Version['mode'], lifts: boolean): Expected {
  const { id: policyId } = document;
  const none = { removed: new Set<string>(), lifted: new Set<string>() };
  const rules = mode === 'enforce' ? goneRules(account, policyId, document, lifts) : none;
  const current = account.active.find((one) => one.policyId === policyId && one.mode === mode);
  const isSame = JSON.stringify(current?.document) === JSON.stringify(document);
  if (isSame && current?.lifted.size === rules.lifted.size) return done;
  const version = (account.versions.get(policyId) ?? 0) + 1;
  account.versions.set(policyId, version);
  account.revision += 1;
  account.active = account.active.filter(
    (one) => one.policyId !== policyId || (mode === 'observe' && one.mode === 'enforce'),
  );
  account.active.push({ policyId, version, mode, document, ...rules });
  if (mode === 'enforce') account.retired.delete(policyId);
  tell(account, null, 'policy.activated', () => ({ policyId, version, mode }));
  return done;
}

export function retire(account: Account, policyId: string, lifts: boolean): Expected {
  if (!account.active.some((one) => one.policyId === policyId)) return refused('POLICY_NOT_FOUND');
  account.retired.set(policyId, goneRules(account, policyId, null, lifts));
  account.active = account.active.filter((one) => one.policyId !== policyId);
  account.revision += 1;
  tell(account, null, 'policy.retired', () => ({ policyId, version: account.versions.get(policyId) }));
  return done;
}

function versionInForce({ active }: Account, policyId: string, mode: Version['mode']): number | null {
  return active.find((one) => one.policyId === policyId && one.mode === mode)?.version ?? null;
}

export function propose(account: Account, document: PolicyDoc, mode: Version['mode'], actor: string): Expected {
  account.proposals.push({ document, mode, actor, over: versionInForce(account, document.id, mode) });
  tell(account, null, 'policy.proposed', () => ({ policyId: document.id, mode }));
  return done;
}

/** P1: by another person, and only while the version in force is the one that it was proposed over. */
export function approve(account: Account, which: number, actor: string): Expected {
  const proposal = account.proposals[which % Math.max(1, account.proposals.length)];
  if (proposal === undefined) return refused('PROPOSAL_NOT_FOUND');
  if (proposal.actor === actor) return refused('SAME_PERSON');
  const { document, mode, over } = proposal;
  if (versionInForce(account, document.id, mode) !== over) return refused('CONFLICT');
  account.proposals = account.proposals.filter((one) => one !== proposal);
  return activate(account, document, mode, false);
}

export function withdrawProposal(account: Account, which: number): Expected {
  const proposal = account.proposals[which % Math.max(1, account.proposals.length)];
  if (proposal === undefined) return refused('PROPOSAL_NOT_FOUND');
  account.proposals = account.proposals.filter((one) => one !== proposal);
  tell(account, null, 'policy.proposal_withdrawn', () => ({ policyId: proposal.document.id }));
  return done;
}
