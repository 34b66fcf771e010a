import type { Context } from '../decide/context';
import { endExemption } from '../decide/end-exemption';
import { grantExemption } from '../decide/grant-exemption';
import { slotOf, take, type Work } from '../decide/work';
import { DormouseError } from '../model/errors';
import type { Exemption, ExemptionKind } from '../model/exemption';
import { id } from '../model/ids';
import { object, oneOfTexts, optional, required } from '../model/shape';
import type { InstantInput } from '../model/time-checks';
import type { Instant } from '../time/instant';
import {
  checkId,
  checkOptionalId,
  checkOptionalInstant,
  checkReason,
  checkShape,
  withoutUndefined,
} from './check-input';
import { commandOnce } from './command-once';
import { type Authority, checkAuthority } from './controls';
import { decideBatch } from './decide-batch';
import type { Runtime } from './runtime';

export interface GrantExemptionRequest {
  readonly accountId: string;
  readonly identityId: string;
  readonly kind: ExemptionKind;
  /** A policy, or one of its rules. Default: everything. */
  readonly scope?: { readonly policyId?: string | null; readonly ruleId?: string | null } | null;
  /** Why, in 1 to 2,000 characters. */
  readonly reason: string;
  /** Who answers for it, and may end it. */
  readonly owner: string;
  /** Default: now. */
  readonly from?: InstantInput | null;
  /** Either this or `indefinite: true`. */
  readonly until?: InstantInput | null;
  readonly indefinite?: boolean | null;
  /** When somebody should look at it again: an event reminds of it, and `list` finds it. */
  readonly reviewBy?: InstantInput | null;
  /** Default: a new one. */
  readonly exemptionId?: string | null;
  readonly actor?: string | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

export interface EndExemptionRequest {
  readonly accountId: string;
  readonly identityId: string;
  readonly exemptionId: string;
  readonly reason: string;
  /** An operator may end what others own. Default: `CLIENT`. */
  readonly authority?: Authority | null;
  /** Its owner, where no operator ends it. */
  readonly actor?: string | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

const kind = object({ kind: required(oneOfTexts('EXEMPTION', 'POSTPONEMENT', 'LEGAL_HOLD')) });
const scopeShape = object({ policyId: optional(id), ruleId: optional(id) });

/** Grants an exemption; the errors are those of `grantExemption`. */
export async function grantExemptionOf(runtime: Runtime, request: GrantExemptionRequest): Promise<Exemption> {
  const accountId = checkId(request.accountId, 'accountId');
  const identityId = checkId(request.identityId, 'identityId');
  const exemptionId = checkOptionalId(request.exemptionId, 'exemptionId');
  checkShape({ kind: request.kind }, kind, '', 'the exemption is refused');
  const from = checkOptionalInstant(request.from, 'from');
  const given = {
    kind: request.kind,
    scope: readScope(request.scope),
    reason: checkReason(request.reason),
    owner: checkId(request.owner, 'owner'),
    until: readEnd(request),
    reviewBy: checkOptionalInstant(request.reviewBy, 'reviewBy'),
  };
  const actor = checkOptionalId(request.actor, 'actor');
  const once = commandOnce<Exemption>(request.idempotencyKey, 'exemptions.grant');
  const decide = (work: Work, context: Context): Exemption => {
    const exemption = { id: exemptionId ?? context.newId(), ...given, from: from ?? context.at };
    const done = grantExemption(slotOf(work, identityId), { exemption }, context);
    take(work, done.change);
    return done.exemption;
  };
  return decideBatch(runtime, { accountId, ids: [identityId], actor }, decide, once);
}

export function readScope(given: GrantExemptionRequest['scope']): Exemption['scope'] {
  const scope = withoutUndefined(given ?? {}) as NonNullable<GrantExemptionRequest['scope']>;
  checkShape(scope, scopeShape, '/scope', 'the exemption is refused');
  const { policyId = null, ruleId = null } = scope;
  if (policyId !== null || ruleId === null) return { policyId, ruleId };
  throw new DormouseError('INVALID_ARGUMENT', 'a rule needs the policy that it belongs to', { name: 'scope' });
}

/** Nobody makes an exemption for ever by leaving something out (X1). */
function readEnd({ until, indefinite }: GrantExemptionRequest): Instant | null {
  const end = checkOptionalInstant(until, 'until');
  if ((end === null) === (indefinite === true)) return end;
  throw new DormouseError('INVALID_ARGUMENT', 'give either until or indefinite: true', { name: 'until' });
}

/** Ends an exemption; the errors are those of `endExemption`. */
export async function endExemptionOf(runtime: Runtime, request: EndExemptionRequest): Promise<Exemption> {
  const accountId = checkId(request.accountId, 'accountId');
  const identityId = checkId(request.identityId, 'identityId');
  const command = {
    exemptionId: checkId(request.exemptionId, 'exemptionId'),
    authority: checkAuthority(request.authority, 'authority'),
    reason: checkReason(request.reason),
  };
  const actor = checkOptionalId(request.actor, 'actor');
  const once = commandOnce<Exemption>(request.idempotencyKey, 'exemptions.end');
  const decide = (work: Work, context: Context): Exemption => {
    const done = endExemption(slotOf(work, identityId), command, context);
    take(work, done.change);
    return done.exemption;
  };
  return decideBatch(runtime, { accountId, ids: [identityId], actor }, decide, once);
}
