import type { Status } from '@dormouse/core';
import type { DueItem, IdentityResult } from './judge-identity';
import { TopList } from './top-list';

/** How many days ahead the summary looks. */
export const DAYS_AHEAD = 30;
const DAY = 86_400_000;
const INACTIVE_SHOWN = 10;
const DUE_SHOWN = 8;

/** What is due now under one name, and who. */
export interface DueGroup extends DueItem {
  readonly who: TopList<IdentityResult>;
}

/** Counts a population while it passes by, identity after identity. Only a few identities are kept. */
export class Summary {
  /** UTC ms. */
  readonly at: number;
  total = 0;
  /** By kind, then by status. */
  readonly statuses = new Map<string, Map<Status, number>>();
  /** Those whose clock has run past the first stage of their rule, the longest inactive first. */
  readonly inactive = new TopList<IdentityResult>(INACTIVE_SHOWN);
  readonly due = new Map<string, DueGroup>();
  /** By stage: how many identities reach its date on each UTC day, from the day of the judgement on. */
  readonly ahead = new Map<string, number[]>();
  /** The facts that were missing for a decision, and for how many identities. */
  readonly undecided = new Map<string, number>();
  notApplicable = 0;
  exempt = 0;
  /** Identities that are created after the instant of the judgement: they are in no other count. */
  notYet = 0;
  readonly #next = new TopList<IdentityResult>(1);
  #first: IdentityResult | null = null;

  constructor(at: number) {
    this.at = at;
  }

  /** Adds the answer for one identity. */
  add(result: IdentityResult): void {
    this.total += 1;
    this.#first ??= result;
    this.#countStatus(result);
    if (result.applies === 'false') this.notApplicable += 1;
    if (result.exempt.length > 0) this.exempt += 1;
    for (const fact of result.undecided) this.undecided.set(fact, (this.undecided.get(fact) ?? 0) + 1);
    if (result.inactiveSince !== null) this.inactive.add(result.inactiveSince, result);
    for (const item of result.due) this.#addDue(item, result);
    for (const { key, at } of result.upcoming) this.#addAhead(key, at);
    if (result.upcoming[0] !== undefined) this.#next.add(result.upcoming[0].at, result);
  }

  /** One identity worth explaining: the next to reach a stage, or else the longest inactive, or else the first. */
  get example(): IdentityResult | null {
    return this.#next.values[0] ?? this.inactive.values[0] ?? this.#first;
  }

  #countStatus({ subject, evaluation }: IdentityResult): void {
    const { kind } = subject.identity;
    const counts = this.statuses.get(kind) ?? new Map<Status, number>();
    counts.set(evaluation.status, (counts.get(evaluation.status) ?? 0) + 1);
    this.statuses.set(kind, counts);
  }

  #addDue(item: DueItem, result: IdentityResult): void {
    const name = `${item.action} ${item.key}`;
    const group = this.due.get(name) ?? { ...item, who: new TopList<IdentityResult>(DUE_SHOWN) };
    group.who.add(result.inactiveSince ?? result.subject.identity.createdAt, result);
    this.due.set(name, group);
  }

  #addAhead(key: string, instant: number): void {
    if (instant > this.at + DAYS_AHEAD * DAY) return;
    const days = this.ahead.get(key) ?? Array.from({ length: DAYS_AHEAD + 1 }, () => 0);
    const day = Math.floor(instant / DAY) - Math.floor(this.at / DAY);
    days[day] = (days[day] ?? 0) + 1;
    this.ahead.set(key, days);
  }
}
