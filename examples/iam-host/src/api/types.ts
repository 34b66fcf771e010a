/**
 * The API of the console, as JSON. Instants are RFC 3339 in UTC. Paths begin with `/api/accounts/{account}`; a refusal has
 * IBM's error form (`errors[0].message`, `errors[0].details` is Dormouse's code).
 */
import type { Kind } from '../services';

export type Status = 'PENDING' | 'APPROVED' | 'DENIED' | 'DISABLED' | 'ERROR';

/** GET /api/session → who asks. */
export interface Session {
  readonly account: string;
  readonly role: 'viewer' | 'operator' | 'administrator';
  readonly actor: string;
}

/** GET /report → the newest report, as far as it is; 404 when none was ever asked for. POST /report `{ days }` → 202 the same. */
export interface ReportState {
  readonly reference: string;
  readonly state: 'pending' | 'ready' | 'failed';
  readonly at: string;
  readonly days: number;
  /** 0 to 1 while it is pending; the number of identities is known beforehand. */
  readonly progress: number;
  readonly error: string | null;
  /** How many of each kind there are, and how many are inactive. */
  readonly kinds: Readonly<
    Record<Kind, { readonly identities: number; readonly inactive: number; readonly neverUsed: number }>
  >;
}

/** GET /report/rows?kind=&search=&status=&sort=&descending=&offset=&limit= → one page of the newest ready report. GET /report/export?format=csv|ndjson|json → a file. */
export interface ReportPage {
  readonly reference: string;
  readonly total: number;
  readonly rows: readonly Row[];
}

export type SortKey = 'name' | 'lastActiveAt' | 'status' | 'owner';

/** An identity in a report. Its actions are those of now, not of the report. */
export interface Row {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly lastActiveAt: string | null;
  readonly createdAt: string;
  /** Whole days without activity. */
  readonly inactiveDays: number;
  readonly status: Status;
  readonly controls: readonly string[];
  readonly exempt: boolean;
  readonly locked: boolean;
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** How many API keys belong to it. */
  readonly children: number;
  /** It was removed after the report was made. */
  readonly removed: boolean;
}

export type Action = 'remove' | 'disable' | 'enable' | 'postpone' | 'exempt';

/**
 * POST /actions/preview `{ action, ids }` → what it would do, before anybody does it. At most 500 ids.
 * POST /actions `{ action, ids, reason, until?, confirm? }` → `Done`. `until` (RFC 3339) for postpone and exempt; exempt may leave it
 * out. An action on identities that are not allowed refuses those and does the others.
 */
export interface Preview {
  readonly action: Action;
  readonly items: readonly PreviewItem[];
  /** Names of identities that go too (API keys of those removed). */
  readonly alsoGoes: readonly { readonly id: string; readonly name: string; readonly owner: string }[];
  /** What the guard says of as many at once; null: it has nothing to say. Then the action needs `confirm: true`. */
  readonly guard: { readonly limit: number; readonly asked: number; readonly message: string } | null;
}

export interface PreviewItem {
  readonly id: string;
  readonly name: string;
  readonly allowed: boolean;
  /** In English: why it is or is not allowed. */
  readonly because: string;
}

export interface Done {
  readonly done: readonly string[];
  readonly refused: readonly { readonly id: string; readonly message: string }[];
  /** For `POST /undo { undo }`; null: it cannot be undone (a removal is for good). */
  readonly undo: string | null;
  /** In English, for the page to show. */
  readonly message: string;
}

/** GET /identities/{id} → the drawer. */
export interface IdentityDetail {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly email: string | null;
  readonly createdAt: string;
  readonly lastActiveAt: string | null;
  readonly status: Status;
  readonly locked: boolean;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly keys: readonly { readonly id: string; readonly name: string }[];
  readonly controls: readonly {
    readonly id: string;
    readonly type: string;
    readonly reason: string;
    readonly since: string;
    readonly setBy: string;
  }[];
  readonly exemptions: readonly {
    readonly id: string;
    readonly kind: string;
    readonly reason: string;
    readonly until: string | null;
  }[];
  /** Plain English, a sentence each. */
  readonly explanation: readonly string[];
  /** An SVG, made here, without scripts; every text in it is escaped. */
  readonly timelineSvg: string;
  readonly events: readonly {
    readonly at: string;
    readonly type: string;
    readonly text: string;
    readonly actor: string | null;
  }[];
  readonly history: { readonly events: number; readonly verified: boolean };
}

/** GET /policy → the policy page. */
export interface PolicyView {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly activatedAt: string;
  readonly document: unknown;
  readonly lifecycleSvg: string;
  readonly stages: readonly { readonly id: string; readonly days: number; readonly does: string }[];
  readonly packs: readonly {
    readonly id: string;
    readonly title: string;
    readonly clause: string;
    readonly summary: string;
  }[];
}

/** GET /policy/simulate?days=45 → if identities were made dormant after so many days (31 to 400) instead. */
export interface Simulation {
  readonly days: number;
  readonly population: number;
  /** How many would be warned and restricted that are not now, and released. */
  readonly counts: {
    readonly warned: number;
    readonly restricted: number;
    readonly released: number;
    readonly undecided: number;
  };
  readonly byKind: Readonly<Record<Kind, { readonly warned: number; readonly restricted: number }>>;
  /** At most 50 of those that would be warned or restricted. */
  readonly names: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: Kind;
    readonly effect: 'warned' | 'restricted' | 'released';
    readonly because: string;
  }[];
}

/** GET /policy/forecast?days=90 → how many reach which stage on which day if nobody acts. */
export interface Forecast {
  readonly days: readonly { readonly day: string; readonly warned: number; readonly dormant: number }[];
  readonly svg: string;
}
