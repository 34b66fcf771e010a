import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../workspace.mjs';
import { packsDocument } from './packs-document';

describe('docs/packs.md', () => {
  it('says what the packs say; `npm test -- scripts/test/packs.test.ts -u` writes it anew', async () => {
    await expect(packsDocument()).toMatchFileSnapshot(join(root, 'docs', 'packs.md'));
  });
});
