import type { Page } from 'playwright-core';

/** Every view of the console, and how to come to it from any other. */
export const views: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  identities: async (page) => {
    await goTo(page, '/identities');
    await page.locator('.cell-name').first().waitFor();
  },
  'api keys': async (page) => {
    await goTo(page, '/identities?kind=api_key');
    await page.locator('.cell-name').first().waitFor();
  },
  selection: async (page) => {
    await views['identities']?.(page);
    await page.getByRole('checkbox').nth(1).check();
    await page.getByRole('checkbox').nth(2).check();
    await page.getByRole('region', { name: 'Selected identities' }).waitFor();
  },
  menu: async (page) => {
    await views['identities']?.(page);
    await page
      .getByRole('button', { name: /^Actions for / })
      .nth(1)
      .click();
    await page.getByRole('menu').waitFor();
  },
  dialog: async (page) => {
    await views['selection']?.(page);
    await page.getByRole('region', { name: 'Selected identities' }).getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').locator('.lines').first().waitFor();
  },
  drawer: async (page) => {
    await views['identities']?.(page);
    await page.locator('.cell-name .link').nth(1).click();
    await page.getByRole('dialog').locator('.picture svg').waitFor();
  },
  policy: async (page) => {
    await goTo(page, '/policy');
    await page.getByRole('heading', { name: 'Forecast' }).waitFor();
    await page.locator('.picture svg').nth(1).waitFor();
    await page.getByRole('slider').fill('45');
    await page.getByText('With 45 days,').waitFor();
  },
};

/** As somebody who opens a link: nothing that was open stays. */
async function goTo(page: Page, at: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/console#${at}`);
  await page.reload();
}
