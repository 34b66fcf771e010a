import type { DormouseOptions } from '../../../src/engine/create-dormouse';
import type { IdentityImport } from '../../../src/engine/import-identities';
import type { ReportRow } from '../../../src/model/report';
import { formatInstant } from '../../../src/time/instant';
import { createWorld, DAY, START, type World } from '../support';

export const daysAgo = (days: number): number => START - days * DAY;

/** One identity, known for 500 days, that was active so many days before the start; null: never. */
export function member(id: string, kind: string, days: number | null, more: object = {}): IdentityImport {
  const identity = { id, kind, createdAt: formatInstant(daysAgo(500)), ...more };
  if (days === null) return { identity };
  return { identity, activity: { login: { success: { lastAt: formatInstant(daysAgo(days)), count: 1 } } } };
}

/** Two users, a service ID, and its two keys. */
export async function createOffice(options: Partial<DormouseOptions> = {}): Promise<World> {
  const world = createWorld(options);
  await importAll(world, [
    member('u-busy', 'user', 1, { name: 'Busy' }),
    member('u-idle', 'user', 40, { name: '=HYPERLINK("http://x","Idle")' }),
    member('s-1', 'service_id', 30, { name: 'builder' }),
    member('k-never', 'api_key', null, { parentId: 's-1' }),
    member('k-old', 'api_key', 400, { parentId: 's-1', locked: true }),
  ]);
  return world;
}

/** So many idle users, `u-00000` and so on. */
export async function createCrowd(count: number, options: Partial<DormouseOptions> = {}): Promise<World> {
  const world = createWorld(options);
  const ids = Array.from({ length: count }, (_, index) => `u-${String(index).padStart(5, '0')}`);
  await importAll(
    world,
    ids.map((id) => member(id, 'user', 40)),
  );
  return world;
}

export async function importAll({ dormouse }: World, identities: readonly IdentityImport[]): Promise<void> {
  for (let from = 0; from < identities.length; from += 5_000) {
    const part = identities.slice(from, from + 5_000);
    await dormouse.identities.import({ accountId: 'acme', identities: part, source: 'test', atomic: true });
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

export async function rowsOf({ dormouse }: World, reference = 'latest'): Promise<readonly ReportRow[]> {
  return collect(dormouse.reports.rows({ accountId: 'acme', reference }));
}
