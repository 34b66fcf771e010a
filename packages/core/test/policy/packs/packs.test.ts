import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInControlTypes } from '../../../src/model/control-type';
import { type Issue, isDormouseError } from '../../../src/model/errors';
import { checkPolicy } from '../../../src/policy/check-policy';
import type { PolicyDocument } from '../../../src/policy/document';
import { limits, packs } from '../../../src/policy/pack/all-packs';
import { buildPack } from '../../../src/policy/pack/build-pack';
import type { Pack, PackStage } from '../../../src/policy/pack/pack';
import { compilePolicies } from '../../../src/policy/policy-set';
import { parseDuration } from '../../../src/time/duration';
import { addDuration, createZone, utc } from '../../../src/time/zone';
import { buildLeast, least } from './support';

const byId = packs.map((pack) => [pack.id, pack] as const);
const stagesOf = ({ demand }: Pack): readonly PackStage[] =>
  demand.kind === 'cycle' ? [] : [...demand.stages, ...(demand.neverUsed ?? [])];

function issuesOf(build: () => unknown): readonly Pick<Issue, 'code' | 'pointer'>[] {
  try {
    build();
    return [];
  } catch (error) {
    if (!isDormouseError(error, 'INVALID_ARGUMENT')) throw error;
    return (error.data.issues ?? []).map(({ code, pointer }) => ({ code, pointer }));
  }
}

describe('every pack', () => {
  it('has an id of its own, and they are sorted', () => {
    const ids = packs.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it.each(byId)('%s names its sources, and says what it does not cover', (_, { citation, notes }) => {
    expect(citation.clause).not.toBe('');
    expect(citation.sources.length).toBeGreaterThan(0);
    expect(citation.notCovered.length).toBeGreaterThan(0);
    expect(notes.length).toBeGreaterThan(0);
    // What no primary text or faithful copy confirms must not pass as confirmed.
    if (citation.grade === 'confirmed') expect(['primary', 'copy']).toContain(citation.confidence);
  });

  it.each(byId)('%s gives a policy without any issue, warnings included', (id, pack) => {
    const { policy, controlTypes } = buildLeast(pack);
    const issues: Issue[] = [];
    const known = new Set([...builtInControlTypes, ...controlTypes].map(({ type }) => type));
    checkPolicy(policy, '', { controlTypes: known, operators: new Map() }, issues);
    expect(issues).toEqual([]);
    expect(policy.meta).toMatchObject({ regulations: [id] });
    expect(compilePolicies({ policies: [policy], settings: { controlTypes } }).policies).toHaveLength(1);
  });

  it.each(byId)('%s has durations that can be read', (_, pack) => {
    const texts = stagesOf(pack).flatMap((stage) => [
      stage.after,
      stage.atMost,
      stage.atLeast,
      stage.over,
      ...(stage.lead === null ? [] : [stage.lead.atLeast, stage.lead.atMost]),
    ]);
    if (pack.demand.kind === 'cycle') texts.push(pack.demand.atMost);
    for (const text of texts) if (text !== null) expect(parseDuration(text)).not.toBeNull();
  });

  it('has limits that a lint can read, but for those that only describe, advise or ask', () => {
    const without = packs.map(({ id }) => id).filter((id) => !limits.some(({ regulation }) => regulation === id));
    expect(without).toEqual([
      'cmmc-l2-ia-3.5.6',
      'entra-id-guidance',
      'github-ghec-dormant',
      'google-cloud-sa-insights',
      'ibm-cloud-inactive-identities',
      'nist-800-171r3-03.01.01',
      'nist-800-53r5-ac-2-3',
      'openssf-scm-stale-member',
      'salesforce-admin-90d',
    ]);
    expect(limits.find(({ regulation }) => regulation === 'pci-dss-4.0.1-8.2.6')).toEqual({
      regulation: 'pci-dss-4.0.1-8.2.6',
      clause: 'PCI DSS 4.0.1, 8.2.6',
      about: 'disable',
      maxInactivity: 'P90D',
    });
  });
});

const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Asia/Kolkata');
const instants = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2045, 0, 1) });
const durations = fc
  .record({ y: fc.nat(16), m: fc.nat(24), d: fc.nat(400), h: fc.nat(100) })
  .map(({ y, m, d, h }) => `P${y}Y${m}M${d}DT${h}H`);
const near = fc.tuple(fc.constantFrom(-1, 0, 1), fc.constantFrom('D', 'H'));

/** The bounds of a stage, moved a little, so that both sides of each are tried. */
function around(stage: PackStage): fc.Arbitrary<string> {
  const texts = [stage.after, stage.atMost, stage.atLeast, stage.over].filter((text) => text !== null);
  if (texts.length === 0) return durations;
  const moved = fc.tuple(fc.constantFrom(...texts), near).map(([text, [by, unit]]) => {
    const { months, days, milliseconds } = parseDuration(text)!;
    const hours = milliseconds / 3_600_000 + (unit === 'H' ? by : 0);
    const moreDays = days + (unit === 'D' ? by : 0) + (hours < 0 ? -1 : 0);
    return moreDays < 0 ? text : `P${months}M${moreDays}DT${hours < 0 ? hours + 24 : hours}H`;
  });
  return fc.oneof(moved, durations);
}

const withStages = packs.filter((pack) => stagesOf(pack).length > 0);

describe('parameters of packs', () => {
  it('whatever the host asks for, no stage is built outside the bounds of its source, for any start and zone', () => {
    let built = 0;
    const drawn = fc.constantFrom(...withStages).chain((pack) =>
      fc.record({
        pack: fc.constant(pack),
        stages: fc.record(Object.fromEntries(stagesOf(pack).map((stage) => [stage.id, around(stage)])), {
          requiredKeys: [],
        }),
        zone: zones,
        base: instants,
      }),
    );
    fc.assert(
      fc.property(drawn, ({ pack, stages, zone, base }) => {
        const parameters = least(pack, { timeZone: zone, stages: stages as Record<string, string> });
        let policy: PolicyDocument | null = null;
        issuesOf(() => {
          policy = buildPack(pack, parameters).policy;
        });
        if (policy === null) return;
        built++;
        const [rule] = (policy as PolicyDocument).inactivity ?? [];
        const never = typeof rule?.neverActive === 'object' ? (rule.neverActive?.stages ?? []) : [];
        const where = createZone(zone) ?? utc;
        const dateOf = (text: string, from = base): number => addDuration(from, parseDuration(text)!, where);
        const dates = new Map([...(rule?.stages ?? []), ...never].map(({ id, after }) => [id, dateOf(after)]));
        for (const { id, atMost, atLeast, over, lead } of stagesOf(pack)) {
          const date = dates.get(id);
          if (date === undefined) continue;
          if (atMost !== null) expect(date).toBeLessThanOrEqual(dateOf(atMost));
          if (atLeast !== null) expect(date).toBeGreaterThanOrEqual(dateOf(atLeast));
          if (over !== null) expect(date).toBeGreaterThan(dateOf(over));
          const later = dates.get(lead?.before ?? '');
          if (lead === null || later === undefined) continue;
          if (lead.atLeast !== null) expect(later).toBeGreaterThanOrEqual(dateOf(lead.atLeast, date));
          if (lead.atMost !== null) expect(later).toBeLessThanOrEqual(dateOf(lead.atMost, date));
        }
      }),
      { numRuns: 500 },
    );
    expect(built).toBeGreaterThan(20);
  });

  it('a cycle with its grace is never longer than its source allows', () => {
    const cycles = packs.filter(({ demand }) => demand.kind === 'cycle');
    const drawn = fc.record({
      pack: fc.constantFrom(...cycles),
      validFor: durations,
      renewalGrace: durations,
      base: instants,
    });
    fc.assert(
      fc.property(drawn, ({ pack, validFor, renewalGrace, base }) => {
        const parameters = least(pack, { cycle: { validFor, renewalGrace } });
        if (pack.demand.kind !== 'cycle' || issuesOf(() => buildPack(pack, parameters)).length > 0) return;
        const lapses = addDuration(addDuration(base, parseDuration(validFor)!, utc), parseDuration(renewalGrace)!, utc);
        expect(lapses).toBeLessThanOrEqual(addDuration(base, parseDuration(pack.demand.atMost)!, utc));
      }),
      { numRuns: 300 },
    );
  });

  it.each(withStages.map((pack) => [pack.id, pack] as const))(
    '%s refuses a date just outside, with its place',
    (_, pack) => {
      for (const { id, atMost, atLeast, over } of stagesOf(pack)) {
        const pointer = `/stages/${id}`;
        const tried = (text: string) => issuesOf(() => buildPack(pack, least(pack, { stages: { [id]: text } })));
        if (atMost !== null) expect(tried(laterBy(atMost, 1))).toContainEqual({ code: 'OUTSIDE_SOURCE', pointer });
        if (atLeast !== null) expect(tried(laterBy(atLeast, -1))).toContainEqual({ code: 'OUTSIDE_SOURCE', pointer });
        if (over !== null) expect(tried(over)).toContainEqual({ code: 'OUTSIDE_SOURCE', pointer });
      }
    },
  );

  it('a template without a number, and a clause about a few without a selection, build nothing', () => {
    const find = (id: string): Pack => packs.find((pack) => pack.id === id)!;
    const missing = (pointer: string) => [{ code: 'MISSING_KEY', pointer }];
    expect(issuesOf(() => buildPack(find('nist-800-53r5-ac-2-3')))).toEqual(missing('/stages/disable'));
    expect(issuesOf(() => buildPack(find('fedramp-r5-high-ac-2-2')))).toEqual(missing('/appliesTo'));
    const leftOut = { stages: { disable: null } };
    expect(issuesOf(() => buildPack(find('pci-dss-4.0.1-8.2.6'), leftOut))).toEqual(missing('/stages/disable'));
  });

  it('says where everything is that is wrong, at once', () => {
    const pack = packs.find(({ id }) => id === 'pci-dss-4.0.1-8.2.6')!;
    const wrong = { stages: { disabel: 'P1D', warn: '30 days' }, timeZone: 'Mars', ids: 1, control: { type: 'X' } };
    expect(issuesOf(() => buildPack(pack, wrong as never)).map(({ pointer }) => pointer)).toEqual([
      '/stages/disabel',
      '/stages/warn',
      '/timeZone',
      '/ids',
      '/control/reasonCode',
    ]);
    const late = {
      stages: { warn: 'P90D', disable: 'P91D' },
      appliesTo: { all: [] },
      control: { type: 'X', reasonCode: 'R' },
    };
    expect(issuesOf(() => buildPack(pack, late))).toEqual([
      { code: 'OUTSIDE_SOURCE', pointer: '/stages/disable' },
      expect.objectContaining({ pointer: '/appliesTo/all' }),
      { code: 'UNKNOWN_CONTROL_TYPE', pointer: '/stages/1/control/type' },
    ]);
  });

  it('hostile parameters are refused as such, and nothing else is thrown', () => {
    const keys = ['id', 'timeZone', 'appliesTo', 'attributes', 'conditions', 'exempt', 'counts', 'stages', 'templates'];
    const names = fc.constantFrom(...keys, 'control', 'controlTypes', 'onReturn', 'cycle', '__proto__', 'x');
    const hostile = fc.oneof(fc.anything(), fc.dictionary(names, fc.anything()));
    fc.assert(
      fc.property(fc.constantFrom(...packs), hostile, (pack, parameters) => {
        issuesOf(() => buildPack(pack, parameters as never));
      }),
      { numRuns: 500 },
    );
    expect(() => buildPack(undefined as never)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});

function laterBy(text: string, days: number): string {
  const { months, days: own, milliseconds } = parseDuration(text)!;
  if (days < 0 && own === 0) return months === 0 ? 'PT0S' : `P${months - 1}M27D`;
  return `P${months}M${own + days}DT${milliseconds / 1000}S`;
}
