import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  Done,
  Forecast,
  IdentityDetail,
  PolicyView,
  Preview,
  ReportPage,
  ReportState,
  Simulation,
} from '../src/api/types';
import { type Started, start } from './helpers/start';

let host: Started;
beforeAll(async () => {
  host = await start();
});
afterAll(() => host.stop());

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${host.url}/api/accounts/${host.account}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: answer.status, body: await answer.json() };
}
async function well<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await call(method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body as T;
}

async function report(days = 30): Promise<ReportState> {
  await well('POST', '/report', { days });
  for (;;) {
    const state = await well<ReportState>('GET', '/report');
    if (state.state !== 'pending') return state;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const rows = (query: string) => well<ReportPage>('GET', `/report/rows?${query}`);
const inactiveFor = async (days: number, more = '') =>
  (await rows(`limit=500${more}`)).rows.filter((row) => row.inactiveDays >= days && !row.removed);

describe('reports', () => {
  it('are made, counted by kind, and paged, searched, sorted and filtered', async () => {
    expect((await call('GET', '/report')).status).toBe(404);
    const state = await report();
    expect(state).toMatchObject({ state: 'ready', days: 30, progress: 1 });
    const all = await rows('limit=500');
    expect(all.total).toBe(Object.values(state.kinds).reduce((sum, { inactive }) => sum + inactive, 0));
    const users = await rows('kind=user&sort=name&limit=5');
    expect(users.total).toBe(state.kinds.user.inactive);
    const names = users.rows.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    const next = await rows('kind=user&sort=name&limit=5&offset=5');
    expect(next.rows[0]!.name >= names[4]!).toBe(true);
    const found = await rows(`search=${encodeURIComponent(names[0]!.toUpperCase())}`);
    expect(found.rows.some(({ name }) => name === names[0])).toBe(true);
    const dormant = await rows('status=DISABLED&limit=500');
    expect(dormant.total).toBeGreaterThan(0);
    for (const row of dormant.rows) expect(row.inactiveDays).toBeGreaterThanOrEqual(90);
    const oldest = await rows('sort=lastActiveAt&limit=500');
    const times = oldest.rows.map(({ lastActiveAt }) => lastActiveAt ?? '');
    expect(times).toEqual([...times].sort());
    for (const bad of ['kind=robot', 'limit=0', 'offset=-1', 'sort=colour', 'status=FINE']) {
      expect((await call('GET', `/report/rows?${bad}`)).status, bad).toBe(400);
    }
    const csv = await (await fetch(`${host.url}/api/accounts/${host.account}/report/export?format=csv`)).text();
    expect(csv.trimEnd().split('\n').length).toBeGreaterThanOrEqual(all.total);
  });
});

describe('actions', () => {
  it('say beforehand who may go, who goes too, and why somebody may not', async () => {
    const [gone] = await inactiveFor(90, '&kind=user');
    const states = (
      await host.services.dormouse.identities.list({ accountId: host.account, kind: { in: ['user'] }, limit: 500 })
    ).items;
    const active = states.find(
      ({ lastActiveAt }) => lastActiveAt !== null && host.now() - lastActiveAt < 86_400_000 * 5,
    )!;
    const locked = states.find(({ identity }) => identity.locked)!;
    const ids = [gone!.id, active.identity.id, locked.identity.id, 'nobody'];
    const { items } = await well<Preview>('POST', '/actions/preview', { action: 'remove', ids });
    expect(items.slice(1).map(({ allowed, because }) => [allowed, because])).toEqual([
      [false, expect.stringContaining('removal needs 30 days without activity')],
      [false, 'It is locked: unlock it first.'],
      [false, 'It is not there any more.'],
    ]);
  });

  it('remove with everything that belongs to it, for good', async () => {
    const candidates = (await inactiveFor(60)).filter(({ children }) => children > 0);
    const previews = await Promise.all(
      candidates.map(({ id }) => well<Preview>('POST', '/actions/preview', { action: 'remove', ids: [id] })),
    );
    const chosen = previews.find(({ items, alsoGoes }) => items[0]!.allowed && alsoGoes.length > 0);
    const target = chosen!;
    const id = target.items[0]!.id;
    const done = await well<Done>('POST', '/actions', { action: 'remove', ids: [id], reason: 'unused' });
    expect(done).toMatchObject({ done: [id], refused: [], undo: null, message: '1 removed.' });
    for (const gone of [id, ...target.alsoGoes.map((each) => each.id)]) {
      expect((await call('GET', `/identities/${gone}`)).status).toBe(404);
    }
    expect((await rows(`search=${id}`)).rows.find((row) => row.id === id)).toMatchObject({ removed: true });
  });

  it('ask to confirm when they are more than the guard lets a policy do', async () => {
    const ids = (await inactiveFor(30)).slice(0, 60).map(({ id }) => id);
    const { guard } = await well<Preview>('POST', '/actions/preview', { action: 'disable', ids });
    expect(guard).toMatchObject({ limit: 20, asked: 60 });
    const refused = await call('POST', '/actions', { action: 'disable', ids, reason: 'clean-up' });
    expect([refused.status, refused.body.errors[0].details]).toEqual([409, 'CONFIRM']);
    const done = await well<Done>('POST', '/actions', { action: 'disable', ids, reason: 'clean-up', confirm: true });
    expect(done.done).toHaveLength(60);
    expect(await well<IdentityDetail>('GET', `/identities/${ids[0]}`)).toMatchObject({ status: 'DISABLED' });
    const undone = await well<Done>('POST', '/undo', { undo: done.undo });
    expect(undone.done).toHaveLength(60);
    expect(
      (await well<IdentityDetail>('GET', `/identities/${ids[0]}`)).controls.some(({ type }) => type === 'SUSPENDED'),
    ).toBe(false);
  });

  it('postpone and exempt, and take it back', async () => {
    const [one] = await inactiveFor(30, '&kind=trusted_profile');
    const until = new Date(host.now() + 10 * 86_400_000).toISOString();
    const done = await well<Done>('POST', '/actions', {
      action: 'postpone',
      ids: [one!.id],
      reason: 'migration',
      until,
    });
    const detail = await well<IdentityDetail>('GET', `/identities/${one!.id}`);
    expect(detail.exemptions).toMatchObject([{ kind: 'POSTPONEMENT', reason: 'migration', until }]);
    await well('POST', '/undo', { undo: done.undo });
    expect((await well<IdentityDetail>('GET', `/identities/${one!.id}`)).exemptions).toEqual([]);
    await well('POST', '/actions', { action: 'exempt', ids: [one!.id], reason: 'audited' });
    expect((await well<IdentityDetail>('GET', `/identities/${one!.id}`)).exemptions).toMatchObject([
      { kind: 'EXEMPTION', until: null },
    ]);
  });

  it.each([
    ['/actions', { action: 'remove', ids: ['x'] }],
    ['/actions', { action: 'explode', ids: ['x'], reason: 'r' }],
    ['/actions', { action: 'remove', ids: [], reason: 'r' }],
    ['/actions', { action: 'remove', ids: [7], reason: 'r' }],
    ['/actions', { action: 'remove', ids: Array(501).fill('x'), reason: 'r' }],
    ['/actions', { action: 'postpone', ids: ['x'], reason: 'r' }],
    ['/actions', { action: 'postpone', ids: ['x'], reason: 'r', until: 'soon' }],
    ['/actions', { action: 'remove', ids: ['x'], reason: 'r', force: true }],
    ['/undo', { undo: 'e30' }],
    ['/undo', { undo: 7 }],
    ['/report', { days: -1 }],
    ['/report', { days: 'many' }],
    ['/report', []],
  ])('refuse %s %j', async (path, body) => {
    expect((await call('POST', path, body)).status).toBe(400);
  });
});

describe('the drawer and the policy page', () => {
  it('tell everything about an identity, in English and as a picture', async () => {
    const [one] = await inactiveFor(90, '&kind=user&status=DISABLED');
    const detail = await well<IdentityDetail>('GET', `/identities/${one!.id}`);
    expect(detail).toMatchObject({ id: one!.id, status: 'DISABLED', history: { verified: true } });
    expect(detail.controls).toMatchObject([{ type: 'DORMANT', setBy: 'POLICY' }]);
    expect(detail.explanation[0]).toContain('is DISABLED');
    expect(detail.timelineSvg).toMatch(/^<svg /);
    expect(detail.timelineSvg).not.toMatch(/<script|javascript:|onload=/);
    expect(detail.events.map(({ text }) => text)).toContain('Came from sample data');
  });

  it('show what the policy does, what a shorter time would do, and what comes', async () => {
    const policy = await well<PolicyView>('GET', '/policy');
    expect(policy).toMatchObject({ id: 'inactive-identities', version: 1, stages: [{ days: 30 }, { days: 90 }] });
    expect(policy.lifecycleSvg).toMatch(/^<svg /);
    expect(policy.packs.length).toBeGreaterThan(10);
    const shorter = await well<Simulation>('GET', '/policy/simulate?days=45');
    const longer = await well<Simulation>('GET', '/policy/simulate?days=85');
    expect(shorter.counts.restricted).toBeGreaterThan(longer.counts.restricted);
    expect(shorter.names.filter(({ effect }) => effect === 'restricted').length).toBeGreaterThan(0);
    for (const { because } of shorter.names) expect(because).not.toBe('');
    const forecast = await well<Forecast>('GET', '/policy/forecast?days=60');
    expect(forecast.days).toHaveLength(60);
    expect(forecast.days.reduce((sum, { warned }) => sum + warned, 0)).toBeGreaterThan(0);
    expect(forecast.svg).toMatch(/^<svg /);
    for (const path of ['/policy/simulate?days=7', '/policy/simulate', '/policy/forecast?days=9999']) {
      expect((await call('GET', path)).status, path).toBe(400);
    }
  });

  it('are of the caller’s own account only', async () => {
    const other = await fetch(`${host.url}/api/accounts/${'a'.repeat(32)}/policy`);
    expect(other.status).toBe(404);
    expect(await (await fetch(`${host.url}/api/session`)).json()).toMatchObject({
      account: host.account,
      role: 'administrator',
    });
  });
});
