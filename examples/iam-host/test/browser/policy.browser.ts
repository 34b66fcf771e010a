import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type Opened, startBrowser } from './support/browser';
import { everybody } from './support/truth';

const DAY = 86_400_000;
let browser: Browser;
let opened: Opened;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  opened = await browser.open({ at: '/policy', withReport: false });
  page = opened.page;
  await page.getByRole('heading', { name: 'What if?' }).waitFor();
});
afterAll(() => browser.close());

const slider = () => page.getByRole('slider');
const tile = (name: string) => page.locator('.tile', { hasText: name }).locator('dd');
const settled = async (days: number): Promise<void> => {
  await page.getByText(`With ${days} days,`).waitFor();
  await page.locator('.fades[aria-busy="false"]').waitFor();
};

describe('the policy page', () => {
  it('shows the policy in force: its stages, its picture, its document', async () => {
    await page.getByText(/version 1, in force since 15 Jun 2026/).waitFor();
    const stages = await page.locator('.stages li').allTextContents();
    expect(stages.join(' ')).toMatch(/30 days.*notice.*90 days.*dormant/);
    await page
      .getByRole('region', { name: /^Lifecycle of / })
      .locator('svg')
      .waitFor();
    await page.getByText('The document').click();
    expect(JSON.parse((await page.locator('.document').textContent()) ?? '')).toMatchObject({
      id: 'inactive-identities',
    });
  });

  it('lists packs, each with the text that it follows', async () => {
    const cards = page.getByRole('region', { name: 'Packs' }).getByRole('listitem');
    const all = await cards.count();
    expect(all).toBeGreaterThan(3);
    for (const text of await cards.allTextContents()) expect(text.length).toBeGreaterThan(20);
    await page.getByRole('searchbox', { name: 'Search packs' }).fill('ibm cloud');
    await expect.poll(() => cards.count()).toBeLessThan(all);
    expect(await cards.first().textContent()).toMatch(/IBM Cloud/);
    await page.getByRole('searchbox', { name: 'Search packs' }).fill('');
  });
});

describe('the simulation', () => {
  it('changes counts and names with the slider', async () => {
    await slider().fill('45');
    await settled(45);
    const at45 = Number(await tile('more dormant').textContent());
    const names = await page.locator('.name-list .link').allTextContents();
    const all = await everybody(opened.host);
    const known = new Map(all.map((identity) => [identity.name, identity]));
    expect(at45).toBeGreaterThan(0);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(known.get(name)!.lastActive).toBeLessThan(opened.host.now() - 15 * DAY);
    await slider().fill('400');
    await settled(400);
    expect(Number(await tile('more dormant').textContent())).toBeLessThan(at45);
    expect(await page.locator('.name-list .link').allTextContents()).not.toEqual(names);
  });

  it('moves by keys, says its value, and goes back to what is in force', async () => {
    await slider().fill('60');
    await slider().focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await settled(58);
    expect(await slider().getAttribute('aria-valuetext')).toBe('58 days');
    await page.getByRole('button', { name: 'now: 90 days' }).click();
    await settled(90);
  });
});

describe('the forecast', () => {
  it('shows what is coming as a picture and as a table', async () => {
    const region = page.getByRole('region', { name: 'Forecast', exact: true });
    await region.getByRole('region', { name: 'Forecast by day' }).locator('svg').waitFor();
    await region.getByText('As a table').click();
    const rows = region.getByRole('table').getByRole('row');
    const month = await rows.count();
    await region.getByRole('combobox', { name: 'Next' }).selectOption('90 days');
    await expect.poll(() => rows.count()).toBeGreaterThan(month);
    const cells = await region.getByRole('table').getByRole('cell').allTextContents();
    expect(cells.reduce((sum, cell) => sum + Number(cell), 0)).toBeGreaterThan(0);
  });

  it('asked nobody but the host, and nothing was complained of', () => {
    expect(opened.asked.filter((url) => !url.startsWith(`${opened.host.url}/`))).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});
