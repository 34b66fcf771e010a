import {
  createDormouse,
  type DormouseEvent,
  type IdentityEvent,
  type PolicyDocument,
} from '../../packages/core/src/index';
import { buildPack, newYorkDeposit } from '../../packages/core/src/packs';
import { forecastSvg, lifecycleMermaid, lifecycleSvg, timelineSvg } from '../../packages/core/src/pictures';
import { memoryStorage } from '../../packages/storage-memory/src/index';

const dormant = { type: 'DORMANT', reasonCode: 'INACTIVITY' };

/** The policy of the samples. */
export const workforce: PolicyDocument = {
  id: 'workforce',
  title: 'Workforce accounts',
  attributes: { contract: 'string' },
  inactivity: [
    {
      id: 'contractors',
      when: { all: [{ fact: 'attributes', path: '$.contract', operator: 'equal', value: 'external' }] },
      neverActive: { stages: [{ id: 'unused', after: 'P14D', control: dormant }] },
      stages: [
        { id: 'warn', after: 'P30D', notify: 'dormancy-warning' },
        { id: 'dormant', after: 'P45D', control: dormant },
        { id: 'close', after: 'P1Y', control: { type: 'CLOSED', reasonCode: 'INACTIVITY' } },
      ],
    },
    {
      id: 'everyone',
      stages: [
        { id: 'warn', after: 'P75D', notify: 'dormancy-warning' },
        { id: 'dormant', after: 'P90D', control: dormant },
      ],
      onReturn: { require: ['ID_VERIFICATION'] },
    },
  ],
  requirements: [
    { id: 'hiring', require: [{ type: 'NDA', dueWithin: 'P30D', validFor: 'P2Y', renewalGrace: 'P30D' }] },
  ],
};

/** Every sample by its file name. */
export async function samples(): Promise<Readonly<Record<string, string>>> {
  const { policy, controlTypes } = buildPack(newYorkDeposit);
  const mermaid = lifecycleMermaid(workforce);
  return {
    'lifecycle.svg': lifecycleSvg(workforce),
    'lifecycle.mmd': mermaid,
    'new-york.svg': lifecycleSvg(policy, { settings: { controlTypes } }),
    'timeline.svg': timelineSvg({ events: await history(), until: '2026-12-31T00:00:00Z', title: 'Ann (u-1)' }),
    'forecast.svg': forecastSvg({ entries: forecast(), title: 'Who reaches which stage' }),
    'forecast-year.svg': forecastSvg({ entries: forecast(365), title: 'Who reaches which stage, in a year' }),
  };
}

/** A year of one identity, lived by the engine. */
async function history(): Promise<readonly IdentityEvent[]> {
  let now = Date.parse('2026-01-01T09:00:00Z');
  let ids = 0;
  const dormouse = createDormouse({ storage: memoryStorage(), clock: () => new Date(now), newId: () => `id-${++ids}` });
  const about = { accountId: 'acme', identityId: 'u-1' } as const;
  await dormouse.policies.activate({ accountId: 'acme', document: workforce, reason: 'sample' });
  const identity = { id: 'u-1', kind: 'user', name: 'Ann', attributes: { contract: 'external' } };
  await dormouse.identities.register({ accountId: 'acme', identities: [identity] });
  const active = async (): Promise<void> => {
    const at = new Date(now).toISOString();
    await dormouse.activity.record({ accountId: 'acme', activities: [{ identityId: 'u-1', type: 'login', at }] });
  };
  const deeds: Readonly<Record<number, () => Promise<unknown>>> = {
    0: active,
    3: () => dormouse.requirements.meet({ ...about, requirementId: 'workforce/hiring/NDA' }),
    60: async () => {
      const [control] = (await dormouse.controls.list({ ...about })).items;
      await dormouse.controls.delete({
        accountId: 'acme',
        controlId: control?.id ?? '',
        reason: 'Back from leave',
        by: 'OPERATOR',
      });
    },
    61: active,
    95: active,
    120: () =>
      dormouse.exemptions.grant({
        ...about,
        kind: 'EXEMPTION',
        reason: 'Sabbatical',
        owner: 'hr',
        until: new Date(now + 90 * 86_400_000).toISOString(),
      }),
  };
  for (let day = 0; day < 365; day++) {
    await deeds[day]?.();
    await dormouse.sweep();
    now += 86_400_000;
  }
  const { items } = await dormouse.events.list({ accountId: 'acme', limit: 1000 });
  return items.map(({ event }) => event).filter(isOfIdentity);
}

function isOfIdentity(event: DormouseEvent): event is IdentityEvent {
  return event.identityId === 'u-1';
}

function forecast(days = 30) {
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(Date.UTC(2026, 2, 1 + index)).toISOString().slice(0, 10);
    const wave = (phase: number, height: number): number => Math.round(height * (1 + Math.sin(index / 4 + phase)));
    return [
      { day, stage: 'warn', count: wave(0, 40) },
      { day, stage: 'dormant', count: index < 15 ? 0 : wave(1, 25) },
      { day, stage: 'close', count: index % 9 === 0 ? 12 : 0 },
    ];
  }).flat();
}
