import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Started, start } from '../../helpers/start';

const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browser {
  /** A console in a window of its own, of a host of its own unless one is given. */
  readonly open: (options?: OpenOptions) => Promise<Opened>;
  readonly close: () => Promise<void>;
}

export interface OpenOptions {
  readonly host?: Started;
  readonly env?: Record<string, string>;
  /** Called on the host before anybody looks. */
  readonly prepare?: (host: Started) => Promise<void>;
  readonly width?: number;
  readonly height?: number;
  readonly colours?: 'light' | 'dark';
  /** After `#`. */
  readonly at?: string;
  /** Makes the first report before the page is opened. Default: true. */
  readonly withReport?: boolean;
}

export interface Opened {
  readonly page: Page;
  readonly host: Started;
  /** What the browser complained of: errors of scripts, refusals of the content policy, requests that failed. */
  readonly complaints: readonly string[];
  /** Every address that the page asked for. */
  readonly asked: readonly string[];
}

/** Debian's Chromium, without a window, with a profile that nobody used before. */
export async function startBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'dormouse-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: SWITCHES,
    locale: 'en-GB',
  });
  const hosts: Started[] = [];
  return {
    open: (options = {}) => open(context, hosts, options),
    close: async () => {
      await context.close();
      await Promise.all(hosts.map((host) => host.stop()));
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function open(context: BrowserContext, hosts: Started[], options: OpenOptions): Promise<Opened> {
  const host = options.host ?? (await start(options.env));
  if (options.host === undefined) hosts.push(host);
  await options.prepare?.(host);
  if (options.withReport !== false) await makeReport(host);
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.clock.setFixedTime(host.now());
  await page.setViewportSize({ width: options.width ?? 1280, height: options.height ?? 860 });
  await page.emulateMedia({ colorScheme: options.colours ?? 'light', reducedMotion: 'reduce' });
  await page.goto(`${host.url}/console${options.at === undefined ? '' : `#${options.at}`}`);
  return { page, host, complaints, asked };
}

/** Makes a report of 30 days without a browser, and waits for it. */
export async function makeReport({ services, account }: Started): Promise<void> {
  const { reports } = services.dormouse;
  const { id } = await reports.create({ accountId: account, actor: 'test', inactiveFor: 'PT720H' });
  for (;;) {
    await reports.work();
    const made = (await reports.list(account)).find((report) => report.id === id);
    if (made?.state === 'ready') return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
