import type { Calls, RowsAsked } from '../api/calls';

/** The host takes so many in one action. */
export const MOST_AT_ONCE = 500;
const PAGE = 100;

/** The ids of every row of a filter that is still there, page by page, at most as many as one action takes. */
export async function allIds(calls: Calls, asked: RowsAsked): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (let offset = 0; ids.size < MOST_AT_ONCE; offset += PAGE) {
    const { rows, total } = await calls.rows({ ...asked, offset, limit: PAGE });
    for (const { id, removed } of rows) if (!removed && ids.size < MOST_AT_ONCE) ids.add(id);
    if (rows.length === 0 || offset + PAGE >= total) break;
  }
  return ids;
}
