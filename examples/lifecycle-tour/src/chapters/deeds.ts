import { compilePolicies, explain } from '@dormouse/core';
import { ACCOUNT, type Company } from '../company';

/** An identity is active, at this moment. */
export async function logIn({ dormouse, now }: Company, identityId: string): Promise<unknown> {
  return dormouse.activity.record({
    accountId: ACCOUNT,
    activities: [{ identityId, type: 'login', at: new Date(now()) }],
  });
}

/** Lifts the active controls of an identity, as an operator. */
export async function lift({ dormouse }: Company, identityId: string, reason: string): Promise<void> {
  const { activeControls } = await dormouse.identities.get(ACCOUNT, identityId);
  for (const { id: controlId } of activeControls) {
    await dormouse.controls.delete({ accountId: ACCOUNT, controlId, reason, authority: 'OPERATOR', actor: 'olga' });
  }
}

/** Asks for an explanation, and tells the question and the answer. */
export async function explained(
  { dormouse, now, answer }: Company,
  identityId: string,
  question: string,
): Promise<void> {
  const active = await dormouse.policies.list(ACCOUNT);
  const set = compilePolicies({ policies: active.map(({ document }) => document) });
  const { subject } = await dormouse.identities.get(ACCOUNT, identityId);
  answer('olga', `asks: ${question}\n${explain(set, subject, new Date(now())).text}`);
}

/** Tells the status of some identities, as the engine judges them now. */
export async function statuses({ dormouse, answer }: Company, ids: readonly string[]): Promise<void> {
  const states = await Promise.all(ids.map((id) => dormouse.identities.get(ACCOUNT, id)));
  answer('everybody', states.map(({ identity, status }) => `${identity.id} is ${status}`).join(', '));
}
