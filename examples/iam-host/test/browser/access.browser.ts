import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_ACCOUNT } from '../../src/sample-data';
import { type Browser, type Opened, startBrowser } from './support/browser';
import { inactive, statusOf, warned } from './support/truth';
import { views } from './support/views';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let shared: Opened;
beforeAll(async () => {
  browser = await startBrowser();
  shared = await browser.open();
});
afterAll(() => browser.close());

/** What axe finds serious or critical. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(`${axeSource};0`);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

describe.each(['light', 'dark'] as const)('in %s colours', (colours) => {
  it.each(Object.keys(views))('axe finds nothing serious or critical: %s', async (name) => {
    const opened = await browser.open({ host: shared.host, colours, withReport: false });
    await views[name]!(opened.page);
    expect(await findings(opened.page)).toEqual([]);
    expect(opened.complaints).toEqual([]);
    await opened.page.close();
  });

  it.each(Object.keys(views))('nothing is wider than 360 pixels: %s', async (name) => {
    const { page } = await browser.open({ host: shared.host, colours, width: 360, height: 740, withReport: false });
    await views[name]!(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(
      await page.evaluate('[...document.querySelectorAll("dialog")].every((each) => each.scrollWidth <= innerWidth)'),
    ).toBe(true);
    if (colours === 'light') expect(await findings(page)).toEqual([]);
    await page.close();
  });
});

describe('with keys alone', () => {
  it('goes from the tabs to an identity, disables it, and undoes it', async () => {
    const { page, host } = await browser.open();
    const user = await warned(host, 'service_id');
    const { keyboard } = page;
    await page.getByRole('tab').first().waitFor();
    const reach = async (name: string): Promise<void> => {
      const focused = `(({ ariaLabel, placeholder, textContent }) => (ariaLabel ?? placeholder ?? textContent).trim())(document.activeElement)`;
      for (let presses = 0; presses < 80; presses += 1) {
        if ((await page.evaluate<string>(focused)).startsWith(name)) return;
        await keyboard.press('Tab');
      }
      expect.fail(`the focus never came to ${name}`);
    };
    await reach('Users');
    await keyboard.press('ArrowRight');
    await reach('Search service IDs');
    await keyboard.type(user.id);
    await page.getByText('1 service ID found').waitFor();
    await reach(`Actions for ${user.name}`);
    await keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await page.getByRole('menuitem', { name: 'Disable…' }).and(page.locator(':focus')).waitFor();
    await keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Reason').waitFor();
    while ((await page.evaluate('document.activeElement.localName')) !== 'textarea') await keyboard.press('Tab');
    await keyboard.type('quiet for long');
    await reach('Cancel');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.locator('.toast').waitFor();
    expect(await statusOf(host, user.id)).toBe('DISABLED');
    await reach('Undo');
    await keyboard.press('Enter');
    await page.locator(`tr[data-id="${user.id}"]`).getByText('Active').waitFor();
    expect(await statusOf(host, user.id)).toBe('APPROVED');
    await page.close();
  });

  it('a menu goes round by arrows, closes on Escape, and gives the focus back', async () => {
    const { page } = await browser.open({ host: shared.host, withReport: false });
    const button = page.getByRole('button', { name: /^Actions for / }).first();
    await button.focus();
    await page.keyboard.press('Enter');
    const items = page.getByRole('menuitem');
    await items.first().and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowUp');
    await items.last().and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Home');
    await items.first().and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await button.and(page.locator(':focus')).waitFor();
    await page.close();
  });
});

describe('colours', () => {
  it('are those of the system until the reader chooses others, which stay', async () => {
    const { page } = await browser.open({ host: shared.host, withReport: false, colours: 'light' });
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    await page.getByRole('tab').first().waitFor();
    const light = await ground();
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.getByRole('button', { name: 'Colours: system. Change them' }).click();
    await page.getByRole('button', { name: 'Colours: light. Change them' }).waitFor();
    expect(await ground()).toBe(light);
    await page.reload();
    expect(await ground()).toBe(light);
    await page.getByRole('button', { name: 'Colours: light. Change them' }).click();
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe(dark);
    await page.getByRole('button', { name: 'Colours: dark. Change them' }).click();
    await page.close();
  });
});

describe('tokens', () => {
  const [admin, viewer] = ['an-administrators-token', 'a-viewers-own-token'];
  const file = join(mkdtempSync(join(tmpdir(), 'dormouse-tokens-')), 'tokens.json');
  writeFileSync(
    file,
    JSON.stringify({
      [admin]: { account: SAMPLE_ACCOUNT, role: 'administrator', actor: 'IBMid-ADMIN' },
      [viewer]: { account: SAMPLE_ACCOUNT, role: 'viewer' },
    }),
  );

  it('are asked for, refused when they are wrong, and forgotten on leaving', async () => {
    const { page } = await browser.open({ env: { DORMOUSE_TOKENS: file } });
    await page.getByLabel('Access token').fill('not-a-token-of-anybody');
    await page.getByRole('button', { name: 'Open the console' }).click();
    await page.getByRole('alert').getByText('does not know this token').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByLabel('Access token').fill(admin);
    await page.getByRole('button', { name: 'Open the console' }).click();
    await page.getByRole('tab').first().waitFor();
    await page.reload();
    await page.getByRole('tab').first().waitFor();
    expect(page.url()).not.toContain(admin);
    await page.getByRole('button', { name: /^Leave/ }).click();
    await page.getByLabel('Access token').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await page.close();
  });

  it('of a viewer show everything and offer no action', async () => {
    const { page } = await browser.open({ env: { DORMOUSE_TOKENS: file } });
    await page.getByLabel('Access token').fill(viewer);
    await page.getByRole('button', { name: 'Open the console' }).click();
    await page.getByRole('tab').first().waitFor();
    await page.locator('.cell-name').first().waitFor();
    expect(await page.getByRole('button', { name: /^Actions for / }).count()).toBe(0);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.close();
  });
});

describe('what the host refuses', () => {
  it('stands on the page in its words, and can be asked again', async () => {
    const { page, host } = await browser.open();
    const [user] = await inactive(host, 'user');
    await page.getByRole('tab').first().waitFor();
    await page.goto(`${host.url}/console#/identities?open=IBMid-NOBODY`);
    await page.reload();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/not found|no identity|IBMid-NOBODY/i);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: user!.name!, exact: true }).waitFor();
    await host.stop();
    await page.getByRole('button', { name: 'Update report' }).click();
    await page.getByRole('alert').getByText('The host cannot be reached.').waitFor();
    await page.close();
  });
});

describe('the files of the console', () => {
  const names = ['', '/console.js', '/style.css', '/icon.svg'];

  it('are less than 150 kB, compressed, in all', async () => {
    let bytes = 0;
    for (const name of names) {
      const answer = await fetch(`${shared.host.url}/console${name}`);
      expect(answer.status).toBe(200);
      bytes += gzipSync(new Uint8Array(await answer.arrayBuffer())).byteLength;
    }
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThan(150_000);
  });

  it('come with a policy that lets only their own script run', async () => {
    const answer = await fetch(`${shared.host.url}/console`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/);
    expect(policy).not.toContain('unsafe');
    const html = await answer.text();
    expect(html).not.toMatch(/ style=| on[a-z]+=|<script(?![^>]* src="\/console\/)/);
    const again = await fetch(`${shared.host.url}/console`, {
      headers: { 'if-none-match': answer.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    expect((await fetch(`${shared.host.url}/console/..%2fpackage.json`)).status).toBe(404);
  });

  it('ask for nothing from anywhere else', async () => {
    const { page, host, asked } = await browser.open({ host: shared.host, withReport: false });
    for (const show of Object.values(views)) await show(page);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((url) => !url.startsWith(`${host.url}/`))).toEqual([]);
    await page.close();
  });
});
