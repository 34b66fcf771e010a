import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Kind, SortKey } from '../api/types';

/** Where the reader is. It stands in the address, so that a reload or a link leads back to the same place. */
export interface Route {
  readonly view: 'identities' | 'policy';
  readonly kind: Kind;
  readonly search: string;
  readonly status: string;
  readonly sort: SortKey;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
  /** The identity whose drawer is open. */
  readonly open: string;
}

export type Go = (change: Partial<Route>, how?: { readonly replace: boolean }) => void;

const start: Route = {
  view: 'identities',
  kind: 'user',
  search: '',
  status: '',
  sort: 'lastActiveAt',
  descending: false,
  page: 1,
  open: '',
};

const kinds = ['user', 'service_id', 'trusted_profile', 'api_key'] as const satisfies readonly Kind[];
const sorts = ['name', 'lastActiveAt', 'status', 'owner'] as const satisfies readonly SortKey[];

function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const given = new URLSearchParams(query);
  const page = Number(given.get('page'));
  return {
    view: path === 'policy' ? 'policy' : 'identities',
    kind: kinds.find((kind) => kind === given.get('kind')) ?? start.kind,
    search: given.get('search') ?? '',
    status: given.get('status') ?? '',
    sort: sorts.find((sort) => sort === given.get('sort')) ?? start.sort,
    descending: given.get('descending') === 'true',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    open: given.get('open') ?? '',
  };
}

export function hrefOf(route: Route): string {
  const { view, ...rest } = route;
  const query = new URLSearchParams();
  if (view === 'identities') {
    for (const [name, value] of Object.entries(rest)) {
      if (value !== start[name as keyof Route]) query.set(name, String(value));
    }
  }
  const text = query.toString();
  return `#/${view}${text === '' ? '' : `?${text}`}`;
}

export const startOf = (view: Route['view']): Route => ({ ...start, view });

/** The route, and how to change it. */
export function useRoute(): readonly [Route, Go] {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const read = (): void => setRoute(readRoute(location.hash));
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, []);
  const go = useCallback<Go>((change, how) => {
    const next = { ...readRoute(location.hash), ...change };
    const href = hrefOf(next);
    if (how?.replace === true) history.replaceState(null, '', href);
    else history.pushState(null, '', href);
    setRoute(next);
  }, []);
  return [route, go];
}
