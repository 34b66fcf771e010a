import {
  type AccountPolicies,
  type ActivityOfType,
  type ChainHead,
  type Commit,
  type ConsumerState,
  DormouseError,
  type DormouseEvent,
  FIRST_HASH,
  follows,
  type PolicyActivation,
  type RememberedCommand,
  type Report,
  type ReportPart,
  type Restricts,
  type Run,
  type Slot,
  type StoredSubject,
} from '@dormouse/core';

/** One line of the file: what one call wrote to one account. All of it is there, or the line is not. */
export interface Entry extends Partial<Omit<Commit, 'events'>> {
  readonly accountId: string;
  /** The account was removed. */
  readonly gone?: true;
  readonly events?: readonly DormouseEvent[];
  readonly activity?: readonly { id: string; activity: readonly ActivityOfType[]; expiresAt: number | null }[];
  readonly policies?: AccountPolicies;
  readonly activations?: readonly PolicyActivation[];
  readonly runs?: readonly Run[];
  readonly reports?: readonly Report[];
  readonly part?: { readonly reportId: string; readonly part: ReportPart };
  readonly consumer?: { readonly name: string; readonly state: ConsumerState };
}

/** What is known of one account: what its lines add up to. */
export class Account {
  readonly subjects = new Map<string, StoredSubject>();
  /** Where the chain of each identity ends, also of those that were removed. */
  readonly heads = new Map<string, ChainHead>();
  readonly log: DormouseEvent[] = [];
  readonly versions: PolicyActivation[] = [];
  readonly runs = new Map<string, Run>();
  readonly reports = new Map<string, { report: Report; parts: readonly ReportPart[] }>();
  readonly consumers = new Map<string, ConsumerState>();
  readonly remembered = new Map<string, RememberedCommand>();
  readonly restricts: Restricts[] = [];
  policies: AccountPolicies = { ...none, active: [], retired: [], proposals: [] };

  slot(id: string): Slot {
    const { sequence, hash } = this.heads.get(id) ?? { sequence: 0, hash: FIRST_HASH };
    return { id, stored: this.subjects.get(id) ?? null, sequence, headHash: hash };
  }

  restrictedSince(since: number): number {
    return this.restricts.reduce((sum, { at, identities }) => (at > since ? sum + identities : sum), 0);
  }

  /** @throws DormouseError `CONFLICT` or `GUARD_EXCEEDED`, before anything is written. */
  check({ put, events, rewritten = [], restricts }: Commit): void {
    const heads = new Map<string, ChainHead>();
    for (const event of events) {
      const { sequence, headHash: hash } = this.slot(event.identityId);
      if (!follows(event, heads.get(event.identityId) ?? { sequence, hash })) refuse('an event does not follow');
      heads.set(event.identityId, event);
    }
    if (rewritten.some((event) => this.#placeOf(event) < 0)) refuse('there is no such event to rewrite');
    const owners = new Map<string, string>();
    for (const { subject } of [...this.subjects.values(), ...put]) {
      for (const { id } of subject.controls) {
        const owner = owners.get(id) ?? subject.identity.id;
        if (owner !== subject.identity.id) refuse('the id of a control is taken');
        owners.set(id, owner);
      }
    }
    if (restricts === undefined || restricts.most === null || restricts.identities === 0) return;
    if (this.restrictedSince(restricts.since) + restricts.identities <= restricts.most) return;
    throw new DormouseError('GUARD_EXCEEDED', 'policies would restrict more identities than the guard allows');
  }

  apply(entry: Entry): void {
    for (const id of entry.remove ?? []) this.subjects.delete(id);
    for (const stored of entry.put ?? []) this.#put(stored);
    for (const { id, activity, expiresAt } of entry.activity ?? []) {
      const { stored } = this.slot(id);
      if (stored !== null) this.#set({ ...stored, subject: { ...stored.subject, activity } }, expiresAt);
    }
    for (const event of entry.rewritten ?? []) this.log[this.#placeOf(event)] = event;
    for (const event of entry.events ?? []) {
      this.log.push(event);
      if (event.identityId !== null) this.heads.set(event.identityId, event);
    }
    this.policies = entry.policies ?? this.policies;
    this.versions.push(...(entry.activations ?? []));
    for (const run of entry.runs ?? []) this.runs.set(run.id, run);
    if (entry.reports !== undefined) this.#putReports(entry.reports);
    if (entry.part !== undefined) this.#putPart(entry.part);
    if (entry.consumer !== undefined) this.consumers.set(entry.consumer.name, entry.consumer.state);
    if (entry.remember !== undefined) this.remembered.set(entry.remember.key, entry.remember);
    if (entry.restricts !== undefined) this.restricts.push(entry.restricts);
  }

  /** Activity belongs to `recordActivity`: only a new identity brings its own. */
  #put(stored: StoredSubject): void {
    const activity = this.subjects.get(stored.subject.identity.id)?.subject.activity ?? stored.subject.activity;
    this.#set({ ...stored, subject: { ...stored.subject, activity } }, stored.expiresAt);
  }

  #putReports(reports: readonly Report[]): void {
    const before = new Map(this.reports);
    this.reports.clear();
    for (const report of reports) this.reports.set(report.id, { report, parts: before.get(report.id)?.parts ?? [] });
  }

  #putPart({ reportId, part }: NonNullable<Entry['part']>): void {
    const found = this.reports.get(reportId);
    if (found === undefined) return;
    const report = { ...found.report, progress: part.progress };
    this.reports.set(reportId, { report, parts: [...found.parts, part] });
  }

  /** JSON has no word for `Infinity`: the line says null. */
  #set(stored: StoredSubject, expiresAt: number | null): void {
    this.subjects.set(stored.subject.identity.id, { ...stored, expiresAt: expiresAt ?? Number.POSITIVE_INFINITY });
  }

  #placeOf({ identityId, sequence, hash }: DormouseEvent): number {
    return this.log.findIndex(
      (event) => event.identityId === identityId && event.sequence === sequence && event.hash === hash,
    );
  }
}

const none = { revision: 0, sequence: 0, headHash: FIRST_HASH, haltedRun: null };

export function refuse(message: string): never {
  throw new DormouseError('CONFLICT', message);
}
