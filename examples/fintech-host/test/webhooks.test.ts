import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createPace } from '../src/webhooks/pace';
import { sign, verifySignature } from '../src/webhooks/signature';
import { type Client, START, startClient } from './helpers/client';

const SECRET = 'a-secret-of-the-webhooks';
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

interface Receiver {
  readonly url: string;
  readonly received: {
    readonly type: string;
    readonly body: string;
    readonly signature: string;
    readonly at: number;
  }[];
  /** The status to answer with, by event type. */
  readonly statuses: Map<string, number>;
  /** Fulfilled when so many have come. */
  readonly until: (count: number) => Promise<void>;
}

/** A real server that receives webhooks. */
async function startReceiver(): Promise<Receiver> {
  const received: Receiver['received'] = [];
  const statuses = new Map<string, number>();
  let told = (): void => {};
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const { type } = JSON.parse(body);
      received.push({ type, body, signature: String(request.headers['dormouse-signature']), at: performance.now() });
      response.writeHead(statuses.get(type) ?? 204, { location: 'http://127.0.0.1:1/' }).end();
      told();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => new Promise((resolve) => server.close(resolve)));
  const until = async (count: number): Promise<void> => {
    while (received.length < count) {
      await new Promise<void>((resolve) => {
        told = resolve;
      });
    }
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received, statuses, until };
}

async function start(receiver: Receiver, more: object = {}): Promise<Client> {
  const webhooks = { url: receiver.url, secret: SECRET, every: 5, retryAfter: 0, perSecond: 1000, ...more };
  const client = await startClient('2026', { webhooks });
  open.unshift(() => client.host.stop());
  return client;
}

async function approve(client: Client): Promise<string> {
  const { id } = await client.post('/identity/identities', { person_details: {} });
  await client.put(`/identity/identities/${id}/sandbox-status`, { decision: 'APPROVED' });
  return id;
}

const dormant = (id: string) => ({ identity_id: id, type: 'DORMANT', reason_code: 'INACTIVITY', reason: 'quiet' });

describe('webhooks', () => {
  it('are thin, signed, in order, and lead to the event', async () => {
    const receiver = await startReceiver();
    const client = await start(receiver);
    const id = await approve(client);
    await client.post('/v2/identity/controls', dormant(id));
    await receiver.until(3);
    expect(receiver.received.map(({ type }) => type)).toEqual([
      'identity.approved',
      'identity.control.created',
      'identity.disabled',
    ]);
    for (const { body, signature } of receiver.received) {
      const now = new Date(client.now());
      expect(verifySignature(SECRET, body, signature, now)).toBe(true);
      expect(verifySignature('another-secret-of-theirs', body, signature, now)).toBe(false);
      expect(verifySignature(SECRET, `${body} `, signature, now)).toBe(false);
      expect(verifySignature(SECRET, body, signature, new Date(client.now() + 301_000))).toBe(false);
      const event = JSON.parse(body);
      expect(Object.keys(event).sort()).toEqual(['id', 'is_test', 'object', 'source', 'time', 'type']);
      expect(await client.get(`/v2/events/${event.id}`)).toMatchObject({
        type: event.type,
        object: { identity_id: id },
      });
    }
    expect(verifySignature(SECRET, 'x', 'v1=abc', new Date(START))).toBe(false);
    expect(sign(SECRET, 'x', new Date(START))).toMatch(/^t=1767225600,v1=[0-9a-f]{64}$/);
  });

  it('are tried again; what is given up waits in the list, its followers behind it; replay sends all', async () => {
    const receiver = await startReceiver();
    receiver.statuses.set('identity.control.created', 500);
    const client = await start(receiver);
    const id = await approve(client);
    await client.post('/v2/identity/controls', dormant(id));
    // The approval, and eight tries of the next.
    await receiver.until(9);
    let letters: any[] = [];
    while (letters.length === 0) letters = (await client.get('/admin/webhooks/dead-letters'))['items'];
    expect(letters).toMatchObject([
      { identity_id: id, event: 'control.created', tries: 8, error: 'the webhook answered 500' },
    ]);
    // Others go on.
    const other = await approve(client);
    await receiver.until(10);
    expect(JSON.parse(receiver.received[9]!.body).type).toBe('identity.approved');
    receiver.statuses.clear();
    expect(await client.post('/admin/webhooks/replay', {})).toEqual({ replayed: 1 });
    await receiver.until(12);
    expect(receiver.received.slice(10).map(({ type }) => type)).toEqual([
      'identity.control.created',
      'identity.disabled',
    ]);
    expect((await client.get('/admin/webhooks/dead-letters'))['items']).toEqual([]);
    expect(other).not.toBe(id);
  });

  it('follow no redirect', async () => {
    const receiver = await startReceiver();
    receiver.statuses.set('identity.approved', 302);
    const client = await start(receiver);
    await approve(client);
    await receiver.until(2);
    expect(receiver.received.map(({ type }) => type).slice(0, 2)).toEqual(['identity.approved', 'identity.approved']);
  });

  it('go out no faster than they may, in whatever second one looks', async () => {
    let now = 0;
    const sent: number[] = [];
    const pace = createPace(
      3,
      () => now,
      async (wait) => {
        now += wait;
      },
    );
    for (let index = 0; index < 20; index++) {
      await pace();
      sent.push(now);
      now += index === 9 ? 5_000 : 100;
    }
    for (let index = 3; index < sent.length; index++)
      expect(sent[index]! - sent[index - 3]!).toBeGreaterThanOrEqual(1_000);
    expect(now).toBeLessThan(5_000 + 20 * 400);
  });
});
