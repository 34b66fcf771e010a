import type { Client } from './client';
import type {
  Action,
  Done,
  Forecast,
  IdentityDetail,
  Kind,
  PolicyView,
  Preview,
  ReportPage,
  ReportState,
  Session,
  Simulation,
} from './types';

export interface RowsAsked {
  readonly kind: Kind;
  readonly search: string;
  readonly status: string;
  readonly sort: string;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface ActionAsked {
  readonly action: Action;
  readonly ids: readonly string[];
  readonly reason: string;
  readonly until?: string;
  readonly confirm?: boolean;
}

/** The calls of the host's own API, of one account. */
export interface Calls {
  readonly report: (signal?: AbortSignal) => Promise<ReportState>;
  readonly makeReport: (days: number) => Promise<ReportState>;
  readonly exportReport: (format: 'csv' | 'json') => Promise<Blob>;
  readonly rows: (asked: RowsAsked, signal?: AbortSignal) => Promise<ReportPage>;
  readonly identity: (id: string, signal?: AbortSignal) => Promise<IdentityDetail>;
  readonly preview: (action: Action, ids: readonly string[], signal?: AbortSignal) => Promise<Preview>;
  readonly act: (asked: ActionAsked) => Promise<Done>;
  readonly undo: (undo: string) => Promise<Done>;
  readonly policy: (signal?: AbortSignal) => Promise<PolicyView>;
  readonly simulate: (days: number, signal?: AbortSignal) => Promise<Simulation>;
  readonly forecast: (days: number, signal?: AbortSignal) => Promise<Forecast>;
}

export const readSession = ({ ask }: Client, signal?: AbortSignal): Promise<Session> => ask('/api/session', { signal });

export function callsOf({ ask, download }: Client, account: string): Calls {
  const base = `/api/accounts/${encodeURIComponent(account)}`;
  const get = <T>(path: string, signal?: AbortSignal, query = {}): Promise<T> =>
    ask(`${base}${path}`, { query, signal });
  const post = <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
    ask(`${base}${path}`, { method: 'POST', body, signal });
  return {
    report: (signal) => get('/report', signal),
    makeReport: (days) => post('/report', { days }),
    exportReport: (format) => download(`${base}/report/export`, { format }),
    rows: (asked, signal) => get('/report/rows', signal, asked),
    identity: (id, signal) => get(`/identities/${encodeURIComponent(id)}`, signal),
    preview: (action, ids, signal) => post('/actions/preview', { action, ids }, signal),
    act: (asked) => post('/actions', asked),
    undo: (undo) => post('/undo', { undo }),
    policy: (signal) => get('/policy', signal),
    simulate: (days, signal) => get('/policy/simulate', signal, { days }),
    forecast: (days, signal) => get('/policy/forecast', signal, { days }),
  };
}
