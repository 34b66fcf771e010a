import type { PolicyDoc, RequirementDoc, Status } from '../../oracle/case-types';
import type { Situation } from '../../oracle/situation';
import { never } from '../../oracle/time';

/** What the model keeps: plain objects that are changed in place, and nothing to find anything faster. */
export interface Control {
  id: string;
  readonly type: string;
  readonly setBy: 'POLICY' | 'CLIENT' | 'OPERATOR';
  readonly overridable: boolean;
  readonly createdAt: number;
  readonly expiresAt: number;
  deletedAt: number;
  readonly policyId: string | null;
  readonly ruleId: string | null;
  readonly stageId: string | null;
  readonly run: Run | null;
  readonly requirementIds: readonly string[];
}

export interface Requirement {
  id: string;
  readonly type: string;
  state: RequirementDoc['state'];
  readonly dueAt: number;
  validUntil: number;
  readonly validFor: string | null;
  readonly grace: string | null;
  readonly openedAt: number;
  readonly onOverdue: NonNullable<RequirementDoc['onOverdue']>;
  readonly block: boolean;
  readonly group: string | null;
}

export interface Exemption {
  id: string;
  readonly kind: 'EXEMPTION' | 'POSTPONEMENT' | 'LEGAL_HOLD';
  readonly policyId: string | null;
  readonly owner: string;
  readonly from: number;
  until: number;
  readonly reviewBy: number;
}

export interface Progress {
  readonly policyId: string;
  readonly ruleId: string;
  readonly stageId: string;
  readonly base: number;
  readonly at: number;
  readonly outcome: 'served' | 'acted' | 'skipped';
  acknowledged: boolean;
}

export interface Mark {
  readonly type: string;
  readonly at: number;
  readonly failed: boolean;
  readonly count: number;
  /** false: it came with an import that told no days (A8). */
  readonly isByDay?: boolean;
}

export interface Person {
  readonly id: string;
  readonly kind: string;
  parent: string | null;
  name: string | null;
  attributes: Situation['attributes'];
  locked: boolean;
  readonly createdAt: number;
  marks: Mark[];
  controls: Control[];
  requirements: Requirement[];
  exemptions: Exemption[];
  progress: Progress[];
  /** What observing policies would have gone through (P8). */
  observed: Progress[];
  reactivatedAt: number | null;
  approvedAt: number | null;
  /** The status that was told last; null before it is registered. */
  status: Status | null;
  toldUntil: number;
  refusedAt: number;
  answers: Map<string, { readonly command: string; readonly control: Control; readonly at: number }>;
}

export interface Version {
  readonly policyId: string;
  readonly version: number;
  readonly mode: 'enforce' | 'observe';
  readonly document: PolicyDoc;
  readonly removed: ReadonlySet<string>;
  readonly lifted: ReadonlySet<string>;
}

export interface Proposal {
  readonly document: PolicyDoc;
  readonly mode: 'enforce' | 'observe';
  readonly actor: string;
  readonly over: number | null;
}

export interface Run {
  id: string;
  readonly kind: 'sweep' | 'undo';
  state: 'completed' | 'halted' | 'undone' | 'aborted';
  readonly startedAt: number;
  revision: number;
}

/** An event as the model foretells it. Ids of new records are known only when it has come: `bind` takes them over. */
export interface Told {
  readonly who: string | null;
  readonly type: string;
  readonly facts: () => unknown;
  readonly bind: (data: never) => void;
}

export interface Account {
  now: number;
  readonly people: Map<string, Person>;
  /** Every id that ever had an event (E3a). */
  readonly known: Set<string>;
  active: Version[];
  retired: Map<string, Pick<Version, 'removed' | 'lifted'>>;
  readonly versions: Map<string, number>;
  proposals: Proposal[];
  runs: Run[];
  halted: Run | null;
  /** Raised by everything that can change an evaluation (P7). */
  revision: number;
  /** Whom policies restricted, and when (S4). */
  readonly restricted: number[];
  readonly keys: Map<string, { readonly command: string; readonly at: number; readonly outcome: unknown }>;
  told: Told[];
}

export function newAccount(now: number): Account {
  return {
    ...{ now, revision: 0, halted: null, active: [], proposals: [], runs: [], told: [], restricted: [] },
    ...{ people: new Map(), known: new Set(), retired: new Map(), versions: new Map(), keys: new Map() },
  };
}

export function newPerson(id: string, fields: Pick<Person, 'kind' | 'createdAt'>): Person {
  return {
    ...{ id, ...fields, parent: null, name: null, attributes: {}, locked: false, marks: [], controls: [] },
    ...{ requirements: [], exemptions: [], progress: [], observed: [], reactivatedAt: null, approvedAt: null },
    ...{ status: null, toldUntil: Number.NEGATIVE_INFINITY, refusedAt: -never, answers: new Map() },
  };
}

export function isActive({ createdAt, expiresAt, deletedAt }: Control, t: number): boolean {
  return createdAt <= t && t < Math.min(expiresAt, deletedAt);
}

export function isInForce({ from, until }: Exemption, t: number): boolean {
  return from <= t && t < until;
}

export function isHeld(person: Person, t: number): boolean {
  return person.exemptions.some((one) => one.kind === 'LEGAL_HOLD' && isInForce(one, t));
}

/** Foretells an event. */
export function tell(
  account: Account,
  who: string | null,
  type: string,
  facts: () => unknown = () => null,
  bind: (data: never) => void = () => undefined,
): void {
  account.told.push({ who, type, facts, bind });
  if (who !== null) account.known.add(who);
}
