import { citeShort } from './citation';
import type { Pack, PackStage } from './pack';

/** What a regulation fixes, as data: for a lint that compares a policy's stages with it. Durations are ISO-8601. */
export interface RegulationLimit {
  /** The id of the pack, as a policy names it under `meta.regulations`. */
  readonly regulation: string;
  readonly clause: string;
  /** The stage or requirement of the pack that it is about. */
  readonly about: string;
  /** A control may not be set after more than this without activity. */
  readonly maxInactivity?: string;
  /** For identities that were never active, where they have a limit of their own. */
  readonly maxNeverUsed?: string;
  /** A control may not be set before this. */
  readonly minInactivity?: string;
  /** A control may be set only after more than this. */
  readonly overInactivity?: string;
  /** Validity and grace of the requirement may not come to more. */
  readonly maxCycle?: string;
}

/** The limits of one pack: none where the source only describes, advises, or leaves the number to the host. */
export function limitsOf(pack: Pack): readonly RegulationLimit[] {
  const { demand } = pack;
  const named = { regulation: pack.id, clause: citeShort(pack.citation) };
  if (demand.kind === 'cycle') return [{ ...named, about: demand.requirement, maxCycle: demand.atMost }];
  return [
    ...demand.stages.filter(isControl).map((stage) => ({ ...named, ...bounds(stage, 'maxInactivity') })),
    ...(demand.neverUsed ?? []).filter(isControl).map((stage) => ({ ...named, ...bounds(stage, 'maxNeverUsed') })),
  ].filter((limit) => Object.keys(limit).length > 3);
}

function isControl({ does, basis }: PackStage): boolean {
  return 'control' in does && basis === 'law';
}

function bounds({ id, atMost, atLeast, over }: PackStage, most: 'maxInactivity' | 'maxNeverUsed') {
  return {
    about: id,
    ...(atMost === null ? {} : { [most]: atMost }),
    ...(atLeast === null ? {} : { minInactivity: atLeast }),
    ...(over === null ? {} : { overInactivity: over }),
  };
}
