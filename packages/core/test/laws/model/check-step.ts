import { expect } from 'vitest';
import {
  applyEvent,
  type Dormouse,
  type DormouseEvent,
  type FoldedIdentity,
  type IdentityEvent,
  nothingFolded,
  type Storage,
  type StoredSubject,
  type Subject,
} from '../../../src/index';
import { hashOf } from '../../../src/model/chain';
import { createSha256 } from '../../../src/model/sha256';
import type { Command, CommandOutcome, CommandStage } from '../../../src/testing';
import { never } from '../../oracle/time';
import type { Expected } from './expected';
import { factsOf } from './facts-of';
import { type Account, isActive, type Person, type Told } from './records';
import { judge } from './situation';

const sha256 = createSha256();

/** `expect` is slow: it is asked only to show what differs. */
function same(found: unknown, expected: unknown, what = ''): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) expect(found, what).toEqual(expected);
}

/** The engine, and what the test has seen of it so far. */
export interface Real extends CommandStage {
  readonly dormouse: Dormouse;
  readonly storage: Storage;
  position: number;
  readonly chains: Map<string | null, { sequence: number; hash: string; folded: FoldedIdentity }>;
  readonly seen: Map<string, StoredSubject>;
}

/** The answer or the code must be the one that was foretold (E7); a repeat gives the first answer (E6). */
export function checkOutcome(command: Command, outcome: CommandOutcome, expected: Expected): void {
  if (expected.is === 'repeat') {
    if (command.do.startsWith('control.')) expect(outcome).toMatchObject(expected.outcome as object);
    else same(outcome, expected.outcome);
    return;
  }
  const { code } = expected;
  if (expected.is === 'refused') same(outcome, { ok: false, code });
  else if (!outcome.ok || expected.is === 'done') same(outcome.ok, true, JSON.stringify(outcome));
  else {
    const [item] = (outcome.answer as unknown as { items: readonly { ok: boolean; error?: { code: string } }[] }).items;
    same(item?.error?.code ?? null, code);
  }
}

/** E3, E5, L12: the new events are those that were foretold, linked without a gap, and fold to the record. */
export async function checkEvents(real: Real, account: Account): Promise<void> {
  const page = await real.storage.events(real.accountId, {}, { after: real.position, limit: 1_000 });
  const told = chainsOf(account.told, ({ who }) => who);
  const came = chainsOf(
    page.items.map(({ event }) => event),
    ({ identityId }) => identityId,
  );
  for (const { position } of page.items) real.position = position;
  for (const who of new Set([...told.keys(), ...came.keys()])) {
    checkChain(real, who, told.get(who) ?? [], came.get(who) ?? []);
  }
}

function chainsOf<T>(list: readonly T[], keyOf: (one: T) => string | null): Map<string | null, T[]> {
  const chains = new Map<string | null, T[]>();
  for (const one of list) {
    const chain = chains.get(keyOf(one));
    if (chain === undefined) chains.set(keyOf(one), [one]);
    else chain.push(one);
  }
  return chains;
}

function checkChain(real: Real, who: string | null, foretold: readonly Told[], came: readonly DormouseEvent[]): void {
  const isMissing = came.length < foretold.length;
  const told = foretold.filter(({ type }) => !(isMissing && type.endsWith('?')));
  const expected = told.map(({ type, facts, bind }, place) => {
    const event = came[place];
    if (event?.type === type) bind(event.data as never);
    return `${type.replace('?', '')} ${JSON.stringify(facts())}`;
  });
  const found = came.map((event) => `${event.type} ${JSON.stringify(factsOf(event))}`);
  // Several notices are withdrawn in no order that means anything.
  same(withSortedWithdrawals(found), withSortedWithdrawals(expected), who ?? 'the account');
  let head = real.chains.get(who) ?? { sequence: 0, hash: '0'.repeat(64), folded: nothingFolded };
  for (const event of came) {
    if (
      event.sequence !== head.sequence + 1 ||
      event.previousHash !== head.hash ||
      event.hash !== hashOf(event, sha256)
    ) {
      throw new Error(`E3: ${event.type} does not follow in the chain of ${who}`);
    }
    const folded = who === null ? nothingFolded : applyEvent(head.folded, event as IdentityEvent);
    head = { sequence: event.sequence, hash: event.hash, folded };
  }
  real.chains.set(who, head);
}

function withSortedWithdrawals(texts: readonly string[]): readonly string[] {
  const isWithdrawal = (text: string | undefined) => text?.startsWith('identity.notice_withdrawn') === true;
  const sorted = [...texts];
  for (let from = 0; from < sorted.length; from++) {
    let to = from;
    while (isWithdrawal(sorted[to])) to++;
    if (to > from + 1) sorted.splice(from, to - from, ...sorted.slice(from, to).sort());
    from = to;
  }
  return sorted;
}

/**
 * The records of those that changed, and their status and what is due at this moment: of all, when time has passed or
 * the policies are others.
 */
export async function checkPeople(real: Real, account: Account, ids: readonly string[], all: boolean): Promise<void> {
  const { stored } = await real.storage.read(real.accountId, ids);
  for (const [place, id] of ids.entries()) {
    const record = stored[place] ?? null;
    const person = account.people.get(id);
    same(record === null, person === undefined, id);
    if (record === null || person === undefined) continue;
    const isSeen = real.seen.get(id) === record;
    if (isSeen && !all) continue;
    if (!isSeen) checkRecord(real, record, person);
    real.seen.set(id, record);
    await checkJudgement(real, account, person);
  }
}

function checkRecord(real: Real, { subject, sequence, headHash }: StoredSubject, person: Person): void {
  const head = real.chains.get(person.id);
  if (head?.sequence !== sequence || head.hash !== headHash) throw new Error(`E3: the head of ${person.id} is another`);
  const folded = head.folded.subject as Subject;
  same(folded.controls, subject.controls, 'L12');
  same(recordOf(subject), expectedRecord(person), person.id);
  // K2: one active control for each type and authority.
  const borne = subject.controls.filter((one) => isActive({ ...one, ...ends(one) } as never, real.clock.now()));
  same(new Set(borne.map(({ type, setBy }) => `${type} ${setBy}`)).size, borne.length, 'K2');
}

const ends = (one: { expiresAt: number | null; deletedAt: number | null }) => ({
  expiresAt: one.expiresAt ?? never,
  deletedAt: one.deletedAt ?? never,
});

function recordOf({ controls, requirements, exemptions, reactivatedAt, approvedAt }: Subject): unknown {
  return {
    controls: controls.map((one) => [one.id, one.type, one.createdAt, ends(one).expiresAt, ends(one).deletedAt]),
    requirements: requirements.map((one) => [one.id, one.state, one.dueAt ?? never, one.validUntil ?? never]),
    exemptions: exemptions.map((one) => [one.id, one.until ?? never]),
    ...{ reactivatedAt, approvedAt },
  };
}

function expectedRecord({ controls, requirements, exemptions, reactivatedAt, approvedAt }: Person): unknown {
  return {
    controls: controls.map((one) => [one.id, one.type, one.createdAt, one.expiresAt, one.deletedAt]),
    requirements: requirements.map((one) => [one.id, one.state, one.dueAt, one.validUntil]),
    exemptions: exemptions.map((one) => [one.id, one.until]),
    ...{ reactivatedAt, approvedAt },
  };
}

async function checkJudgement(real: Real, account: Account, person: Person): Promise<void> {
  const { status, due, statusDetails } = await real.dormouse.evaluate(real.accountId, person.id);
  const expected = judge(account, person);
  same({ status, due: due.map(dueText) }, { status: expected.status, due: expected.due.map(dueText) }, person.id);
  const active = person.controls.filter((one) => isActive(one, account.now)).map(({ id }) => id);
  same(statusDetails.activeControls.map(({ id }) => id).sort(), active.sort(), person.id);
}

function dueText(due: object): string {
  const { policyId, ruleId, setId, stageId, type, requirementIds, action } = due as Record<string, unknown>;
  const named = Array.isArray(requirementIds) && requirementIds.length > 0 ? requirementIds : null;
  return JSON.stringify([action, policyId, ruleId, setId, stageId, type, named]);
}
