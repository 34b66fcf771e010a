import { type IdentityFilterInput, type IdentityState, parseInstant } from '@dormouse/core';
import { Fault, type HostEnv } from '@dormouse/example-host-kit';
import type { Context, Hono } from 'hono';
import { readCursor, type Scope, writeCursor } from '../cursor';
import { readReasonCode } from '../dialect';
import { flagOf, limitOf, oneOf, type Query, readQuery } from '../query';
import type { Services } from '../services';
import { type Details, identityJson } from '../wire/identity';

export const STATUSES = ['PENDING', 'APPROVED', 'DENIED', 'DISABLED', 'ERROR'] as const;
const COMPARISONS = ['lt', 'lte', 'eq', 'gte', 'gt'] as const;
const CREATED = COMPARISONS.map((each) => `created_at.${each}`);

/** The guides print the path with `/v2` and without. */
export const PATHS = ['/v2/identity/identities', '/identity/identities'];

export function identityRoutes(app: Hono<HostEnv>, services: Services): void {
  for (const path of PATHS) {
    app.get(path, async (context) => context.json(await list(context, services)));
    app.get(`${path}/:id`, async (context) => {
      const query = readQuery(context, ['include_details', 'include_institution_members']);
      const { account } = context.get('grant');
      const state = await services.dormouse.identities.get(account, context.req.param('id'));
      const now = services.clock().getTime();
      return context.json(identityJson(services.dialect, state, now, detailsOf(query, true)));
    });
  }
}

function detailsOf(query: Query, single: boolean): Details {
  return {
    status: single || flagOf(query, 'include_details'),
    members: query['include_institution_members'] === undefined || flagOf(query, 'include_institution_members'),
  };
}

/** How many identities are looked at for one page at the most: a page may be short, and its cursor goes on. */
const LOOKED_AT = 20_000;

const PARAMETERS: readonly string[] = [
  'limit',
  'page_cursor',
  'order',
  'order_by',
  'identity_type',
  'status',
  'summary_status',
  'control_type',
  'control_reason_code',
  'last_active_before',
  'without_control_type',
  'include_details',
  ...CREATED,
];

async function list(context: Context<HostEnv>, { dormouse, dialect, clock }: Services): Promise<object> {
  const query = readQuery(context, PARAMETERS);
  oneOf(query, 'order_by', ['CREATED_AT']);
  oneOf(query, 'order', ['DESC']);
  const limit = limitOf(query, 1000);
  const filter = filterOf(query, dialect);
  const created = createdFilter(query);
  const { account: accountId } = context.get('grant');
  const scope: Scope = [
    accountId,
    'identities',
    JSON.stringify([filter, query['order'] ?? 'DESC', CREATED.map((name) => query[name] ?? null)]),
  ];
  let cursor = readCursor(scope, query['page_cursor']) as string | null;
  const found: IdentityState[] = [];
  let looked = 0;
  do {
    const page: Awaited<ReturnType<typeof dormouse.identities.list>> = await dormouse.identities.list({
      accountId,
      ...filter,
      cursor,
      limit: limit - found.length,
    });
    found.push(...page.items.filter(({ identity }) => created(identity.createdAt)));
    looked += page.items.length;
    cursor = page.cursor;
  } while (cursor !== null && found.length < limit && looked < LOOKED_AT);
  const now = clock().getTime();
  const items = found.map((state) => identityJson(dialect, state, now, detailsOf(query, false)));
  return { items, next_page_cursor: cursor === null ? '' : writeCursor(scope, cursor) };
}

function filterOf(query: Query, dialect: Services['dialect']): IdentityFilterInput {
  const status = oneOf(query, 'status', STATUSES) ?? oneOf(query, 'summary_status', STATUSES);
  if (
    query['status'] !== undefined &&
    query['summary_status'] !== undefined &&
    query['status'] !== query['summary_status']
  ) {
    throw new Fault('bad_request', 'status and summary_status ask for different things');
  }
  const kind = oneOf(query, 'identity_type', ['PERSON', 'INSTITUTION']);
  const types = ['SELL_ONLY', 'CLOSED', 'FROZEN', 'DORMANT'] as const;
  const has = oneOf(query, 'control_type', types);
  const lacks = oneOf(query, 'without_control_type', types);
  if (has !== null && lacks !== null)
    throw new Fault('bad_request', 'control_type and without_control_type: give one of them');
  const asked = query['control_reason_code'];
  const reasonCode = asked === undefined ? null : readReasonCode(dialect, asked);
  if (asked !== undefined && reasonCode === null) throw new Fault('bad_request', 'control_reason_code is not known');
  const before = query['last_active_before'];
  return {
    ...(status !== null && { status: { in: [status] } }),
    ...(kind !== null && { kind: { in: [kind] } }),
    ...(has !== null && { controlType: { in: [has] } }),
    ...(lacks !== null && { controlType: { notIn: [lacks] } }),
    ...(reasonCode !== null && { reasonCode: { in: [reasonCode] } }),
    ...(before !== undefined && { inactiveSince: before }),
  };
}

type Comparison = (typeof COMPARISONS)[number];
const compare: Readonly<Record<Comparison, (left: number, right: number) => boolean>> = {
  lt: (left, right) => left < right,
  lte: (left, right) => left <= right,
  eq: (left, right) => left === right,
  gte: (left, right) => left >= right,
  gt: (left, right) => left > right,
};

function createdFilter(query: Query): (createdAt: number) => boolean {
  const tests = COMPARISONS.flatMap((each) => {
    const text = query[`created_at.${each}`];
    if (text === undefined) return [];
    const instant = instantOf(text, `created_at.${each}`);
    return [(createdAt: number) => compare[each](createdAt, instant)];
  });
  return (createdAt) => tests.every((test) => test(createdAt));
}

/** @throws Fault `bad_request` */
export function instantOf(text: string, name: string): number {
  const instant = parseInstant(text);
  if (instant === null) throw new Fault('bad_request', `${name} must be an instant such as 2006-01-02T15:04:05Z`);
  return instant;
}
