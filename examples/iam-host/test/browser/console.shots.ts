import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, type Opened, startBrowser } from './support/browser';
import { views } from './support/views';

/** The pictures of the documentation: `npm run test:browser -- --screenshots`. */
const folder = process.env['DORMOUSE_SCREENSHOTS'] ?? '';

let browser: Browser;
let shared: Opened;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await startBrowser();
  shared = await browser.open();
});
afterAll(() => browser.close());

it.each([
  ['selection', 1280, 'light'],
  ['dialog', 1280, 'dark'],
  ['drawer', 1280, 'light'],
  ['policy', 1280, 'light'],
  ['policy', 768, 'dark'],
  ['drawer', 768, 'dark'],
  ['identities', 360, 'light'],
  ['dialog', 360, 'dark'],
] as const)('%s, %d pixels wide, in %s colours', async (name, width, colours) => {
  const height = width === 360 ? 740 : 800;
  const { page } = await browser.open({ host: shared.host, withReport: false, width, height, colours });
  await views[name]?.(page);
  const path = join(folder, `${name}-${width}-${colours}.png`);
  await page.screenshot({ path, fullPage: name === 'policy' && width > 360 });
  expect(existsSync(path)).toBe(true);
  await page.close();
});
