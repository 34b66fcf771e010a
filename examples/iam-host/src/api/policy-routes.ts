import type { PolicyActivation, Simulation as Simulated, SimulatedIdentity } from '@dormouse/core';
import { citeShort, packs } from '@dormouse/core/packs';
import { forecastSvg, lifecycleSvg } from '@dormouse/core/pictures';
import { Fault, type HostEnv } from '@dormouse/example-host-kit';
import type { Hono } from 'hono';
import { inactiveIdentities, settings } from '../policy';
import { grantFor, KINDS, type Services } from '../services';
import { wholeNumber } from './input';
import { kindOf } from './rows';
import type { Forecast, PolicyView, Simulation } from './types';

const BASE = '/api/accounts/:account/policy';

export function policyApi(app: Hono<HostEnv>, services: Services): void {
  app.get(BASE, async (context) => {
    const { account } = grantFor(context, context.req.param('account'), 'viewer');
    return context.json(policyView(await activePolicy(services, account)));
  });
  app.get(`${BASE}/simulate`, async (context) => {
    const { account } = grantFor(context, context.req.param('account'), 'viewer');
    const days = wholeNumber(context.req.query('days') ?? '', 31, 400, 'days');
    return context.json(await simulation(services, account, days));
  });
  app.get(`${BASE}/forecast`, async (context) => {
    const { account } = grantFor(context, context.req.param('account'), 'viewer');
    const days = wholeNumber(context.req.query('days') ?? '90', 1, 365, 'days');
    return context.json(await forecast(services, account, days));
  });
}

async function activePolicy({ dormouse }: Services, account: string): Promise<PolicyActivation> {
  const found = (await dormouse.policies.list(account)).find(({ policyId }) => policyId === inactiveIdentities.id);
  if (found === undefined) throw new Fault('not_found', 'The account has no policy yet.');
  return found;
}

function policyView({ policyId, version, at, document }: PolicyActivation): PolicyView {
  return {
    id: policyId,
    title: inactiveIdentities.title,
    version,
    activatedAt: new Date(at).toISOString(),
    document,
    lifecycleSvg: lifecycleSvg(document, { settings }),
    stages: [
      { id: 'notice', days: 30, does: 'A notice goes out' },
      { id: 'dormant', days: 90, does: 'DORMANT: it can do nothing until somebody brings it back' },
    ],
    packs: packs
      .filter(({ demand }) => demand.kind === 'inactivity')
      .map((pack) => ({
        id: pack.id,
        title: pack.title,
        clause: citeShort(pack.citation),
        summary: pack.notes[0] ?? '',
      })),
  };
}

/** The counts are of the next sweep; a notice that went out already keeps its promise, so fewer may be restricted at once. */
async function simulation({ dormouse, storage }: Services, accountId: string, days: number): Promise<Simulation> {
  const change = {
    change: 'threshold',
    policyId: inactiveIdentities.id,
    ruleId: 'everyone',
    stageId: 'dormant',
    after: `P${days}D`,
  } as const;
  const result: Simulated = await dormouse.simulate({ accountId, changes: [change] });
  const names: SimulatedIdentity[] = [];
  for await (const each of dormouse.simulateEach({ accountId, changes: [change] })) {
    if (names.length === 50) break;
    if (each.effects.some((effect) => effect in shown)) names.push(each);
  }
  const { stored } = await storage.read(
    accountId,
    names.map(({ identityId }) => identityId),
  );
  const { warned, restricted, released, undecided } = result.effects;
  const kinds = KINDS.map((kind) => {
    const found = result.byKind.find((each) => each.kind === kind);
    return [kind, { warned: found?.warned ?? 0, restricted: found?.restricted ?? 0 }];
  });
  return {
    days,
    population: result.population,
    counts: { warned, restricted, released, undecided },
    byKind: Object.fromEntries(kinds) as Simulation['byKind'],
    names: names.map((each, index) => nameJson(each, stored[index]?.subject.identity.name ?? each.identityId)),
  };
}

const shown = { restricted: true, warned: true, released: true } as const;

function nameJson({ identityId, kind, effects, draft }: SimulatedIdentity, name: string): Simulation['names'][number] {
  const effect = (Object.keys(shown) as (keyof typeof shown)[]).find((each) => effects.includes(each)) ?? 'released';
  const because = draft.actions[0]?.reason ?? (effect === 'released' ? 'It would not be restricted any more.' : '');
  return { id: identityId, name, kind: kindOf(kind), effect, because };
}

async function forecast({ dormouse }: Services, accountId: string, days: number): Promise<Forecast> {
  const result = await dormouse.forecast({ accountId, days });
  const entries = result.stages.flatMap(({ stageId, byDay }) =>
    byDay.flatMap((count, index) => {
      const day = result.byDay[index]?.date;
      return count > 0 && day !== undefined ? [{ day, stage: stageId ?? 'other', count }] : [];
    }),
  );
  return {
    days: result.byDay.map(({ date, notices, controls }) => ({ day: date, warned: notices, dormant: controls })),
    svg: forecastSvg({ entries, title: `The next ${days} days` }),
  };
}
