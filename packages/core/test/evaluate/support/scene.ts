import { type EvaluationJson, evaluateCase } from '../../../src/index';

/**
 * Small readable cases. An instant may be written as a day (`2026-01-01`: midnight UTC), and is shown as one where it is.
 * What is left out is the plainest: one policy `p` with one rule `r`, an identity created on 2024-01-01.
 */
export interface Scene {
  readonly at?: string;
  /** The stages of the only rule of the only policy. */
  readonly stages?: readonly object[];
  /** More members of that rule. */
  readonly rule?: object;
  /** The rules of the only policy. */
  readonly rules?: readonly object[];
  /** More members of that policy. */
  readonly policy?: object;
  readonly policies?: readonly object[];
  readonly settings?: object;
  readonly created?: string;
  readonly attributes?: object;
  readonly identity?: object;
  /** The last successful login. */
  readonly active?: string;
  readonly activity?: object;
  readonly controls?: readonly object[];
  readonly requirements?: readonly object[];
  readonly exemptions?: readonly object[];
  /** `stage outcome at [base]`; the base is that of `active` when it is left out. */
  readonly progress?: readonly string[];
  readonly reactivatedAt?: string;
  readonly approvedAt?: string;
}

/** What there is to see, in short words. */
export interface Seen {
  readonly status: string;
  readonly until: string | null;
  readonly due: readonly string[];
  /** Of the only policy, or of the first that applies. */
  readonly rule: string | null | undefined;
  readonly base: string | null;
  readonly stages: Readonly<Record<string, string>>;
  readonly exempt: readonly string[] | undefined;
  readonly undecided: readonly string[];
  readonly next: string | null;
  readonly json: EvaluationJson;
}

/** `2026-01-01` → `2026-01-01T00:00:00.000Z`; anything longer stays. */
export function instant(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00.000Z` : text;
}

function short(text: string): string {
  return text.replace('T00:00:00.000Z', '').replace(':00.000Z', 'Z');
}

const instantKeys = new Set([
  'createdAt',
  'expiresAt',
  'deletedAt',
  'dueAt',
  'validUntil',
  'from',
  'until',
  'trackingSince',
]);

/** Writes the days among the instants in full. */
function inFull<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inFull) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => {
    return [key, instantKeys.has(key) && typeof member === 'string' ? instant(member) : inFull(member)] as const;
  });
  return Object.fromEntries(members) as T;
}

export const notice = (id: string, after: string, more: object = {}): object => ({
  id,
  after,
  notify: 'mail',
  ...more,
});
export const restrict = (id: string, after: string, type = 'DORMANT', more: object = {}): object => {
  return { id, after, control: { type, reasonCode: 'INACTIVITY' }, ...more };
};
export const aRule = (id: string, stages: readonly object[], more: object = {}): object => ({ id, stages, ...more });
export const aPolicy = (id: string, rules: readonly object[], more: object = {}): object => ({
  id,
  inactivity: rules,
  ...more,
});

/** A control that a client set; `more` overrides. */
export const aControl = (id: string, createdAt: string, more: object = {}): object => {
  return { id, type: 'DORMANT', setBy: 'CLIENT', createdAt, ...more };
};

const isAttribute = (name: string, operator: string, value: unknown): object => {
  return { all: [{ fact: 'attributes', path: `$.${name}`, operator, value }] };
};
/** A condition that holds for `attributes: { [name]: true }`, not for false, and is unknown without the attribute. */
export const ifTrue = (name: string): object => isAttribute(name, 'equal', true);

export const warnThenDormant: readonly object[] = [notice('warn', 'P30D'), restrict('dormant', 'P45D')];

/** Types of controls that a host may add (K4). */
export const hostTypes: readonly object[] = [
  { type: 'FROZEN', effect: 'ERROR', restricts: ['pay'], terminal: false },
  { type: 'WATCHED', effect: 'NONE', restricts: ['export', 'buy'], terminal: false },
  { type: 'SEALED', effect: 'DISABLED', restricts: '*', terminal: true },
];

function entryOf(text: string, scene: Scene): object {
  const [path = '', outcome = '', at = '', base] = text.split(' ');
  const [stageId = '', ruleId = 'r', policyId = 'p'] = path.split('/').reverse();
  const since = instant(base ?? scene.active ?? scene.created ?? '2024-01-01');
  return { policyId, ruleId, stageId, base: since, at: instant(at), outcome };
}

function policiesOf(scene: Scene): readonly object[] {
  if (scene.policies !== undefined) return scene.policies;
  const rules = scene.rules ?? (scene.stages === undefined ? [] : [aRule('r', scene.stages, scene.rule)]);
  return [aPolicy('p', rules, scene.policy)];
}

/** The JSON case of a scene. */
export function caseOf(scene: Scene): object {
  const { at = '2026-01-01', active, settings, reactivatedAt, approvedAt } = scene;
  const createdAt = instant(scene.created ?? '2024-01-01');
  const login = active === undefined ? {} : { login: { success: { lastAt: instant(active), count: 1 } } };
  return {
    id: 'scene',
    at: instant(at),
    policies: policiesOf(scene),
    settings: inFull({ controlTypes: hostTypes, ...settings }),
    subject: {
      identity: {
        accountId: 'acme',
        id: 'u',
        kind: 'user',
        createdAt,
        attributes: scene.attributes ?? {},
        ...scene.identity,
      },
      activity: scene.activity ?? login,
      controls: inFull(scene.controls ?? []),
      requirements: inFull(scene.requirements ?? []),
      exemptions: inFull(scene.exemptions ?? []),
      progress: (scene.progress ?? []).map((entry) => entryOf(entry, scene)),
      reactivatedAt: reactivatedAt === undefined ? null : instant(reactivatedAt),
      approvedAt: approvedAt === undefined ? null : instant(approvedAt),
    },
  };
}

/** What the evaluation of a scene shows. */
export function look(scene: Scene): Seen {
  const json = evaluateCase(caseOf(scene));
  if ('error' in json) throw new Error(JSON.stringify(json.error.issues));
  const policy = json.policies.find(({ applies }) => applies !== 'false');
  const shown = policy === undefined || policy.applies === 'false' ? undefined : policy;
  const { nextTransition } = json.statusDetails;
  return {
    status: json.status,
    until: json.validUntil === null ? null : short(json.validUntil),
    due: json.due.map((action) => {
      if ('requirementIds' in action) return `${action.requirementIds.join('+')} control`;
      const parts = 'setId' in action ? [action.setId, action.type] : [action.ruleId, action.stageId];
      return `${[action.policyId, ...parts].join('/')} ${action.action}`;
    }),
    rule: shown?.ruleId,
    base: shown?.base === null || shown === undefined ? null : `${short(shown.base)} ${shown.baseFrom}`,
    stages: Object.fromEntries(
      (shown?.stages ?? []).map(({ stageId, state, dueAt }) => [
        stageId,
        `${state} ${dueAt === null ? 'never' : short(dueAt)}`,
      ]),
    ),
    exempt: shown?.exempt,
    undecided: (shown?.undecided ?? []).map(({ where, facts }) => `${where}: ${facts.join(',')}`),
    next: nextTransition === null ? null : `${nextTransition.to} ${short(nextTransition.at)}`,
    json,
  };
}
