import type { Dormouse } from '../engine/dormouse';
import type { IdentityState } from '../engine/identity-state';
import type { ListPage } from '../engine/list-identities';
import { canonicalJson } from '../model/canonical-json';
import { isDormouseError } from '../model/errors';
import type { JsonObject, JsonValue } from '../model/json';
import { compareIds } from '../storage/compare-ids';
import { toPlain } from './to-plain';

const PAGE = 500;

/**
 * Everything that a host can see of an account, as plain JSON: identities with all that is stored of them, what the
 * policies in force and those that observe make of each, controls, requirements, exemptions, the log, policies and their
 * versions, proposals, runs, and whether the histories verify. Lists whose order carries no meaning (L2) are sorted. What
 * a storage may choose is left out: positions in the log, and how far consumers have come.
 *
 * After the same commands at the same instants, with the same new ids, it is the same over every storage (L14).
 * @throws DormouseError `INVALID_ARGUMENT` for what is no id.
 * @example expect(await observe(one, 'acme')).toEqual(await observe(other, 'acme'));
 */
export async function observe(dormouse: Dormouse, accountId: string): Promise<JsonObject> {
  const states = await all((cursor) => dormouse.identities.list({ accountId, limit: PAGE, cursor }));
  const about = { accountId, limit: PAGE };
  const seen = {
    identities: await Promise.all(states.map((state) => identityOf(dormouse, accountId, state))),
    controls: await all((cursor) => dormouse.controls.list({ ...about, cursor, includeDeleted: true })),
    activeControls: await all((cursor) => dormouse.controls.list({ ...about, cursor })),
    requirements: await all((cursor) => dormouse.requirements.list({ ...about, cursor })),
    exemptions: await all((cursor) => dormouse.exemptions.list({ ...about, cursor })),
    events: (await all((cursor) => dormouse.events.list({ ...about, cursor }))).map(({ event }) => event),
    policies: await dormouse.policies.list(accountId),
    versions: await versionsOf(dormouse, accountId),
    proposals: await dormouse.policies.proposals(accountId),
    runs: await all((cursor) => dormouse.runs.list({ ...about, cursor })),
    audit: await dormouse.history.verify({ accountId, records: true }),
  };
  return toPlain(seen) as JsonObject;
}

async function all<T>(read: (cursor: string | null) => Promise<ListPage<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: ListPage<T> = await read(cursor);
    for (const item of page.items) items.push(item);
    cursor = page.cursor;
  } while (cursor !== null);
  return items;
}

async function identityOf(dormouse: Dormouse, accountId: string, state: IdentityState): Promise<JsonValue> {
  const { id } = state.identity;
  const { subject, activeControls, ...rest } = state;
  const { activity, controls, requirements, exemptions, progress, ...fields } = subject;
  const lists = { controls, requirements, exemptions, progress };
  const sorted = Object.entries(lists).map(([name, list]) => [name, sortedAsText(list)]);
  const days = activity.map((one) => ({
    ...one,
    days: one.days && { ...one.days, counts: sortedAsText(one.days.counts) },
  }));
  return toPlain({
    ...rest,
    activeControls: sortedAsText(activeControls),
    subject: { ...fields, ...Object.fromEntries(sorted), activity: sortedAsText(days) },
    evaluation: await judged(() => dormouse.evaluate(accountId, id)),
    observed: await judged(() => dormouse.evaluate(accountId, id, 'observe')),
  });
}

/** What cannot be judged is refused with a code, the same everywhere. */
async function judged(evaluate: () => Promise<unknown>): Promise<JsonValue> {
  try {
    return toPlain(await evaluate());
  } catch (error) {
    if (isDormouseError(error)) return toPlain(error);
    throw error;
  }
}

async function versionsOf(dormouse: Dormouse, accountId: string): Promise<readonly unknown[]> {
  const events = await all((cursor) =>
    dormouse.events.list({ accountId, types: ['policy.activated'], limit: PAGE, cursor }),
  );
  const ids = new Set(events.flatMap(({ event }) => (event.type === 'policy.activated' ? [event.data.policyId] : [])));
  return Promise.all([...ids].sort(compareIds).map((policyId) => dormouse.policies.history(accountId, policyId)));
}

function sortedAsText(list: readonly unknown[]): readonly JsonValue[] {
  const texts = list.map((member) => [canonicalJson(toPlain(member)), toPlain(member)] as const);
  return texts.sort(([left], [right]) => compareIds(left, right)).map(([, member]) => member);
}
