import { type BuiltPack, buildPack } from '../../../src/policy/pack/build-pack';
import type { Pack } from '../../../src/policy/pack/pack';
import type { PackParameters } from '../../../src/policy/pack/pack-parameters';

/** Everyone, for packs that ask the host whom they are for. */
const everyone = { all: [{ fact: 'kind', operator: 'present', value: true }] };

/** What a pack cannot do without: a number for a template, and whom it is for. */
export function least(pack: Pack, more: PackParameters = {}): PackParameters {
  const { demand } = pack;
  const asked = demand.kind === 'cycle' ? [] : demand.stages.filter(({ required }) => required);
  return {
    ...(pack.appliesTo === 'host' ? { appliesTo: everyone } : {}),
    ...more,
    ...(asked.length === 0
      ? {}
      : { stages: { ...Object.fromEntries(asked.map(({ id }) => [id, 'P60D'])), ...more.stages } }),
  };
}

/** The pack with no more than it needs. */
export function buildLeast(pack: Pack, more: PackParameters = {}): BuiltPack {
  return buildPack(pack, least(pack, more));
}
