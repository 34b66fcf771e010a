import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DormouseError } from '@dormouse/core';
import { afterEach, describe, expect, it } from 'vitest';
import { createHostApp, Fault, mayAs, type RunningHost, readJson, startHost } from '../src/index';

const running: RunningHost[] = [];
const folder = mkdtempSync(join(tmpdir(), 'dormouse-host-'));
afterEach(async () => {
  for (const host of running.splice(0)) await host.stop();
  rmSync(join(folder, 'tokens.json'), { force: true });
});

const TOKEN = 'a-long-enough-secret-token';
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

interface Started extends RunningHost {
  readonly said: string[];
  readonly complained: string[];
  readonly stopped: () => boolean;
  /** Lets the requests at `/slow` go on. */
  readonly release: () => void;
}

async function start(env: Record<string, string> = {}, tokens?: unknown): Promise<Started> {
  const said: string[] = [];
  const complained: string[] = [];
  let stopped = false;
  let release = (): void => {};
  const gate = new Promise<void>((done) => {
    release = done;
  });
  if (tokens !== undefined) writeFileSync(join(folder, 'tokens.json'), JSON.stringify(tokens));
  const host = await startHost({
    name: 'test-host',
    env: { PORT: '0', ...(tokens !== undefined && { DORMOUSE_TOKENS: join(folder, 'tokens.json') }), ...env },
    say: (text) => void said.push(text),
    complain: (text) => void complained.push(text),
    create: async ({ config, ping, log, clock }) => {
      const app = createHostApp({
        config,
        log,
        ping,
        now: () => clock().getTime(),
        open: [/^\/open$/],
        local: { account: 'local', role: 'administrator', actor: 'local' },
        renderFault: (context, { status, code, message, reason }) => context.json({ code, message, reason }, status),
      });
      app.get('/open', (context) => context.text('open'));
      app.get('/whoami', (context) => context.json(context.get('grant')));
      app.post('/echo', async (context) => context.json({ got: await readJson(context) }));
      app.get('/slow', async (context) => {
        await gate;
        return context.text('done');
      });
      app.get('/fails', () => {
        throw new Error('the password is swordfish');
      });
      app.get('/refuses', () => {
        throw new DormouseError('IDENTITY_NOT_FOUND', 'there is no such identity');
      });
      return {
        app,
        stop: async () => {
          stopped = true;
        },
      };
    },
  });
  running.push(host);
  return { ...host, said, complained, stopped: () => stopped, release };
}

const codeOf = async (answer: Response): Promise<unknown> => [
  answer.status,
  ((await answer.json()) as { code: unknown }).code,
];

describe('a host', () => {
  it('says where it listens, on this machine only, and that it has no tokens', async () => {
    const host = await start();
    expect(host.said).toEqual([`listening on ${host.url}\n`]);
    expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(host.complained.join('')).toContain('WARNING: started without DORMOUSE_TOKENS');
    await expect(start({ HOST: '0.0.0.0' })).rejects.toThrow('only the machine itself');
  });

  it('is healthy without a token, and knows its own paths only', async () => {
    const host = await start({}, { [TOKEN]: { account: 'acme', role: 'viewer', actor: 'jane' } });
    expect(await (await fetch(`${host.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${host.url}/open`)).text()).toBe('open');
    expect(await codeOf(await fetch(`${host.url}/nowhere`))).toEqual([401, 'unauthorized']);
    expect(await codeOf(await fetch(`${host.url}/nowhere`, bearer(TOKEN)))).toEqual([404, 'not_found']);
  });

  it('takes a token for an account and a role, and no other', async () => {
    const host = await start({}, { [TOKEN]: { account: 'acme', role: 'operator' } });
    const answer = await fetch(`${host.url}/whoami`, bearer(TOKEN));
    expect(await answer.json()).toEqual({
      account: 'acme',
      role: 'operator',
      actor: expect.stringMatching(/^token-[0-9a-f]{8}$/),
    });
    for (const headers of [
      {},
      { authorization: TOKEN },
      { authorization: `Basic ${TOKEN}` },
      { authorization: `Bearer ${TOKEN}x` },
    ]) {
      const refused = await fetch(`${host.url}/whoami`, { headers });
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
    expect(host.complained.join('')).not.toContain(TOKEN);
    expect([mayAs('operator', 'viewer'), mayAs('operator', 'operator'), mayAs('operator', 'administrator')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each([
    [{ short: { account: 'a', role: 'viewer' } }, 'token 1 is shorter than 16'],
    [{ [TOKEN]: { role: 'viewer' } }, 'token 1 names no account'],
    [{ [TOKEN]: { account: 'a', role: 'king' } }, 'the role of token 1'],
    [{ [TOKEN]: null }, 'token 1 names no account'],
    [{}, 'there is no token'],
    [[], 'not a JSON object'],
  ])('does not start with the tokens %j, and shows none of them', async (tokens, message) => {
    const failure = await start({}, tokens).catch((error: Error) => error.message);
    expect(failure).toContain(message);
    expect(failure).not.toContain(TOKEN);
  });

  it.each([
    [{ PORT: 'http' }, 'PORT is "http"'],
    [{ PORT: '70000' }, 'PORT'],
    [{ DORMOUSE_RATE: '0' }, 'DORMOUSE_RATE'],
    [{ DORMOUSE_TOKENS: '/nowhere/tokens.json' }, 'DORMOUSE_TOKENS'],
  ])('does not start with %j', async (env, message) => {
    await expect(start(env as Record<string, string>)).rejects.toThrow(message);
  });

  it('without tokens, answers only to its own name', async () => {
    const host = await start();
    const port = new URL(host.url).port;
    const asHost = (name: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request({ host: '127.0.0.1', port, path: '/whoami', headers: { host: name } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await asHost(`localhost:${port}`)).toBe(200);
    expect(await asHost('evil.example')).toBe(403);
    expect(await asHost('localhost.evil.example')).toBe(403);
  });
});

describe('bodies', () => {
  const post = (url: string, body: string | Uint8Array, type = 'application/json') =>
    fetch(`${url}/echo`, { method: 'POST', body, headers: { 'content-type': type } });

  it('are JSON in UTF-8, not too large and not too deep', async () => {
    const { url } = await start({ DORMOUSE_MAX_BODY: '1000' });
    expect(await (await post(url, '{"a":[1]}', 'application/merge-patch+json; charset=utf-8')).json()).toEqual({
      got: { a: [1] },
    });
    expect(await codeOf(await post(url, ''))).toEqual([400, 'bad_request']);
    expect(await codeOf(await post(url, '{"a":'))).toEqual([400, 'bad_request']);
    expect(await codeOf(await post(url, new Uint8Array([0x22, 0xff, 0x22])))).toEqual([400, 'bad_request']);
    expect(await codeOf(await post(url, '['.repeat(400) + ']'.repeat(400)))).toEqual([400, 'bad_request']);
    expect(await codeOf(await post(url, '{}', 'text/plain'))).toEqual([415, 'unsupported_media_type']);
    expect(await codeOf(await post(url, JSON.stringify('x'.repeat(2000))))).toEqual([413, 'payload_too_large']);
  });

  it('that do not say how long they are, are limited too', async () => {
    const { url } = await start({ DORMOUSE_MAX_BODY: '1000' });
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(600).fill(0x20)) });
    const answer = await fetch(`${url}/echo`, {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    } as RequestInit);
    expect(answer.status).toBe(413);
  });
});

describe('errors', () => {
  it('of Dormouse become refusals; others say nothing of what is inside', async () => {
    const host = await start();
    expect(await (await fetch(`${host.url}/refuses`)).json()).toMatchObject({
      code: 'not_found',
      reason: 'IDENTITY_NOT_FOUND',
    });
    const answer = await fetch(`${host.url}/fails`);
    expect([answer.status, (await answer.text()).includes('swordfish')]).toEqual([500, false]);
    expect(host.complained.join('')).toContain('swordfish');
    expect(new Fault('conflict', 'x').status).toBe(409);
  });
});

describe('limits', () => {
  it('refuse who asks too often, and only them', async () => {
    const other = 'another-long-enough-token';
    const tokens = { [TOKEN]: { account: 'a', role: 'viewer' }, [other]: { account: 'b', role: 'viewer' } };
    const { url } = await start({ DORMOUSE_RATE: '1' }, tokens);
    const statuses = [];
    for (let index = 0; index < 6; index++) statuses.push((await fetch(`${url}/whoami`, bearer(TOKEN))).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(2);
    expect(statuses.slice(0, 2)).toEqual([200, 200]);
    expect((await fetch(`${url}/whoami`, bearer(other))).status).toBe(200);
    // Guessing tokens is limited by address.
    const guesses = [];
    for (let index = 0; index < 6; index++)
      guesses.push((await fetch(`${url}/whoami`, bearer(`${TOKEN}${index}`))).status);
    expect(new Set(guesses)).toEqual(new Set([401, 429]));
  });

  it('refuse what is too much at once; what is under way goes on', async () => {
    const host = await start({ DORMOUSE_AT_ONCE: '3', DORMOUSE_RATE: '100000' });
    const answers = Array.from({ length: 50 }, () => fetch(`${host.url}/slow`));
    const refused = await Promise.race(answers.map(async (answer) => (await answer).status));
    expect(refused).toBe(503);
    host.release();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(3);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
  });

  it('cut off who sends too slowly', async () => {
    const { url } = await start({ DORMOUSE_REQUEST_TIMEOUT: '50' });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(
      'POST /echo HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
    );
    const answer: Buffer[] = [];
    socket.on('data', (chunk) => answer.push(chunk));
    await once(socket, 'close');
    expect(Buffer.concat(answer).toString()).toMatch(/^HTTP\/1\.1 408|^$/);
  });
});

describe('stopping', () => {
  it('finishes what is under way, refuses what is new, then lets go', async () => {
    const host = await start();
    const slow = fetch(`${host.url}/slow`);
    await fetch(`${host.url}/healthz`);
    const over = host.stop();
    expect(host.stopped()).toBe(false);
    host.release();
    expect(await (await slow).text()).toBe('done');
    await over;
    expect(host.stopped()).toBe(true);
    await expect(fetch(`${host.url}/healthz`)).rejects.toThrow();
    await host.stop();
  });
});
