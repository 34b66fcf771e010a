import type { Context } from '../decide/context';
import { importIdentity } from '../decide/import-identity';
import { slotOf, take, tryItem, type Work } from '../decide/work';
import { checkSubject } from '../evaluate/check-subject';
import { readSubject } from '../evaluate/parse-subject';
import type { SubjectJson } from '../evaluate/subject-json';
import type { ControlType } from '../model/control-type';
import { DormouseError, type Issue, isDormouseError } from '../model/errors';
import { isObject } from '../model/shape';
import type { Subject } from '../model/subject';
import { throwIfRefused } from '../policy/policy-set';
import type { Instant } from '../time/instant';
import { bulkOnce } from './bulk-once';
import { checkId, checkItems, checkOptionalId } from './check-input';
import { type BulkOutcome, bulkOutcome, decideBatch } from './decide-batch';
import type { IdentityDone } from './identities';
import { SKEW } from './read-activity';
import type { Runtime } from './runtime';

/** An identity to take over: a subject as JSON. Its `accountId` may be left out; `Date`s may stand for instants. */
export type IdentityImport = Omit<SubjectJson, 'identity'> & {
  readonly identity: Omit<SubjectJson['identity'], 'accountId'> & { readonly accountId?: string };
};

export interface ImportRequest {
  readonly accountId: string;
  /** The name of the system that they come from. */
  readonly source: string;
  /** At most 10,000, parents before their children. */
  readonly identities: readonly IdentityImport[];
  readonly actor?: string | null;
  /** All or nothing: the first refusal is thrown, with `data.index`. Default: refused items do not stop the others. */
  readonly atomic?: boolean;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

/**
 * Takes identities over from another system, with their activity, controls, requirements and exemptions. Each is told by
 * one event, and nothing is acted upon.
 * @throws DormouseError `INVALID_ARGUMENT`; `BATCH_TOO_LARGE`. Items are refused with the errors of `importIdentity`,
 * `INVALID_ARGUMENT` with every issue and its place, and `ACTIVITY_IN_FUTURE` (A5).
 */
export async function importIdentities(runtime: Runtime, request: ImportRequest): Promise<BulkOutcome<IdentityDone>> {
  const accountId = checkId(request.accountId, 'accountId');
  const source = checkId(request.source, 'source');
  const actor = checkOptionalId(request.actor, 'actor');
  const key = checkOptionalId(request.idempotencyKey, 'idempotencyKey');
  const { controlTypes } = (await runtime.policies.get(accountId)).set;
  const now = runtime.now();
  const items = Array.from(checkItems(request.identities, 'identities'), (item, index) =>
    readImport(item, { accountId, pointer: `/${index}`, controlTypes, now }),
  );
  const ids = items.flatMap((item) => (isDormouseError(item) ? [] : idsOf(item)));
  const decide = (work: Work, context: Context): BulkOutcome<IdentityDone> =>
    bulkOutcome(
      items.map((item, index) =>
        tryItem(index, request.atomic === true, () => {
          if (isDormouseError(item)) throw item;
          const { id, parentId } = item.identity;
          const parent = parentId === null ? null : slotOf(work, parentId);
          const change = importIdentity(slotOf(work, id), { subject: item, source }, parent, context);
          take(work, change);
          return { id, status: change.stored?.status ?? 'PENDING' };
        }),
      ),
    );
  return decideBatch(runtime, { accountId, ids, actor }, decide, bulkOnce(key, 'identities.import'));
}

function idsOf({ identity }: Subject): readonly string[] {
  return identity.parentId === null ? [identity.id] : [identity.id, identity.parentId];
}

interface Reading {
  readonly accountId: string;
  readonly pointer: string;
  readonly controlTypes: ReadonlyMap<string, ControlType>;
  readonly now: Instant;
}

/** Reads one item; what is wrong with it is kept in its place. */
function readImport(given: unknown, reading: Reading): Subject | DormouseError {
  try {
    return read(given, reading);
  } catch (error) {
    if (isDormouseError(error)) return error;
    throw error;
  }
}

function read(given: unknown, { accountId, pointer, controlTypes, now }: Reading): Subject {
  const json = ownCopy(given, pointer);
  const identity = isObject(json) ? json['identity'] : undefined;
  const named = isObject(json) && isObject(identity) ? { ...json, identity: { accountId, ...identity } } : json;
  const issues: Issue[] = [];
  checkSubject(named, pointer, controlTypes, issues);
  throwIfRefused('INVALID_ARGUMENT', 'the identity is refused', issues);
  const subject = readSubject(named as SubjectJson);
  if (subject.identity.accountId !== accountId) {
    throw new DormouseError('INVALID_ARGUMENT', 'the identity names another account', { pointer });
  }
  const isAhead = subject.activity.some(
    ({ successAt, failureAt }) => Math.max(successAt ?? 0, failureAt ?? 0) > now + SKEW,
  );
  if (!isAhead) return subject;
  throw new DormouseError('ACTIVITY_IN_FUTURE', 'the activity lies more than 5 minutes in the future', {
    identityId: subject.identity.id,
  });
}

/** A copy that nobody else holds, so that what was checked is what is kept. */
function ownCopy(given: unknown, pointer: string): unknown {
  try {
    return JSON.parse(JSON.stringify(given) ?? 'null');
  } catch (cause) {
    throw new DormouseError('INVALID_ARGUMENT', 'the identity is no JSON', { pointer }, { cause });
  }
}
