import { createSha256 } from '@dormouse/core';
import type { PgPool, PgPoolClient, PgQueryable } from '../client';

/** The adapter has some dozens of statements, and more by the filters of listings: those beyond are not kept. */
const MOST = 500;

const sha256 = createSha256();
const names = new Map<string, string>();

/** By its text, so that no other statement ever has the name, whichever copy of this package wrote it. */
function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size === MOST) return null;
  const name = `dormouse_${sha256(text).slice(0, 32)}`;
  names.set(text, name);
  return name;
}

/** The same client, with every statement prepared. Reading and planning a commit takes longer than carrying it out. */
export function preparing(client: PgPool | PgPoolClient): PgQueryable {
  return {
    query: (text, values = []) => {
      const name = nameOf(text);
      return name === null ? client.query(text, values) : client.query({ name, text, values });
    },
  };
}
