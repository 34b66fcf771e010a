import { afterEach, describe, expect, it } from 'vitest';
import type { Dialect } from '../src/dialect';
import { type Client, START, startClient } from './helpers/client';

const DAY = 86_400_000;
const clients: Client[] = [];
afterEach(async () => {
  for (const { host } of clients.splice(0)) await host.stop();
});

async function start(dialect: Dialect): Promise<Client> {
  const client = await startClient(dialect);
  clients.push(client);
  return client;
}

async function approvedPerson(client: Client, dialect: Dialect, refId?: string): Promise<string> {
  const { id } = await client.post('/identity/identities', {
    person_details: { name: 'Ada' },
    ...(refId && { ref_id: refId }),
  });
  await client.put(`/v2/identity/identities/${id}/sandbox-status`, {
    id_verification_status: 'APPROVED',
    sanctions_verification_status: 'APPROVED',
  });
  expect(await client.get(`/identity/identities/${id}`)).toMatchObject({ status: 'APPROVED' });
  expect(dialect).toBeDefined();
  return id;
}

const login = (client: Client, id: string) => client.post(`/identity/identities/${id}/activity`, { type: 'login' });
const controlsOf = async (client: Client, id: string, more = '') =>
  (await client.get(`/v2/identity/controls?identity_id=${id}${more}`))['items'];

describe.each(['2025', '2026'] as const)('the dormancy guide, dialect of %s', (dialect) => {
  const inactivity = dialect === '2025' ? 'DORMANT' : 'INACTIVITY';
  const setter = (owner: 'CLIENT' | 'PAXOS') =>
    dialect === '2025' ? { controlled_by: owner, set_by: owner } : { set_by: `SET_BY_${owner}` };

  it('by the client: find who is inactive, restrict, list, look, see the history, bring back', async () => {
    const client = await start(dialect);
    const quiet = await approvedPerson(client, dialect);
    const active = await approvedPerson(client, dialect);
    for (const id of [quiet, active]) await login(client, id);
    client.setNow(START + 170 * DAY);
    await login(client, active);
    client.setNow(START + 179 * DAY);
    // Detect on schedule: last active before the threshold, and no dormant control yet.
    const threshold = new Date(START + 60 * DAY).toISOString();
    const found = await client.get(
      `/identity/identities?last_active_before=${threshold}&without_control_type=DORMANT&limit=100`,
    );
    expect(found['items'].map(({ id }: { id: string }) => id)).toEqual([quiet]);
    const created = await client.post('/v2/identity/controls', {
      identity_id: quiet,
      type: 'DORMANT',
      reason_code: inactivity,
      reason: 'No activity for 180 days',
    });
    const control = dialect === '2025' ? created[0] : created;
    expect(control).toMatchObject({
      type: 'DORMANT',
      reason_code: inactivity,
      reason: 'No activity for 180 days',
      ...setter('CLIENT'),
    });
    // List by status, control type and reason.
    for (const filter of [
      'status=DISABLED',
      'control_type=DORMANT',
      `control_reason_code=${inactivity}`,
      'summary_status=DISABLED&identity_type=PERSON',
    ]) {
      const { items } = await client.get(`/v2/identity/identities?${filter}`);
      expect(
        items.map(({ id }: { id: string }) => id),
        filter,
      ).toEqual([quiet]);
    }
    // Look: the status says why.
    const details = await client.get(`/identity/identities/${quiet}?include_details=true`);
    expect(details).toMatchObject({ status: 'DISABLED', status_details: { active_controls: [control] } });
    // A sweep has nothing to add.
    expect(await client.post('/admin/sweep', {})).toMatchObject({ acted: 0 });
    client.setNow(START + 185 * DAY);
    expect((await client.post('/admin/sweep', {}))['halted']).toBe(false);
    expect(await controlsOf(client, quiet)).toHaveLength(1);
    // Bring back: delete the control with a reason, in the way of the dialect.
    const removal =
      dialect === '2025'
        ? await client.call('DELETE', '/v2/identity/controls', {
            identity_id: quiet,
            id: control.id,
            reason: 'User returned',
          })
        : await client.call('DELETE', `/v2/identity/controls?control_id=${control.id}&reason=User%20returned`);
    expect(removal.status).toBe(200);
    expect(await client.get(`/identity/identities/${quiet}`)).toMatchObject({ status: 'APPROVED' });
    expect(await controlsOf(client, quiet)).toEqual([]);
    expect(await controlsOf(client, quiet, '&include_deleted=true')).toMatchObject([
      { id: control.id, deleted_at: '2026-07-05T00:00:00Z' },
    ]);
    // Not restricted again by the next sweep, but after the whole time.
    await client.post('/admin/sweep', {});
    expect(await client.get(`/identity/identities/${quiet}`)).toMatchObject({ status: 'APPROVED' });
  });

  it('by the policy: a warning, then dormant; the refused login; an event for each', async () => {
    const client = await start(dialect);
    const id = await approvedPerson(client, dialect);
    await login(client, id);
    for (const day of [150, 180]) {
      client.setNow(START + day * DAY);
      await client.post('/admin/sweep', {});
    }
    const [control] = await controlsOf(client, id);
    expect(control).toMatchObject({ type: 'DORMANT', reason_code: inactivity, ...setter('PAXOS') });
    expect(await login(client, id)).toEqual({ recorded: true });
    expect(await client.get(`/identity/identities/${id}`)).toMatchObject({ status: 'DISABLED' });
    const again = await client.call('DELETE', `/v2/identity/controls?control_id=${control.id}&reason=Verified`);
    expect(again.status).toBe(200);
    const { events } = await client.get('/v2/events?limit=100');
    const about = events
      .filter((event: any) => event.object.identity_id === id)
      .map(({ type }: { type: string }) => type);
    const status = ['identity.approved', 'identity.disabled', 'identity.approved'];
    expect(about).toEqual(
      dialect === '2025'
        ? status
        : [
            'identity.approved',
            'identity.control.created',
            'identity.disabled',
            'identity.control.deleted',
            'identity.approved',
          ],
    );
    expect(await client.get(`/v2/events/${events.at(-1).id}`)).toEqual(events.at(-1));
    const later = await client.get(`/v2/events?created_at.gt=${new Date(START).toISOString()}`);
    expect(later['events'].length).toBe(events.length - 1);
  });

  it('asks for a KYC refresh every two years, and restricts who does not do it', async () => {
    const client = await start(dialect);
    const id = await approvedPerson(client, dialect);
    const kyc = async () => {
      const { status_details: details } = await client.get(`/identity/identities/${id}`);
      const lists =
        dialect === '2026'
          ? details.requirements
          : [...(details.pending_requirements ?? []), ...(details.failed_requirements ?? [])];
      return lists.find(({ type }: { type: string }) => type === 'KYC_REFRESH');
    };
    // The approval counts as the first.
    expect(await kyc()).toBeUndefined();
    client.setNow('2028-01-01T00:00:00Z');
    await login(client, id);
    await client.post('/admin/sweep', {});
    expect(await kyc()).toBeDefined();
    expect(await client.get(`/identity/identities/${id}`)).toMatchObject({ status: 'APPROVED' });
    client.setNow('2028-01-31T00:00:00Z');
    await client.post('/admin/sweep', {});
    const restricted = await client.get(`/identity/identities/${id}`);
    expect(restricted).toMatchObject({ status: 'DISABLED' });
    expect(restricted['status_details'].active_controls).toMatchObject([
      { type: dialect === '2025' ? 'FROZEN' : 'SELL_ONLY' },
    ]);
    await client.put(`/identity/identities/${id}`, { last_kyc_refresh_date: '2028-01-31' });
    expect(await client.get(`/identity/identities/${id}`)).toMatchObject({ status: 'APPROVED' });
    const types = (await client.get('/events'))['events'].map(({ type }: { type: string }) => type);
    for (const type of ['started', 'expired', 'completed']) expect(types).toContain(`identity.kyc_refresh.${type}`);
  });
});

describe('creating', () => {
  it('is pending at first, and a ref_id is unique, also at once', async () => {
    const client = await start('2026');
    const body = { person_details: { name: 'Ada' }, ref_id: 'r-1', metadata: { tier: 'gold' } };
    const made = await client.post('/identity/identities', body);
    expect(made).toMatchObject({
      status: 'PENDING',
      summary_status: 'PENDING',
      ref_id: 'r-1',
      metadata: { tier: 'gold' },
    });
    const taken = await client.call('POST', '/identity/identities', body);
    expect(taken).toMatchObject({
      status: 409,
      body: { title: 'Already Exists', detail: 'duplicate ref_id provided', meta: { existing: { id: made['id'] } } },
    });
    const two = await Promise.all(
      [0, 1, 2].map(() => client.call('POST', '/identity/identities', { ...body, ref_id: 'r-2' })),
    );
    const ids = two.map(({ body: answer }) => answer.id ?? answer.meta.existing.id);
    expect(new Set(ids).size).toBe(1);
    expect((await client.get('/identity/identities'))['items']).toHaveLength(2);
  });

  it('keeps what an idempotency key has done', async () => {
    const client = await start('2026');
    const id = await approvedPerson(client, '2026');
    const body = { identity_id: id, type: 'SELL_ONLY', reason_code: 'END_USER_REQUEST', reason: 'asked' };
    const key = { 'idempotency-key': 'k-1' };
    const first = await client.call('POST', '/v2/identity/controls', body, key);
    const second = await client.call('POST', '/v2/identity/controls', body, key);
    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({ reason_code: 'END_USER_REQUEST', is_overridable: true });
    const third = await client.call('POST', '/v2/identity/controls', body);
    expect(third).toMatchObject({ status: 409, body: { meta: { existing: first.body } } });
  });

  it('takes the legacy flag', async () => {
    const client = await start('2026');
    const id = await approvedPerson(client, '2026');
    expect(await client.put(`/identity/identities/${id}`, { set_user_disabled: true })).toMatchObject({
      status: 'DISABLED',
      user_disabled: true,
      status_details: { active_controls: [{ type: 'SELL_ONLY', set_by: 'SET_BY_CLIENT' }] },
    });
    expect(
      await client.put(`/identity/identities/${id}`, { set_user_disabled: false, metadata: { a: 'b' } }),
    ).toMatchObject({
      status: 'APPROVED',
      user_disabled: false,
      metadata: { a: 'b' },
    });
  });
});

describe('paging', () => {
  it('gives every identity once, the newest first, also when more come', async () => {
    const client = await start('2026');
    const made: string[] = [];
    for (let index = 0; index < 7; index++) {
      client.setNow(START + index * 1000);
      made.unshift((await client.post('/identity/identities', { person_details: {} }))['id']);
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const page: any = await client.get(
        `/identity/identities?limit=3${cursor === '' ? '' : `&page_cursor=${cursor}`}`,
      );
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.next_page_cursor;
      client.setNow(client.now() + 1000);
      if (seen.length === 3) await client.post('/identity/identities', { person_details: {} });
    } while (cursor !== '');
    expect(seen).toEqual(made);
    const since = new Date(START + 5000).toISOString();
    const recent: any = await client.get(`/identity/identities?created_at.gte=${since}`);
    expect(recent.items.length).toBe(3);
  });

  it('of controls goes both ways, and refuses a cursor of another query', async () => {
    const client = await start('2025');
    const id = await approvedPerson(client, '2025');
    for (let index = 0; index < 5; index++) {
      client.setNow(START + index * 1000);
      const [control] = (await client.post('/v2/identity/controls', {
        identity_id: id,
        type: 'DORMANT',
        reason_code: 'OTHER',
        reason: `${index}`,
      })) as unknown as { id: string }[];
      await client.call('DELETE', '/v2/identity/controls', { identity_id: id, id: control!.id });
    }
    for (const order of ['DESC', 'ASC']) {
      const base = `/v2/identity/controls?identity_id=${id}&include_deleted=true&order=${order}&limit=2`;
      const reasons: string[] = [];
      let cursor = '';
      do {
        const page: any = await client.get(cursor === '' ? base : `${base}&page_cursor=${cursor}`);
        reasons.push(...page.items.map(({ reason }: { reason: string }) => reason));
        cursor = page.next_page_cursor;
        if (cursor !== '') {
          const other = await client.call(
            'GET',
            `/v2/identity/controls?identity_id=${id}&limit=2&page_cursor=${cursor}`,
          );
          expect(other).toMatchObject({ status: 400, body: { detail: expect.stringContaining('page_cursor') } });
        }
      } while (cursor !== '');
      expect(reasons).toEqual(order === 'ASC' ? ['0', '1', '2', '3', '4'] : ['4', '3', '2', '1', '0']);
    }
  });
});
