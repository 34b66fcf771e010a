import type { ExemptionKind } from '../../model/exemption';
import type { JsonObject } from '../../model/json';
import type { PersonalField } from '../../model/personal-data';
import type { PolicyMode } from '../../model/policy-proposal';
import type { OnOverdue } from '../../model/requirement';

/** The command is about this identity, which may be there or not. */
interface About {
  readonly who: string;
}

/** An idempotency key (E6); null: none. The same key with the same or another command is part of the game. */
interface Keyed {
  readonly key: string | null;
}

/**
 * Which of the records that are there at that moment: its place among them, counted round and round. With none there,
 * the command names one that does not exist.
 */
interface Picked {
  readonly which: number;
}

/** Who asks (K3, K4). */
interface Ordered {
  readonly authority: 'CLIENT' | 'OPERATOR';
}

/** What each command carries. Spans are milliseconds from the present instant; below zero is the past. */
export interface CommandFields {
  /** The clock moves: backwards below zero. */
  readonly wait: { readonly by: number };
  readonly register: About &
    Keyed & {
      readonly kind: string;
      readonly parent: string | null;
      readonly name: string | null;
      readonly attributes: JsonObject;
      readonly locked: boolean;
      readonly age: number;
    };
  /** Takes an identity over from another system, with one activity and one active control, if they are given. */
  readonly import: About &
    Keyed & {
      readonly kind: string;
      readonly age: number;
      readonly activeAgo: number | null;
      readonly control: string | null;
    };
  readonly update: About &
    Keyed & {
      readonly name?: string | null;
      readonly attributes?: JsonObject;
      readonly parent?: string | null;
      readonly locked?: boolean;
    };
  readonly remove: About & Keyed & { readonly reason: string };
  readonly erase: About & Keyed & { readonly fields: readonly PersonalField[] };
  /** One batch: late, failed, or in the future. */
  readonly activity: Keyed & {
    readonly marks: readonly (About & {
      readonly type: string;
      readonly ago: number;
      readonly failed: boolean;
      readonly count: number;
    })[];
  };
  readonly 'control.create': About &
    Keyed &
    Ordered & {
      readonly type: string;
      readonly overridable: boolean;
      readonly expiresIn: number | null;
      readonly reason: string;
    };
  readonly 'control.delete': About & Picked & Keyed & Ordered & { readonly reopen: boolean; readonly reason: string };
  readonly 'requirement.open': About &
    Keyed & {
      readonly type: string;
      readonly dueIn: number | null;
      readonly validFor: string | null;
      readonly renewalGrace: string | null;
      readonly onOverdue: OnOverdue;
      readonly whilePending: 'block' | null;
      readonly group: string | null;
    };
  readonly 'requirement.meet': About & Picked & Keyed & { readonly ago: number };
  readonly 'requirement.fail': About & Picked & Keyed;
  readonly 'requirement.error': About & Picked & Keyed;
  readonly 'requirement.waive': About & Picked & Keyed;
  readonly 'requirement.withdraw': About & Picked & Keyed;
  readonly 'exemption.grant': About &
    Keyed & {
      readonly kind: ExemptionKind;
      readonly policyId: string | null;
      readonly owner: string;
      readonly from: number | null;
      readonly until: number | null;
      readonly reviewIn: number | null;
    };
  readonly 'exemption.end': About & Picked & Keyed & Ordered & { readonly actor: string };
  /** Says that one of the outstanding notices has arrived. */
  readonly acknowledge: About & Picked & Keyed;
  readonly activate: Keyed & {
    readonly document: JsonObject;
    readonly mode: PolicyMode;
    readonly liftRemoved: boolean;
  };
  readonly retire: Keyed & { readonly policyId: string; readonly liftRemoved: boolean };
  readonly propose: Keyed & { readonly document: JsonObject; readonly mode: PolicyMode; readonly actor: string };
  readonly approve: Picked & Keyed & { readonly actor: string };
  readonly 'proposal.withdraw': Picked & Keyed;
  readonly reevaluate: Record<never, never>;
  readonly sweep: { readonly limit: number | null };
  readonly resume: Picked;
  readonly undo: Picked;
  /** A durable consumer takes up to `limit` events; its handler fails with every `failEvery`-th (0: with none). */
  readonly consume: { readonly name: string; readonly limit: number; readonly failEvery: number };
}

/** One thing that happens in an account, as plain data: a union on `do`. */
export type Command = {
  readonly [K in keyof CommandFields]: { readonly do: K } & CommandFields[K];
}[keyof CommandFields];

/** The name of a command. */
export type CommandName = Command['do'];
