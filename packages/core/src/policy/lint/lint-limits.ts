import { quote } from '../../model/shape';
import { ascends, type Duration, isAtMost, parseDuration, sumOf } from '../../time/duration';
import { createZone, utc } from '../../time/zone';
import type { InactivityRuleDocument, PolicyDocument, StageDocument } from '../document';
import { lintCycle } from './lint-cycle';
import type { LintReport } from './lint-report';
import { type PlacedStages, stageLists } from './lint-stages';
import type { RegulationLimit } from './regulation-limits';

/** The limits that a policy asks to be held against: those of the regulations that it names in `meta.regulations`. */
export function limitsOf(
  policy: PolicyDocument,
  limits: readonly RegulationLimit[],
  report: LintReport,
): readonly RegulationLimit[] {
  const named = policy.meta?.['regulations'];
  if (named === undefined || named === null) return [];
  if (!Array.isArray(named)) {
    report('UNKNOWN_REGULATION', '/meta/regulations', 'must be a list of names, such as ["pci-dss-4.0.1"]');
    return [];
  }
  return named.slice(0, MOST_REGULATIONS).flatMap((name: unknown, index) => {
    if (named.indexOf(name) < index) return [];
    const found = limits.filter(({ regulation }) => regulation === name);
    if (found.length > 0) return found;
    const shown = typeof name === 'string' ? quote(name) : 'what is no text';
    report('UNKNOWN_REGULATION', `/meta/regulations/${index}`, `no limits are known of ${shown}`);
    return [];
  });
}

const MOST_REGULATIONS = 100;

/** Rules and requirements against limits: too late, too soon, too little notice, too long a cycle. */
export function lintLimits(policy: PolicyDocument, limits: readonly RegulationLimit[], report: LintReport): void {
  const exactDays = createZone(policy.timeZone ?? 'UTC') === utc;
  for (const limit of limits) {
    // Of several earliest dates, each about a stage of its own, none is about another stage.
    const others = limits.filter((other) => earliestOf(other) !== null && other.regulation === limit.regulation);
    const own = limits.some(({ regulation, maxNeverUsed }) => maxNeverUsed && regulation === limit.regulation);
    const judged = { limit, exactDays, isOnlyEarliest: others.length < 2, hasOwnNeverUsed: own, report };
    policy.inactivity?.forEach((rule, index) => {
      lintRule(rule, `/inactivity/${index}`, judged);
    });
    lintCycle(policy, limit, exactDays, report);
  }
}

interface Judged {
  readonly limit: RegulationLimit;
  readonly exactDays: boolean;
  /** Whether the regulation has no other earliest date. */
  readonly isOnlyEarliest: boolean;
  /** Whether the regulation has a limit of its own for those who were never active. */
  readonly hasOwnNeverUsed: boolean;
  readonly report: LintReport;
}

function lintRule(rule: InactivityRuleDocument, pointer: string, judged: Judged): void {
  const { limit, hasOwnNeverUsed, report } = judged;
  const neverUsed = limit.maxNeverUsed ?? (hasOwnNeverUsed ? undefined : limit.maxInactivity);
  const [active, never = active] = stageLists(rule, pointer);
  if (active === undefined || never === undefined) return;
  lintLatest(active, limit.maxInactivity, judged);
  if (rule.neverActive === 'ignore') {
    if (neverUsed === undefined) return;
    const message = `${limit.clause} restricts within ${neverUsed}, and this rule ignores who was never active`;
    report('LIMIT_EXCEEDED', `${pointer}/neverActive`, message);
  } else if (never !== active || neverUsed !== limit.maxInactivity) lintLatest(never, neverUsed, judged);
  for (const list of never === active ? [active] : [active, never]) {
    lintEarliest(list, judged);
    lintNotice(list, judged);
  }
}

/** The stage that a limit is about, in a list: the one of that id, else the first that sets a control. */
function stageOf({ stages }: PlacedStages, { about }: RegulationLimit): number {
  const named = stages.findIndex((stage) => stage.id === about && isControl(stage));
  return named < 0 ? stages.findIndex(isControl) : named;
}

function lintLatest(list: PlacedStages, text: string | undefined, { exactDays, limit, report }: Judged): void {
  const latest = read(text);
  if (latest === null) return;
  const place = stageOf(list, limit);
  const after = read(list.stages[place]?.after);
  if (after !== null && isAtMost(after, latest, exactDays)) return;
  const comes = after === null ? 'nothing here restricts' : `${after.text} can be later`;
  const at = after === null ? list.pointer : `${list.pointer}/${place}/after`;
  report('LIMIT_EXCEEDED', at, `${limit.clause} restricts within ${latest.text}, and ${comes}`);
}

function earliestOf({ minInactivity, overInactivity }: RegulationLimit): Duration | null {
  return read(overInactivity) ?? read(minInactivity);
}

function lintEarliest(list: PlacedStages, { exactDays, isOnlyEarliest, limit, report }: Judged): void {
  const soonest = earliestOf(limit);
  const place = stageOf(list, limit);
  const stage = list.stages[place];
  const after = read(stage?.after);
  if (soonest === null || after === null || (!isOnlyEarliest && stage?.id !== limit.about)) return;
  const isOver = limit.overInactivity !== undefined;
  if (isOver ? ascends(soonest, after, exactDays) : isAtMost(soonest, after, exactDays)) return;
  const words = isOver ? `only after more than ${soonest.text}` : `nobody before ${soonest.text}`;
  const comes = isOver ? 'need not be more' : 'can be sooner';
  report(
    'LIMIT_UNDERCUT',
    `${list.pointer}/${place}/after`,
    `${limit.clause} restricts ${words}, and ${after.text} ${comes}`,
  );
}

/** Some notice must come so long before each control, and bind it (P4). */
function lintNotice({ pointer, stages }: PlacedStages, { exactDays, limit, report }: Judged): void {
  const notice = read(limit.minNotice);
  if (notice === null) return;
  // The earliest notice leaves the longest gap.
  const told = read(stages.find((stage) => !isControl(stage))?.after);
  stages.forEach((stage, index) => {
    const after = read(stage.after);
    if (!isControl(stage) || after === null) return;
    const isTold = told !== null && stage.notice !== 'none' && isAtMost(sumOf(told, notice), after, exactDays);
    if (isTold) return;
    const message = `${limit.clause} asks for a notice ${notice.text} before, and the gap before this stage can be shorter`;
    report('NOTICE_LONGER_THAN_GAP', `${pointer}/${index}`, message);
  });
}

function isControl({ control }: StageDocument): boolean {
  return control !== null && control !== undefined;
}

function read(text: string | null | undefined): Duration | null {
  return typeof text === 'string' ? parseDuration(text) : null;
}
