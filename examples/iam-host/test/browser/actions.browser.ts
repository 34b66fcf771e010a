import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, startBrowser } from './support/browser';
import { everybody, inactive, type Known, statusOf, warned } from './support/truth';

const DAY = 86_400_000;
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** Searches for it, and chooses an action in its menu. */
async function choose(page: Page, { id, name }: Known, action: string): Promise<Locator> {
  await page.getByRole('searchbox').fill(id);
  await page
    .locator('.filters-total')
    .getByText(/^1 .* found$/)
    .waitFor();
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: `${action}…` }).click();
  return page.getByRole('dialog');
}

async function confirm(dialog: Locator, button: string): Promise<void> {
  await dialog.getByLabel('Reason').fill('reviewed with the team');
  await dialog.getByRole('button', { name: button }).click();
  await dialog.waitFor({ state: 'detached' });
}

const toast = (page: Page): Locator => page.locator('.toast');

describe('Remove', () => {
  it('says which API keys go too, wants a reason, and removes for good', async () => {
    const { page, host, complaints } = await browser.open();
    const keys = (await everybody(host)).filter(({ kind }) => kind === 'api_key');
    const owner = await warned(host, 'user', (own) => own.length > 0 && own.every(({ locked }) => !locked));
    const own = keys.filter((key) => key.parentId === owner.id);
    const dialog = await choose(page, owner, 'Remove');
    await dialog.getByText('will be removed too').waitFor();
    for (const key of own) expect(await dialog.locator('.also').textContent()).toContain(key.name);
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    // Without a reason nothing is sent.
    expect(await dialog.isVisible()).toBe(true);
    expect(await statusOf(host, owner.id)).toBe('APPROVED');
    await confirm(dialog, 'Remove');
    await toast(page).waitFor();
    expect(await toast(page).getByRole('button', { name: 'Undo' }).count()).toBe(0);
    await page.locator(`tr[data-id="${owner.id}"]`).getByText('removed').waitFor();
    for (const { id } of [owner, ...own]) {
      await expect(statusOf(host, id)).rejects.toMatchObject({
        code: 'IDENTITY_NOT_FOUND',
      });
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is refused for one that has signed in since the report, with the reason, and there is no button', async () => {
    const { page, host } = await browser.open();
    const seen = await warned(host, 'user');
    const at = new Date(host.now() - 2 * DAY);
    const activities = [{ identityId: seen.id, type: 'authentication', at }];
    await host.services.dormouse.activity.record({ accountId: host.account, activities });
    const dialog = await choose(page, seen, 'Remove');
    await dialog.getByText('It is not allowed.').waitFor();
    expect(await dialog.locator('.notice-warn').textContent()).toMatch(/30 days/);
    expect(await dialog.getByRole('button', { name: 'Remove', exact: true }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await statusOf(host, seen.id)).toBe('APPROVED');
    await page.close();
  });

  it('is refused for one that is locked', async () => {
    const { page, host } = await browser.open();
    const locked = (await inactive(host, 'user')).find((user) => user.locked)!;
    const dialog = await choose(page, locked, 'Remove');
    await dialog.getByText('It is not allowed.').waitFor();
    expect(await dialog.locator('.notice-warn').textContent()).toMatch(/locked/i);
    await page.close();
  });
});

describe('Disable, Postpone and Exempt', () => {
  it('disables, and undoes it', async () => {
    const { page, host } = await browser.open();
    const user = await warned(host, 'user');
    const line = page.locator(`tr[data-id="${user.id}"]`);
    await confirm(await choose(page, user, 'Disable'), 'Disable');
    await line.getByText('Disabled').waitFor();
    expect(await statusOf(host, user.id)).toBe('DISABLED');
    await toast(page).getByRole('button', { name: 'Undo' }).click();
    await line.getByText('Active').waitFor();
    expect(await statusOf(host, user.id)).toBe('APPROVED');
    await page.close();
  });

  it('can be done and undone in the drawer', async () => {
    const { page, host } = await browser.open();
    const user = await warned(host, 'user');
    await page.getByRole('searchbox').fill(user.id);
    await page.getByRole('button', { name: user.name!, exact: true }).click();
    const drawer = page.getByRole('dialog', { name: user.name!, exact: true });
    await drawer.getByRole('button', { name: `Actions for ${user.name}` }).click();
    await drawer.getByRole('menuitem', { name: 'Disable…' }).click();
    await confirm(page.getByRole('dialog', { name: `Disable ${user.name}` }), 'Disable');
    await drawer.getByText('Disabled', { exact: true }).waitFor();
    await drawer.getByRole('heading', { name: 'Status details' }).waitFor();
    await drawer.getByRole('button', { name: 'Undo' }).click();
    await drawer.getByText('Active', { exact: true }).waitFor();
    expect(await statusOf(host, user.id)).toBe('APPROVED');
    await page.close();
  });

  it('exempts without an end, and the row and the drawer say so', async () => {
    const { page, host } = await browser.open();
    const user = await warned(host, 'user');
    const dialog = await choose(page, user, 'Exempt');
    await dialog.getByLabel('Until').fill('');
    await confirm(dialog, 'Exempt');
    await page.locator(`tr[data-id="${user.id}"]`).getByText('exempt', { exact: true }).waitFor();
    await page.getByRole('button', { name: user.name!, exact: true }).click();
    await page.getByRole('dialog').getByText('reviewed with the team').first().waitFor();
    await page.getByRole('dialog').getByText('without an end', { exact: true }).waitFor();
    await page.close();
  });

  it('postpones until a day', async () => {
    const { page, host } = await browser.open();
    const user = await warned(host, 'user');
    const dialog = await choose(page, user, 'Postpone');
    await dialog.getByLabel('Until').fill('2026-07-15');
    await confirm(dialog, 'Postpone');
    await toast(page).waitFor();
    await page.getByRole('button', { name: user.name!, exact: true }).click();
    await page.getByRole('dialog').getByText('15 Jul 2026').first().waitFor();
    await page.close();
  });
});

describe('many at once', () => {
  it('asks first when the guard has something to say, and then does it with all', async () => {
    const { page, host } = await browser.open();
    const users = await inactive(host, 'user');
    await page.getByRole('checkbox', { name: 'Select all on this page' }).click();
    const bar = page.getByRole('region', { name: 'Selected identities' });
    await bar.getByText('25 users').waitFor();
    await bar.getByRole('button', { name: `Select all ${users.length}` }).click();
    await bar.getByText(`${users.length} users`).waitFor();
    await bar.getByRole('button', { name: 'Disable' }).click();
    const dialog = page.getByRole('dialog');
    const question = dialog.getByRole('checkbox');
    await question.waitFor();
    expect(await dialog.locator('.notice-warn').last().textContent()).toContain('20');
    await dialog.getByLabel('Reason').fill('a spring cleaning');
    await dialog.getByRole('button', { name: /^Disable \d+/ }).click();
    // Without the yes nothing is sent.
    expect(await dialog.isVisible()).toBe(true);
    await question.check();
    await dialog.getByRole('button', { name: /^Disable \d+/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await toast(page).waitFor();
    const statuses = await Promise.all(users.map(({ id }) => statusOf(host, id)));
    expect(statuses.filter((status) => status === 'DISABLED').length).toBeGreaterThan(20);
    expect(await bar.count()).toBe(0);
    await page.close();
  });
});
