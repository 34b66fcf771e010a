import { type Duration, isAtMost, parseDuration, sumOf } from '../../time/duration';
import type { PolicyDocument, RequirementDocument } from '../document';
import type { LintReport } from './lint-report';
import type { RegulationLimit } from './regulation-limits';

const nothing: Duration = { text: 'PT0S', months: 0, days: 0, milliseconds: 0 };

/** A requirement that must be met again within a cycle: its validity and its grace together come to no more (R1). */
export function lintCycle(
  policy: PolicyDocument,
  limit: RegulationLimit,
  exactDays: boolean,
  report: LintReport,
): void {
  const most = limit.maxCycle === undefined ? null : parseDuration(limit.maxCycle);
  if (most === null) return;
  const found = demandsOf(policy).filter(({ demand: { type } }) => isAbout(type, limit));
  if (found.length === 0) {
    report(
      'LIMIT_EXCEEDED',
      '/requirements',
      `${limit.clause} asks for ${limit.about} within ${most.text}, which no set demands`,
    );
  }
  for (const { demand, pointer } of found) {
    const validity = typeof demand.validFor === 'string' ? parseDuration(demand.validFor) : null;
    const grace = typeof demand.renewalGrace === 'string' ? parseDuration(demand.renewalGrace) : null;
    if (validity !== null && isAtMost(sumOf(validity, grace ?? nothing), most, exactDays)) continue;
    const comes = validity === null ? 'this holds for ever' : 'validity and grace can come to more';
    report('LIMIT_EXCEEDED', `${pointer}/validFor`, `${limit.clause} asks for it within ${most.text}, and ${comes}`);
  }
}

/** A type may say more after a colon: `ACCESS_REVIEW:admins` is an `ACCESS_REVIEW`. */
function isAbout(type: string, { about = '' }: RegulationLimit): boolean {
  return type === about || type.startsWith(`${about}:`);
}

interface PlacedDemand {
  readonly demand: RequirementDocument;
  readonly pointer: string;
}

function demandsOf(policy: PolicyDocument): readonly PlacedDemand[] {
  return (policy.requirements ?? []).flatMap(({ require }, set) =>
    require.flatMap((item, index): readonly PlacedDemand[] => {
      const pointer = `/requirements/${set}/require/${index}`;
      if (!('oneOf' in item)) return [{ demand: item, pointer }];
      return item.oneOf.map((demand, member) => ({ demand, pointer: `${pointer}/oneOf/${member}` }));
    }),
  );
}
