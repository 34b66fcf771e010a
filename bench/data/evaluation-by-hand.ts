import type { Status, Subject } from '@dormouse/core';

/*
 * What an engineer who knows the one policy would write by hand: no documents, no conditions, no zones, no general
 * rules. It answers what `judge` answers, so that the ratio compares like with like.
 */

/** The answer by hand. */
export interface Answer {
  readonly status: Status;
  readonly due: readonly unknown[];
  readonly validUntil: number;
}

interface Due {
  readonly action: string;
  readonly policyId: string;
  readonly ruleId: string;
  readonly stageId: string;
  readonly base: number;
}

const DAY = 86_400_000;
const NEVER = Number.POSITIVE_INFINITY;

interface Rule {
  readonly id: string;
  readonly warn: number;
  readonly dormant: number;
  readonly close: number;
}

const contractors: Rule = { id: 'contractors', warn: 14 * DAY, dormant: 30 * DAY, close: 180 * DAY };
const everyone: Rule = { id: 'everyone', warn: 30 * DAY, dormant: 45 * DAY, close: 365 * DAY };

function lastActivity(subject: Subject, contractor: boolean): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const { type, successAt } of subject.activity) {
    if (contractor && type !== 'login' && type !== 'token') continue;
    if (successAt !== null && successAt > last) last = successAt;
  }
  return last;
}

/** Status, due actions and until when, by hand. */
export function handwritten(subject: Subject, at: number): { status: Status; due: Due[]; validUntil: number } {
  let until = NEVER;
  let dormant = false;
  let closed = false;
  for (const { type, createdAt, expiresAt, deletedAt } of subject.controls) {
    const end = Math.min(deletedAt ?? NEVER, expiresAt ?? NEVER);
    if (createdAt > at) {
      if (createdAt < until) until = createdAt;
    } else if (end > at) {
      if (end < until) until = end;
      if (type === 'DORMANT') dormant = true;
      if (type === 'CLOSED') closed = true;
    }
  }
  const requirements = requirementsAt(subject, at);
  const { denied, pending } = requirements;
  if (requirements.until < until) until = requirements.until;
  const due: Due[] = [];
  const { kind, attributes, createdAt } = subject.identity;
  if (kind === 'user' || kind === 'service_id') {
    const contractor = attributes['contract'] === 'external';
    const rule = contractor ? contractors : everyone;
    let base = lastActivity(subject, contractor);
    if (base === Number.NEGATIVE_INFINITY) base = createdAt;
    if (subject.reactivatedAt !== null && subject.reactivatedAt <= at && subject.reactivatedAt > base) {
      base = subject.reactivatedAt;
    }
    let held = false;
    for (const { from, until: end } of subject.exemptions) {
      if (from !== null && from > at) {
        if (from < until) until = from;
      } else if (end === null || end > at) {
        held = true;
        if (end !== null && end < until) until = end;
      } else if (end > base) base = end;
    }
    if (!held && !closed) until = stages(subject, rule, base, at, dormant, due, until);
  }
  const status = dormant || closed ? 'DISABLED' : denied ? 'DENIED' : pending ? 'PENDING' : 'APPROVED';
  return { status, due, validUntil: until };
}

function requirementsAt(subject: Subject, at: number): { denied: boolean; pending: boolean; until: number } {
  let until = NEVER;
  let denied = false;
  let pending = false;
  for (const requirement of subject.requirements) {
    if (requirement.state === 'FAILED') denied = true;
    else if (requirement.state === 'PENDING') {
      if (requirement.dueAt === null) continue;
      if (at >= requirement.dueAt) denied = true;
      else if (requirement.dueAt < until) until = requirement.dueAt;
    } else if (requirement.state === 'MET' && requirement.validUntil !== null) {
      const grace = requirement.renewalGrace === null ? 0 : requirement.renewalGrace.days * DAY;
      const overdue = requirement.validUntil + grace;
      if (at >= overdue) denied = true;
      else {
        const next = at < requirement.validUntil ? requirement.validUntil : overdue;
        if (next < until) until = next;
      }
    }
  }
  if (subject.approvedAt === null || subject.approvedAt > at) {
    for (const { state, dueAt } of subject.requirements) {
      if (state === 'PENDING' && (dueAt === null || at < dueAt)) pending = true;
    }
  }
  return { denied, pending, until };
}

function stages(
  subject: Subject,
  rule: Rule,
  base: number,
  at: number,
  dormant: boolean,
  due: Due[],
  before: number,
): number {
  let until = before;
  let warnedAt = 0;
  let dormantDone = false;
  let closeDone = false;
  for (const entry of subject.progress) {
    if (entry.base !== base || entry.ruleId !== rule.id) continue;
    if (entry.stageId === 'warn') warnedAt = entry.at;
    if (entry.stageId === 'dormant') dormantDone = true;
    if (entry.stageId === 'close') closeDone = true;
  }
  if (warnedAt === 0) {
    const date = base + rule.warn;
    if (date > at) {
      if (date < until) until = date;
    } else due.push({ action: 'notify', policyId: 'workforce', ruleId: rule.id, stageId: 'warn', base });
    return until;
  }
  const delay = Math.max(0, warnedAt - (base + rule.warn));
  if (!dormant && !dormantDone) {
    const date = base + rule.dormant + delay;
    if (date > at) {
      if (date < until) until = date;
    } else due.push({ action: 'control', policyId: 'workforce', ruleId: rule.id, stageId: 'dormant', base });
  }
  if (!closeDone) {
    const date = base + rule.close + delay;
    if (date > at) {
      if (date < until) until = date;
    } else due.push({ action: 'control', policyId: 'workforce', ruleId: rule.id, stageId: 'close', base });
  }
  return until;
}

/** The same with what a full evaluation shows: the rule, base, stages and lists, as objects. */
export function handwrittenInFull(subject: Subject, at: number): Answer & { readonly details: unknown } {
  const answer = handwritten(subject, at);
  const contractor = subject.identity.attributes['contract'] === 'external';
  const rule = contractor ? contractors : everyone;
  const base = lastActivity(subject, contractor);
  const recorded = (stageId: string): boolean =>
    subject.progress.some((entry) => entry.base === base && entry.ruleId === rule.id && entry.stageId === stageId);
  const stage = (stageId: 'warn' | 'dormant' | 'close'): object => {
    const dueAt = base + rule[stageId];
    return { stageId, dueAt, state: recorded(stageId) ? 'done' : dueAt <= at ? 'due' : 'waiting' };
  };
  const active = subject.controls.filter(({ deletedAt }) => deletedAt === null || deletedAt > at);
  return {
    ...answer,
    details: {
      policies: [
        {
          policyId: 'workforce',
          ruleId: rule.id,
          base,
          exempt: subject.exemptions.filter(({ until }) => until === null || until > at).map(({ id }) => id),
          stages: [stage('warn'), stage('dormant'), stage('close')],
        },
      ],
      activeControls: active,
      pending: subject.requirements.filter(({ state }) => state === 'PENDING'),
      failed: subject.requirements.filter(({ state }) => state === 'FAILED'),
      renewalDue: subject.requirements.filter(({ validUntil }) => validUntil !== null && validUntil <= at),
      restricts: active.length > 0 ? ['*'] : [],
    },
  };
}
