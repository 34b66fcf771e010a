import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../workspace.mjs';
import { samples } from './picture-samples';

it('docs/pictures holds what is drawn now; `npm test -- scripts/test/pictures.test.ts -u` draws it anew', async () => {
  for (const [name, text] of Object.entries(await samples())) {
    await expect(text).toMatchFileSnapshot(join(root, 'docs', 'pictures', name));
  }
});
