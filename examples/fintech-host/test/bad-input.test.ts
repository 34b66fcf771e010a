import { mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOptions } from '../src/options';
import { type Client, startClient } from './helpers/client';

const TOKENS = {
  'token-of-acme-operator': { account: 'acme', role: 'operator' },
  'token-of-acme-viewer-1': { account: 'acme', role: 'viewer' },
  'token-of-rival-operator': { account: 'rival', role: 'operator' },
};
const as = (token: string) => ({ authorization: `Bearer ${token}` });
const acme = as('token-of-acme-operator');

let client: Client;
let id: string;
beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'dormouse-tokens-')), 'tokens.json');
  writeFileSync(file, JSON.stringify(TOKENS));
  client = await startClient('2026', { env: { DORMOUSE_TOKENS: file, DORMOUSE_MAX_BODY: '20000' } });
  id = (await client.call('POST', '/identity/identities', { person_details: { name: 'Ada' } }, acme)).body.id;
});
afterAll(() => client.host.stop());

const control = () => ({ identity_id: id, type: 'DORMANT', reason_code: 'INACTIVITY', reason: 'x' });

describe('who asks', () => {
  it('needs a token, sees only its own account, and does only what its role may', async () => {
    for (const path of [
      '/identity/identities',
      `/identity/identities/${id}`,
      `/v2/identity/controls?identity_id=${id}`,
      '/v2/events',
    ]) {
      expect((await client.call('GET', path)).status, path).toBe(401);
      expect((await client.call('GET', path, undefined, as('token-of-nobody-at-all'))).status, path).toBe(401);
    }
    const rival = as('token-of-rival-operator');
    expect((await client.call('GET', `/identity/identities/${id}`, undefined, rival)).status).toBe(404);
    expect((await client.call('GET', `/v2/identity/controls?identity_id=${id}`, undefined, rival)).status).toBe(404);
    expect((await client.call('POST', '/v2/identity/controls', control(), rival)).status).toBe(404);
    expect((await client.call('PUT', `/identity/identities/${id}`, { metadata: {} }, rival)).status).toBe(404);
    expect((await client.call('GET', '/identity/identities', undefined, rival)).body.items).toEqual([]);
    expect((await client.call('GET', '/v2/events', undefined, rival)).body.events).toEqual([]);
    const viewer = as('token-of-acme-viewer-1');
    expect((await client.call('GET', `/identity/identities/${id}`, undefined, viewer)).status).toBe(200);
    expect((await client.call('POST', '/v2/identity/controls', control(), viewer)).status).toBe(403);
    expect((await client.call('POST', '/admin/sweep', {}, acme)).status).toBe(403);
    const platform = { ...control(), type: 'DORMANT', set_by: 'SET_BY_PAXOS' };
    expect((await client.call('POST', '/v2/identity/controls', platform, acme)).status).toBe(403);
    expect(
      (await client.call('POST', '/v2/identity/controls', { ...control(), is_overridable: false }, acme)).status,
    ).toBe(403);
    expect((await client.call('POST', '/v2/identity/controls', { ...control(), type: 'FROZEN' }, acme)).status).toBe(
      400,
    );
  });
});

describe('what is asked', () => {
  it.each([
    ['POST', '/identity/identities', '{"person_details":'],
    ['POST', '/identity/identities', '[]'],
    ['POST', '/identity/identities', '{}'],
    ['POST', '/identity/identities', '{"person_details":{},"institution_details":{}}'],
    ['POST', '/identity/identities', '{"person_details":{},"admin":true}'],
    ['POST', '/identity/identities', '{"person_details":{},"ref_id":7}'],
    ['POST', '/v2/identity/controls', '{"type":"DORMANT"}'],
    ['POST', '/v2/identity/controls', '{"identity_id":"x","type":"KILLED","reason_code":"OTHER"}'],
    ['POST', '/v2/identity/controls', '{"identity_id":"x","type":"DORMANT","reason_code":"BECAUSE"}'],
    ['POST', '/v2/identity/controls', '{"identity_id":"x","type":"DORMANT","reason_code":"__proto__"}'],
    ['GET', '/identity/identities?status=FINE', undefined],
    ['GET', '/identity/identities?limit=0', undefined],
    ['GET', '/identity/identities?limit=1001', undefined],
    ['GET', '/identity/identities?limit=1e3', undefined],
    ['GET', '/identity/identities?order=ASC', undefined],
    ['GET', '/identity/identities?status=PENDING&status=DENIED', undefined],
    ['GET', '/identity/identities?colour=red', undefined],
    ['GET', '/identity/identities?last_active_before=yesterday', undefined],
    ['GET', '/identity/identities?created_at.gt=2026-02-30T00:00:00Z', undefined],
    ['GET', '/identity/identities?page_cursor=AAAA.e30', undefined],
    ['GET', '/v2/identity/controls', undefined],
    ['GET', '/v2/events?limit=101', undefined],
    ['DELETE', '/v2/identity/controls', '{"reason":"x"}'],
  ])('%s %s %s is refused with its place', async (method, path, body) => {
    const answer = await client.call(method, path, body, acme);
    expect(answer.status).toBe(400);
    expect(answer.body.detail.length).toBeGreaterThan(5);
  });

  it.each([
    ['GET', '/identity/identities/nobody', undefined],
    ['GET', '/v2/events/nothing', undefined],
    ['DELETE', '/v2/identity/controls?control_id=nothing', undefined],
    ['POST', '/v2/identity/controls', { identity_id: 'nobody', type: 'DORMANT', reason_code: 'OTHER' }],
    ['PUT', '/identity/identities/nobody/sandbox-status', { decision: 'APPROVED' }],
    ['POST', '/identity/identities/nobody/activity', { type: 'login' }],
    ['GET', '/v3/identity', undefined],
  ])('%s %s is not there', async (method, path, body) => {
    expect((await client.call(method, path, body, acme)).status).toBe(404);
  });

  it('refuses a reason, attributes and bodies that are too large, and activity from the future', async () => {
    expect(
      (await client.call('POST', '/v2/identity/controls', { ...control(), reason: 'x'.repeat(2001) }, acme)).status,
    ).toBe(400);
    expect(
      (await client.call('POST', '/identity/identities', { person_details: { x: 'x'.repeat(30_000) } }, acme)).status,
    ).toBe(413);
    const future = { type: 'login', at: new Date(client.now() + 3_600_000).toISOString() };
    expect((await client.call('POST', `/identity/identities/${id}/activity`, future, acme)).status).toBe(400);
  });

  it('keeps SQL and HTML in every text as they are', async () => {
    const nasty = `'; DROP TABLE identities; -- <script>alert(1)</script> \u202e {{7*7}} ../../etc`;
    const body = { person_details: { name: nasty }, metadata: { [nasty]: nasty }, ref_id: nasty };
    const made = await client.call('POST', '/identity/identities', body, acme);
    expect(made).toMatchObject({ status: 200, body });
    const set = { identity_id: made.body.id, type: 'SELL_ONLY', reason_code: 'OTHER', reason: nasty };
    expect((await client.call('POST', '/v2/identity/controls', set, acme)).body.reason).toBe(nasty);
    expect(made.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('tricks', () => {
  const raw = (path: string, headers: Record<string, string | string[]>): Promise<number> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(client.url);
      request({ host: '127.0.0.1', port, path, headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  it('with paths and headers lead nowhere', async () => {
    const rival = as('token-of-rival-operator');
    for (const path of [
      `/identity/identities/%2e%2e/identities/${id}`,
      `/identity/identities/..%2fidentities%2f${id}`,
      `//identity/identities/${id}`,
      `/identity/identities/${id}/..`,
      `/identity/identities/${id}%00`,
      `http://acme/identity/identities/${id}`,
      '/identity/identities/%ff',
    ]) {
      expect([200, 500]).not.toContain(await raw(path, { ...rival }));
    }
    expect(await raw(`/identity/identities/${id}`, { 'x-forwarded-user': 'acme', 'x-account': 'acme', ...rival })).toBe(
      404,
    );
    expect(await raw('/identity/identities', { authorization: 'Bearer token-of-acme-operator, Bearer x' })).toBe(401);
    expect(await raw('/identity/identities', { authorization: `Bearer ${'x'.repeat(10_000)}` })).toBe(401);
  });
});

describe('very many at once', () => {
  it('10,000 requests: some refused, none lost or half-done', async () => {
    const crowded = await startClient('2026', { env: { DORMOUSE_AT_ONCE: '50' } });
    try {
      const { id: one } = await crowded.post('/identity/identities', { person_details: {} });
      let next = 0;
      const statuses = new Map<number, number>();
      const worker = async (): Promise<void> => {
        for (let index = next++; index < 10_000; index = next++) {
          const answer = await fetch(`${crowded.url}/identity/identities/${one}/activity`, {
            method: 'POST',
            body: '{"type":"login"}',
            headers: { 'content-type': 'application/json' },
          }).catch(() => null);
          await answer?.arrayBuffer();
          const status = answer?.status ?? 0;
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: 200 }, worker));
      expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(10_000);
      expect([...statuses.keys()].every((status) => [0, 200, 503].includes(status))).toBe(true);
      const { subject } = await crowded.services.dormouse.identities.get('local', one);
      expect(subject.activity[0]?.successCount).toBe(statuses.get(200));
    } finally {
      await crowded.host.stop();
    }
  }, 180_000);
});

describe('the command line', () => {
  it('takes a dialect, and webhooks by the environment', () => {
    expect(readOptions([], {})).toEqual({ dialect: '2026', webhooks: null, sweepEvery: 'PT1M' });
    expect(readOptions(['--dialect', '2025'], { DORMOUSE_SWEEP_EVERY: 'never' })).toMatchObject({
      dialect: '2025',
      sweepEvery: null,
    });
    expect(() => readOptions(['--dialect', '2024'], {})).toThrow('2025 or 2026');
    expect(() => readOptions(['--port', '1'], {})).toThrow('unknown argument');
    expect(() => readOptions([], { WEBHOOK_URL: 'file:///etc/passwd', WEBHOOK_SECRET: 'x'.repeat(20) })).toThrow(
      'http(s)',
    );
    expect(() => readOptions([], { WEBHOOK_URL: 'http://a.example', WEBHOOK_SECRET: 'short' })).toThrow(
      '16 characters',
    );
  });
});
