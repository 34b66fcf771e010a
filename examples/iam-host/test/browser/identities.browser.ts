import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type Opened, startBrowser } from './support/browser';
import { inactive } from './support/truth';

let browser: Browser;
let shared: Opened;
beforeAll(async () => {
  browser = await startBrowser();
  shared = await browser.open();
});
afterAll(() => browser.close());

const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });
const names = (page: Page) => page.locator('tbody .cell-name .link').allTextContents();
const total = (page: Page) => page.locator('.filters-total');
const again = (at = '/identities'): Promise<Opened> => browser.open({ host: shared.host, at, withReport: false });

describe('the report', () => {
  it('is asked for with a button, shows its progress, and says of when it is', async () => {
    const { page, host, complaints } = await browser.open({ withReport: false });
    await page.getByText('There is no report yet.').waitFor();
    await page.getByRole('button', { name: 'Update report' }).click();
    await page.getByRole('progressbar', { name: 'Making the report…' }).waitFor();
    await page.getByText(/Report of 15 Jun 2026, 08:\d\d UTC: \d+ of 400 identities/).waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
    const users = await inactive(host, 'user');
    expect(await tab(page, 'Users').textContent()).toContain(String(users.length));
    // The first question is answered with 404, which Chromium writes into its console.
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await page.close();
  });

  it('has a tab for each kind, with as many as are inactive', async () => {
    const { page, host } = await again();
    for (const [name, kind] of [
      ['Users', 'user'],
      ['Service IDs', 'service_id'],
      ['Trusted profiles', 'trusted_profile'],
      ['API keys', 'api_key'],
    ] as const) {
      await tab(page, name).click();
      const expected = await inactive(host, kind);
      await total(page)
        .getByText(new RegExp(`^${expected.length} `))
        .waitFor();
      expect((await names(page)).length).toBe(Math.min(25, expected.length));
      expect(expected.map((identity) => identity.name)).toEqual(expect.arrayContaining(await names(page)));
    }
    await page.close();
  });

  it('goes on to the next page, and each identity stands on one of them', async () => {
    const { page, host } = await again();
    const expected = (await inactive(host, 'user')).map((identity) => identity.name);
    await page.getByRole('row').nth(1).waitFor();
    const first = await names(page);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText(`26–${Math.min(50, expected.length)} of ${expected.length}`).waitFor();
    await expect.poll(async () => (await names(page))[0]).not.toBe(first[0]);
    const both = [...first, ...(await names(page))];
    expect([...both].sort()).toEqual([...expected.slice(0, 50)].sort());
    await page.close();
  });
});

describe('the export', () => {
  it('is a CSV file with every inactive identity', async () => {
    const { page, host } = await again();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('inactive-identities-2026-06-15.csv');
    const text = readFileSync(await download.path(), 'utf8');
    const kinds = ['user', 'service_id', 'trusted_profile', 'api_key'] as const;
    const all = (await Promise.all(kinds.map((kind) => inactive(host, kind)))).flat();
    expect(text.trim().split('\n').length).toBe(all.length + 1);
    for (const { id } of all) expect(text).toContain(id);
    await page.close();
  });
});

describe('search, sort and filter', () => {
  it('finds by a part of the name, whatever its case, and says when there is nothing', async () => {
    const { page, host } = await again();
    const users = await inactive(host, 'user');
    const part = users[0]!.name!.slice(0, 3);
    await page.getByRole('searchbox', { name: 'Search users' }).fill(part.toUpperCase());
    await total(page).getByText('found').waitFor();
    const found = users.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(part.toLowerCase()));
    await expect.poll(async () => [...(await names(page))].sort()).toEqual(found.map(({ name }) => name).sort());
    expect(page.url()).toContain(`search=${part.toUpperCase()}`);
    await page.getByRole('searchbox').fill('nobody has this name');
    await page.getByText('No inactive users here.').waitFor();
    await page.close();
  });

  it('sorts by a column, and the other way at the second press', async () => {
    const { page, host } = await again();
    const sorted = (await inactive(host, 'user')).map(({ name }) => name ?? '').sort();
    const head = page.getByRole('columnheader', { name: 'Name' });
    await head.getByRole('button').click();
    await expect.poll(() => names(page)).toEqual(sorted.slice(0, 25));
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    await head.getByRole('button').click();
    await expect.poll(() => names(page)).toEqual(sorted.reverse().slice(0, 25));
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    await page.close();
  });

  it('filters by status, as it is now', async () => {
    const { page, host } = await again('/identities?kind=trusted_profile');
    const quiet = await inactive(host, 'trusted_profile');
    const disabled = quiet.filter(({ status }) => status === 'DISABLED');
    await page.getByLabel('Status').selectOption('Disabled');
    await total(page).getByText(`${disabled.length} trusted profiles found`).waitFor();
    await expect.poll(async () => [...(await names(page))].sort()).toEqual(disabled.map(({ name }) => name).sort());
    for (const text of await page.locator('.cell-status').allTextContents()) expect(text).toMatch(/^Disabled.*dormant/);
    await page.getByLabel('Status').selectOption('Active');
    await total(page)
      .getByText(`${quiet.length - disabled.length} trusted profile`)
      .waitFor();
    await page.close();
  });

  it('keeps its place over a reload, and in the history of the browser', async () => {
    const { page } = await again();
    await tab(page, 'API keys').click();
    await page.getByRole('searchbox', { name: 'Search API keys' }).fill('backup');
    await page.waitForURL(/search=backup/);
    await page.reload();
    expect(await page.getByRole('searchbox', { name: 'Search API keys' }).inputValue()).toBe('backup');
    await page.goBack();
    await page.getByRole('tab', { name: /^Users/, selected: true }).waitFor();
    await page.close();
  });
});

describe('the drawer of an identity', () => {
  it('says what it is, why, and what happened; Escape closes it and the focus goes back', async () => {
    const { page, host } = await again();
    const [quietest] = await inactive(host, 'user');
    const link = page.getByRole('button', { name: quietest!.name!, exact: true });
    await link.click();
    const drawer = page.getByRole('dialog', { name: quietest!.name! });
    await drawer.getByRole('heading', { name: 'Why' }).waitFor();
    expect((await drawer.locator('.sentence').allTextContents()).join(' ')).toMatch(/\w+ \w+ \w+/);
    expect(await drawer.locator('.facts').textContent()).toContain(quietest!.id);
    await drawer.getByRole('img', { name: /./ }).first().waitFor();
    expect(await drawer.locator('.events li').count()).toBeGreaterThan(0);
    await drawer.getByText('nothing was changed later').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await link.and(page.locator(':focus')).waitFor();
    await page.close();
  });
});

const HOSTILE = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>{{7*7}}'; DROP TABLE identities;--`;

describe('names from outside', () => {
  it('are text, in the rows, the dialogs, the drawer and its picture', async () => {
    const { page, complaints, asked } = await browser.open({
      prepare: async ({ services, account, now }) => {
        const createdAt = new Date(now() - 900 * 86_400_000);
        const identity = {
          id: 'IBMid-HOSTILE',
          kind: 'user',
          name: HOSTILE,
          createdAt,
          attributes: { email: HOSTILE },
        };
        await services.dormouse.identities.register({ accountId: account, actor: HOSTILE, identities: [identity] });
      },
      at: '/identities?search=DROP',
    });
    let alerts = 0;
    page.on('dialog', (dialog) => {
      alerts += 1;
      return dialog.dismiss();
    });
    await page.getByRole('button', { name: HOSTILE, exact: true }).waitFor();
    expect(await names(page)).toEqual([HOSTILE]);
    await page.getByRole('button', { name: HOSTILE, exact: true }).click();
    await page.getByRole('dialog').locator('.picture svg').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: `Actions for ${HOSTILE}` }).click();
    await page.getByRole('menuitem', { name: 'Remove…' }).click();
    await page.getByRole('dialog').getByText('DROP TABLE').first().waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect({ alerts, complaints }).toEqual({ alerts: 0, complaints: [] });
    expect(asked.filter((url) => url.endsWith('/x'))).toEqual([]);
    await page.close();
  });
});
