import { quote } from '../../model/shape';
import { type Duration, isAtMost, parseDuration, sumOf } from '../../time/duration';
import { createZone, utc } from '../../time/zone';
import type { PolicyDocument, StageDocument } from '../document';
import type { LintReport } from './lint-report';
import { type PlacedStages, stageLists } from './lint-stages';
import type { RegulationLimit, RegulationLimits } from './regulation-limits';

/** A limit with the name that messages give it. */
export interface NamedLimit extends RegulationLimit {
  readonly name: string;
}

/** The limits that a policy asks to be held against: those it names in `meta.regulations`. */
export function limitsOf(policy: PolicyDocument, limits: RegulationLimits, report: LintReport): readonly NamedLimit[] {
  const named = policy.meta?.['regulations'];
  if (named === undefined || named === null) return [];
  if (!Array.isArray(named)) {
    report('UNKNOWN_REGULATION', '/meta/regulations', 'must be a list of names, such as ["pci-dss-4.0.1"]');
    return [];
  }
  return named.slice(0, MOST_REGULATIONS).flatMap((name: unknown, index): readonly NamedLimit[] => {
    const limit = typeof name === 'string' && Object.hasOwn(limits, name) ? limits[name] : undefined;
    if (limit !== undefined) return [{ ...limit, name: limit.citation ?? String(name) }];
    const shown = typeof name === 'string' ? quote(name) : 'what is no text';
    report('UNKNOWN_REGULATION', `/meta/regulations/${index}`, `no limits are known of ${shown}`);
    return [];
  });
}

const MOST_REGULATIONS = 100;

/** Rules against the limits: too late, too soon, too little notice. */
export function lintLimits(policy: PolicyDocument, limits: readonly NamedLimit[], report: LintReport): void {
  const exactDays = createZone(policy.timeZone ?? 'UTC') === utc;
  policy.inactivity?.forEach((rule, index) => {
    const pointer = `/inactivity/${index}`;
    for (const limit of limits) {
      for (const list of stageLists(rule, pointer)) lintList(list, limit, exactDays, report);
      if (rule.neverActive === 'ignore' && isDuration(limit.restrictBy)) {
        const message = `${limit.name} restricts within ${limit.restrictBy}, and this rule ignores who was never active`;
        report('LIMIT_EXCEEDED', `${pointer}/neverActive`, message);
      }
    }
  });
}

function lintList({ stages, pointer }: PlacedStages, limit: NamedLimit, exactDays: boolean, report: LintReport): void {
  const first = stages.findIndex(isControl);
  const after = first < 0 ? null : read(stages[first]?.after);
  const place = after === null ? pointer : `${pointer}/${first}/after`;
  const latest = read(limit.restrictBy);
  if (latest !== null && (after === null || !isAtMost(after, latest, exactDays))) {
    const comes = after === null ? 'nothing here restricts' : `${after.text} can be later`;
    report('LIMIT_EXCEEDED', place, `${limit.name} restricts within ${latest.text}, and ${comes}`);
  }
  const soonest = read(limit.restrictNotBefore);
  if (soonest !== null && after !== null && !isAtMost(soonest, after, exactDays)) {
    const message = `${limit.name} restricts nobody before ${soonest.text}, and ${after.text} can be sooner`;
    report('LIMIT_UNDERCUT', place, message);
  }
  const notice = read(limit.noticeAtLeast);
  if (notice !== null) lintNotice(stages, pointer, { name: limit.name, notice, exactDays }, report);
}

interface NoticeLimit {
  readonly name: string;
  readonly notice: Duration;
  readonly exactDays: boolean;
}

/** Some notice must come so long before each control, and bind it (P4). */
function lintNotice(
  stages: readonly StageDocument[],
  pointer: string,
  { name, notice, exactDays }: NoticeLimit,
  report: LintReport,
): void {
  // The earliest notice leaves the longest gap.
  const told = read(stages.find((stage) => !isControl(stage))?.after);
  stages.forEach((stage, index) => {
    const after = read(stage.after);
    if (!isControl(stage) || after === null) return;
    const isTold = told !== null && stage.notice !== 'none' && isAtMost(sumOf(told, notice), after, exactDays);
    if (isTold) return;
    const message = `${name} asks for a notice ${notice.text} before, and the gap before this stage can be shorter`;
    report('NOTICE_LONGER_THAN_GAP', `${pointer}/${index}`, message);
  });
}

function isControl({ control }: StageDocument): boolean {
  return control !== null && control !== undefined;
}

function isDuration(text: string | null | undefined): boolean {
  return read(text) !== null;
}

function read(text: string | null | undefined): Duration | null {
  return typeof text === 'string' ? parseDuration(text) : null;
}
