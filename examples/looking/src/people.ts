import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { ActivityInput, IdentityImport } from '@dormouse/core';
import { CannotRun, openSource } from '@dormouse/example-importers';

/** Who is in a file, and what they did. */
export interface People {
  /** The newest instant in it, UTC ms. */
  readonly at: number;
  readonly identities: readonly IdentityImport[];
  /** Each activity by itself, so that the daily counters of a backtest are there. */
  readonly activities: readonly ActivityInput[];
}

const HEADER = 'identity_id,kind,type,at,outcome';

/**
 * Reads a CSV of activity row by row, and anything else through the importers, which know only the last activity.
 * @throws CannotRun when nothing in it can be used
 */
export async function readPeople(path: string): Promise<People> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new CannotRun(`${path} cannot be read (${error.message})`);
  });
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = isZipped ? gunzipSync(bytes).toString() : bytes.toString();
  const people = text.startsWith(HEADER) ? fromRows(text.split(/\r?\n/).slice(1)) : await fromImporter(path);
  if (people.identities.length === 0) throw new CannotRun(`${path}: there is no good row in it`);
  return people;
}

/** Somebody is there from his first activity on. Rows that are cut short are left out. */
function fromRows(lines: readonly string[]): People {
  const created = new Map<string, IdentityImport>();
  const activities: ActivityInput[] = [];
  let newest = 0;
  for (const line of [...lines].sort((left, right) => atOf(left) - atOf(right))) {
    const [id, kind, type, at, outcome] = line.split(',');
    if (id === undefined || kind === undefined || type === undefined || at === undefined) continue;
    if (Number.isNaN(Date.parse(at)) || (outcome !== 'success' && outcome !== 'failure')) continue;
    if (!created.has(id)) created.set(id, { identity: { id, kind, createdAt: new Date(at).toISOString() } });
    activities.push({ identityId: id, type, at: new Date(at), outcome });
    newest = Date.parse(at);
  }
  return { at: newest, identities: [...created.values()], activities };
}

function atOf(line: string): number {
  return Date.parse(line.split(',')[3] ?? '');
}

async function fromImporter(path: string): Promise<People> {
  const source = await openSource(path);
  const identities: IdentityImport[] = [];
  let newest = 0;
  const nothing = (): void => undefined;
  const seen = (instant: number): void => {
    newest = Math.max(newest, instant);
  };
  for await (const item of source.read({ until: null, seen, note: nothing, tick: nothing })) {
    if (!('ok' in item)) continue;
    // The importers name an account of their own.
    const { identity, ...rest } = item.ok as IdentityImport;
    const { accountId: _, ...own } = identity;
    identities.push({ ...rest, identity: own });
  }
  // Parents come before their children.
  const isChild = ({ identity }: IdentityImport): number => (identity.parentId ? 1 : 0);
  identities.sort((left, right) => isChild(left) - isChild(right));
  return { at: newest, identities, activities: [] };
}
