import { createHash } from 'node:crypto';
import type { IdentityImport, JsonObject } from '@dormouse/core';
import { inactiveIdentities } from './policy';
import type { Services } from './services';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const ACTOR = 'sample-data';

/** The account of the sample: 32 hexadecimal digits, always the same. */
export const SAMPLE_ACCOUNT: string = digest('dormouse sample account').slice(0, 32);

/** Puts the policy into force, and people, service IDs, profiles and keys into an account that has none. */
export async function addSampleData(services: Services): Promise<void> {
  const { dormouse, clock } = services;
  const accountId = SAMPLE_ACCOUNT;
  const policies = await dormouse.policies.list(accountId);
  if (policies.length === 0) {
    await dormouse.policies.activate({
      accountId,
      actor: ACTOR,
      document: inactiveIdentities,
      reason: 'the policy of the example',
    });
  }
  const { items } = await dormouse.identities.list({ accountId, limit: 1 });
  if (items.length > 0) return;
  const now = clock().getTime();
  const sample = sampleIdentities(now);
  const identities = sample.map((each) => toImport(each, now));
  await dormouse.identities.import({ accountId, actor: ACTOR, source: 'sample data', identities, atomic: true });
}

/** With the history that it would have had under the policy: the notice, and the control. */
function toImport({ identity, lastAuthn, count }: Sample, now: number): IdentityImport {
  const base = lastAuthn ?? identity.createdAt;
  const place = { policyId: inactiveIdentities.id, ruleId: 'everyone', base: iso(base) };
  const isWarned = !identity.labels.includes('break-glass') && base + 30 * DAY <= now;
  const dormantAt = base + 90 * DAY;
  const isDormant = isWarned && dormantAt <= now;
  const control = {
    id: `control-${identity.id}`,
    type: 'DORMANT',
    setBy: 'POLICY' as const,
    reasonCode: 'INACTIVITY',
    createdAt: iso(dormantAt),
    cause: { policyId: inactiveIdentities.id, version: 1, ruleId: 'everyone', stageId: 'dormant' },
  };
  return {
    identity: { ...identity, createdAt: iso(identity.createdAt) },
    ...(lastAuthn !== null && { activity: { authentication: { success: { lastAt: iso(lastAuthn), count } } } }),
    approvedAt: iso(identity.createdAt),
    controls: isDormant ? [control] : [],
    progress: [
      ...(isWarned ? [{ ...place, stageId: 'notice', at: iso(base + 30 * DAY), outcome: 'served' as const }] : []),
      ...(isDormant ? [{ ...place, stageId: 'dormant', at: iso(dormantAt), outcome: 'acted' as const }] : []),
    ],
  };
}

const iso = (at: number): string => new Date(at).toISOString();

/** An identity of the sample. `createdAt` is UTC ms. */
interface SampleIdentity {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly createdAt: number;
  readonly locked: boolean;
  readonly labels: readonly string[];
  readonly parentId?: string | null;
  readonly attributes?: JsonObject;
}

interface Sample {
  readonly identity: SampleIdentity;
  /** UTC ms; null: never. */
  readonly lastAuthn: number | null;
  readonly count: number;
}

/** 120 users, 60 service IDs, 40 trusted profiles and 180 API keys. The same every time, but for the day they are seen from. */
function sampleIdentities(now: number): readonly Sample[] {
  const users = range(120).map((index) => user(index, now));
  const serviceIds = range(60).map((index) =>
    machine('service_id', `ServiceId-${uuid(`service ${index}`)}`, serviceName(index), index, now),
  );
  const profiles = range(40).map((index) =>
    machine(
      'trusted_profile',
      `Profile-${uuid(`profile ${index}`)}`,
      `${pick(TEAMS, index)}-${pick(STAGES, index)}`,
      index + 7,
      now,
    ),
  );
  const owners = [...users, ...serviceIds];
  const keys = range(180).map((index) => {
    const owner = owners[(index * 7) % owners.length];
    const key = machine('api_key', `ApiKey-${uuid(`key ${index}`)}`, `${pick(USES, index)}-${index}`, index + 3, now);
    // Whose owner has gone quiet is quiet too: a key is seen with its owner.
    const isQuiet = owner !== undefined && (owner.lastAuthn === null || owner.lastAuthn < now - 30 * DAY);
    const lastAuthn = isQuiet ? owner.lastAuthn : key.lastAuthn;
    const createdAt = Math.min(key.identity.createdAt, lastAuthn ?? key.identity.createdAt);
    return { ...key, lastAuthn, identity: { ...key.identity, createdAt, parentId: owner?.identity.id ?? null } };
  });
  return [...owners, ...profiles, ...keys];
}

function user(index: number, now: number): Sample {
  const name = `${pick(FIRST, index)} ${pick(LAST, index * 3 + Math.floor(index / FIRST.length))}`;
  const username = `${name.toLowerCase().replace(' ', '.')}@example.com`;
  const id = `IBMid-${digest(`user ${index}`).slice(0, 10).toUpperCase()}`;
  const sample = machine('user', id, name, index, now);
  const labels = index === 0 ? ['break-glass'] : [];
  return { ...sample, identity: { ...sample.identity, labels, attributes: { username, email: username } } };
}

function machine(kind: string, id: string, name: string, index: number, now: number): Sample {
  const age = 60 + ((index * 37) % 900);
  const days = silentDays(index);
  const locked = index % 29 === 11;
  return {
    identity: { id, kind, name, createdAt: now - age * DAY, locked, labels: [] },
    lastAuthn: days === null ? null : now - Math.min(days, age) * DAY - ((index * 13) % 24) * HOUR,
    count: 1 + ((index * 17) % 300),
  };
}

/** Most were seen this month; some are quiet for weeks, some for long, some were never used. */
function silentDays(index: number): number | null {
  const place = (index * 31) % 20;
  if (place === 19) return null;
  if (place < 12) return (index * 5) % 25;
  return place < 16 ? 30 + ((index * 11) % 50) : 90 + ((index * 23) % 400);
}

const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);
const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';
const serviceName = (index: number): string => `${pick(TEAMS, index)}-${pick(USES, index + 2)}`;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function uuid(text: string): string {
  const hex = digest(text);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

const FIRST = [
  'Ada',
  'Ben',
  'Carla',
  'Deniz',
  'Emil',
  'Fatima',
  'Grace',
  'Hugo',
  'Ines',
  'Jonas',
  'Kiran',
  'Lena',
  'Mateo',
  'Nora',
  'Omar',
  'Priya',
  'Quinn',
  'Rosa',
  'Sven',
  'Tara',
  'Uma',
  'Viktor',
  'Wanda',
  'Yusuf',
  'Zoe',
];
const LAST = [
  'Adler',
  'Brandt',
  'Costa',
  'Dietrich',
  'Eriksen',
  'Fontaine',
  'Garcia',
  'Hansen',
  'Ibrahim',
  'Jansen',
  'Kovacs',
  'Lindqvist',
  'Moreau',
  'Novak',
  'Okafor',
  'Petrov',
  'Quist',
  'Rossi',
  'Suzuki',
  'Tanaka',
  'Ueda',
  'Vargas',
  'Weber',
  'Young',
  'Zhang',
];
const TEAMS = ['billing', 'checkout', 'data-lake', 'identity', 'mobile', 'observability', 'search', 'shipping'];
const STAGES = ['dev', 'test', 'staging', 'production'];
const USES = ['backup', 'ci', 'deploy', 'export', 'import', 'laptop', 'metrics', 'nightly', 'sync'];
