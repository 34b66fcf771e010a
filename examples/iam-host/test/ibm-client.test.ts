import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import IamIdentityV1 from '@ibm-cloud/platform-services/iam-identity/v1';
import UserManagementV1 from '@ibm-cloud/platform-services/user-management/v1';
import { BearerTokenAuthenticator, NoAuthAuthenticator } from 'ibm-cloud-sdk-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Started, start } from './helpers/start';

const HOUR = 3_600_000;
let host: Started;
let iam: IamIdentityV1;
let users: UserManagementV1;
beforeAll(async () => {
  host = await start();
  const options = { authenticator: new NoAuthAuthenticator(), serviceUrl: host.url };
  iam = IamIdentityV1.newInstance(options);
  users = UserManagementV1.newInstance(options);
});
afterAll(() => host.stop());

/** Asks as a client does: again and again while it is 204. */
async function fetchReport(reference: string) {
  for (;;) {
    const answer = await iam.getReport({ accountId: host.account, reference });
    if (answer.status === 200) return answer.result;
    expect(answer.status).toBe(204);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function refusal(call: Promise<unknown>): Promise<{ status: number; message: string; result: any }> {
  return call.then(
    () => expect.fail('it was not refused'),
    (error) => error,
  );
}

/** When an identity was last seen, by the engine; null: never. */
const lastSeen = async (id: string) => (await host.services.dormouse.identities.get(host.account, id)).lastActiveAt;

describe("IBM's own client", () => {
  it('has no report before one was asked for', async () => {
    expect(await refusal(iam.getReport({ accountId: host.account, reference: 'latest' }))).toMatchObject({
      status: 404,
      message: 'Report not found.',
      result: {
        status_code: 404,
        errors: [{ code: 'not_found', message: 'Report not found.' }],
        trace: expect.any(String),
      },
    });
  });

  it('creates a report, waits for it, and gets who was inactive for 720 hours', async () => {
    const created = await iam.createReport({ accountId: host.account });
    expect(created.status).toBe(202);
    const { reference } = created.result;
    // Directly after the POST it is being built.
    const early = await iam.getReport({ accountId: host.account, reference });
    expect([early.status, early.result]).toEqual([204, '']);
    const report = await fetchReport(reference);
    expect(report).toMatchObject({ created_by: 'IBMid-LOCAL', reference, report_duration: '720' });
    expect(report.report_end_time).toMatch(/^2026-06-15T08:0\d\+0000$/);
    expect(report.report_start_time).toMatch(/^2026-05-16T08:0\d\+0000$/);
    const lists = {
      users: report.users!,
      serviceids: report.serviceids!,
      profiles: report.profiles!,
      apikeys: report.apikeys!,
    };
    for (const [name, entries] of Object.entries(lists)) {
      expect(entries.length, name).toBeGreaterThan(5);
      for (const entry of entries as any[]) {
        const at = await lastSeen(entry.iam_id ?? entry.id);
        if (at === null) expect(entry).not.toHaveProperty('last_authn');
        else {
          expect(entry.last_authn).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d:\d{3}\+0000$/);
          expect(Date.parse(entry.last_authn.replace(/:(\d{3}\+)/, '.$1'))).toBe(at);
          expect(host.now() - at).toBeGreaterThanOrEqual(720 * HOUR);
        }
      }
    }
    expect(report.users!.some(({ last_authn: last }) => last === undefined)).toBe(true);
    expect(report.users![0]).toMatchObject({
      iam_id: expect.stringMatching(/^IBMid-/),
      username: expect.stringContaining('@'),
      email: expect.stringContaining('@'),
    });
    for (const key of report.apikeys!) {
      if (key.type === 'serviceid')
        expect(key.serviceid).toMatchObject({ id: expect.stringMatching(/^ServiceId-/), name: expect.any(String) });
      else
        expect(key).toMatchObject({
          type: 'user',
          user: { iam_id: expect.stringMatching(/^IBMid-/), username: expect.any(String) },
        });
    }
    expect((await fetchReport('latest')).reference).toBe(reference);
  });

  it('lists everybody for 0 hours, fewer for more; a new report takes the place of the one before', async () => {
    const before = (await fetchReport('latest')).reference;
    const all = (await iam.createReport({ accountId: host.account, type: 'inactive', duration: '0' })).result.reference;
    const everybody = await fetchReport(all);
    const { users: people, serviceids, profiles, apikeys } = everybody;
    expect([people!.length, serviceids!.length, profiles!.length, apikeys!.length]).toEqual([120, 60, 40, 180]);
    expect((await fetchReport('latest')).reference).toBe(all);
    host.setNow(host.now() + 25 * HOUR);
    const next = (await iam.createReport({ accountId: host.account, duration: '8760' })).result.reference;
    expect((await fetchReport(next)).users!.length).toBeLessThan(people!.length);
    for (const reference of [before, all]) {
      expect(await refusal(iam.getReport({ accountId: host.account, reference }))).toMatchObject({ status: 404 });
    }
  });

  it('gives who asks while one is built the same reference', async () => {
    const first = (await iam.createReport({ accountId: host.account })).result.reference;
    expect((await iam.createReport({ accountId: host.account })).result.reference).toBe(first);
    await fetchReport(first);
    expect((await iam.createReport({ accountId: host.account })).result.reference).not.toBe(first);
    await fetchReport('latest');
  });

  it.each([
    [{ duration: 'P30D' }, 'duration must be'],
    [{ duration: '-1' }, 'duration must be'],
    [{ duration: '1.5' }, 'duration must be'],
    [{ duration: '99999999' }, 'duration must be'],
    [{ type: 'active' }, "type must be 'inactive'"],
  ])('is told what is wrong with %j', async (params, message) => {
    expect(await refusal(iam.createReport({ accountId: host.account, ...params }))).toMatchObject({
      status: 400,
      message: expect.stringContaining(message),
    });
  });

  it('sees nothing of another account', async () => {
    const other = 'f'.repeat(32);
    expect(await refusal(iam.createReport({ accountId: other }))).toMatchObject({ status: 404 });
    expect(await refusal(iam.getReport({ accountId: other, reference: 'latest' }))).toMatchObject({ status: 404 });
    expect(await refusal(iam.getReport({ accountId: host.account, reference: '../../etc/passwd' }))).toMatchObject({
      status: 404,
    });
  });

  it('pages through API keys, service IDs and profiles, and gets one with its activity', async () => {
    const seen: string[] = [];
    let pagetoken: string | undefined;
    do {
      const { result }: any = await iam.listApiKeys({
        accountId: host.account,
        pagesize: 70,
        ...(pagetoken && { pagetoken }),
      });
      seen.push(...result.apikeys.map(({ id }: { id: string }) => id));
      pagetoken = result.next === undefined ? undefined : new URL(result.next).searchParams.get('pagetoken')!;
    } while (pagetoken !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([180, 180]);
    expect((await iam.listServiceIds({ accountId: host.account })).result.serviceids).toHaveLength(20);
    expect((await iam.listProfiles({ accountId: host.account, pagesize: 100 })).result.profiles).toHaveLength(40);
    expect(await refusal(iam.listApiKeys({ accountId: host.account, pagesize: 101 }))).toMatchObject({ status: 400 });
    const { result } = await iam.getApiKey({ id: seen[0]!, includeActivity: true });
    expect(result).toMatchObject({
      id: seen[0],
      account_id: host.account,
      activity: { authn_count: expect.any(Number) },
    });
    expect((await iam.getApiKey({ id: seen[0]! })).result.activity).toBeUndefined();
  });
});

describe('removing', () => {
  const ofKind = async (kind: string) =>
    (await host.services.dormouse.identities.list({ accountId: host.account, kind: { in: [kind] }, limit: 1000 }))
      .items;
  const keysOf = async (owner: string) =>
    (await host.services.dormouse.identities.list({ accountId: host.account, parentId: { in: [owner] } })).items;

  it('a user takes its API keys along; the history stays; the last report shows it still', async () => {
    const owners = await ofKind('user');
    const report = await fetchReport(
      (await iam.createReport({ accountId: host.account, duration: '0' })).result.reference,
    );
    let chosen = '';
    for (const { identity } of owners) {
      const keys = await keysOf(identity.id);
      if (!identity.locked && keys.length > 0 && keys.every((key) => !key.identity.locked)) chosen = identity.id;
    }
    const keys = await keysOf(chosen);
    expect((await users.removeUser({ accountId: host.account, iamId: chosen })).status).toBe(204);
    for (const { identity } of keys)
      expect(await refusal(iam.getApiKey({ id: identity.id }))).toMatchObject({ status: 404 });
    expect(await refusal(users.removeUser({ accountId: host.account, iamId: chosen }))).toMatchObject({ status: 404 });
    const history = await host.services.dormouse.history.verify({ accountId: host.account, identityId: chosen });
    expect(history.faults).toEqual([]);
    const { items } = await host.services.dormouse.events.list({ accountId: host.account, identityId: chosen });
    expect(items.map(({ event }) => event.type).at(-1)).toBe('identity.removed');
    const again = await fetchReport(report.reference);
    expect(again.users!.find(({ iam_id: id }) => id === chosen)).toEqual(
      report.users!.find(({ iam_id: id }) => id === chosen),
    );
    const fresh = await fetchReport(
      (await iam.createReport({ accountId: host.account, duration: '0' })).result.reference,
    );
    expect(fresh.users!.some(({ iam_id: id }) => id === chosen)).toBe(false);
  });

  it('a locked service ID or key is refused, and goes when it is unlocked', async () => {
    const [free] = (await ofKind('service_id')).filter(({ identity }) => !identity.locked);
    const id = free!.identity.id;
    for (const { identity } of await keysOf(id)) if (identity.locked) await iam.unlockApiKey({ id: identity.id });
    expect(((await iam.lockServiceId({ id })).result as { locked?: boolean }).locked).toBe(true);
    expect(await refusal(iam.deleteServiceId({ id }))).toMatchObject({
      status: 409,
      result: { errors: [{ details: 'IDENTITY_LOCKED' }] },
    });
    expect(((await iam.unlockServiceId({ id })).result as { locked?: boolean }).locked).toBe(false);
    const keys = await keysOf(id);
    if (keys[0] !== undefined) {
      await iam.lockApiKey({ id: keys[0].identity.id });
      // Nothing is half-done: a locked key keeps its service ID.
      expect(await refusal(iam.deleteServiceId({ id }))).toMatchObject({ status: 409 });
      await iam.unlockApiKey({ id: keys[0].identity.id });
    }
    expect((await iam.deleteServiceId({ id })).status).toBe(204);
    expect(await refusal(iam.getServiceId({ id }))).toMatchObject({ status: 404 });
    for (const { identity } of keys)
      expect(await refusal(iam.getApiKey({ id: identity.id }))).toMatchObject({ status: 404 });
  });

  it('a profile and a key go by themselves; a key can be disabled first', async () => {
    const profile = (await ofKind('trusted_profile')).find(({ identity }) => !identity.locked)!.identity.id;
    expect((await iam.deleteProfile({ profileId: profile })).status).toBe(204);
    const key = (await ofKind('api_key')).find(({ identity }) => !identity.locked)!.identity.id;
    await iam.disableApiKey({ id: key });
    await iam.disableApiKey({ id: key });
    expect((await iam.getApiKey({ id: key })).result.disabled).toBe(true);
    await iam.enableApiKey({ id: key });
    expect((await iam.getApiKey({ id: key })).result.disabled).toBe(false);
    expect((await iam.deleteApiKey({ id: key })).status).toBe(204);
    expect(await refusal(iam.getApiKey({ id: profile }))).toMatchObject({ status: 404 });
  });
});

describe('tokens', () => {
  it('are needed, and an administrator’s', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'dormouse-tokens-')), 'tokens.json');
    writeFileSync(
      file,
      JSON.stringify({
        'administrator-token-1': { account: host.account, role: 'administrator', actor: 'IBMid-ADMIN' },
        'viewer-token-of-theirs': { account: host.account, role: 'viewer' },
      }),
    );
    const guarded = await start({ DORMOUSE_TOKENS: file });
    try {
      const client = (bearerToken: string) =>
        IamIdentityV1.newInstance({
          authenticator: new BearerTokenAuthenticator({ bearerToken }),
          serviceUrl: guarded.url,
        });
      const accountId = guarded.account;
      expect(await refusal(client('a-token-of-nobody-here').createReport({ accountId }))).toMatchObject({
        status: 401,
      });
      expect(await refusal(client('viewer-token-of-theirs').createReport({ accountId }))).toMatchObject({
        status: 403,
      });
      expect((await client('administrator-token-1').createReport({ accountId })).status).toBe(202);
    } finally {
      await guarded.stop();
    }
  });
});
