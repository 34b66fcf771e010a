import type { IdentityState } from '@dormouse/core';
import { type Kind, SUSPENDED } from '../services';
import { authnTime, minuteTime } from './times';

/** A service ID, trusted profile or API key as IBM writes it. */
export function entityJson(
  state: IdentityState,
  kind: Exclude<Kind, 'user'>,
  withActivity: boolean,
): Record<string, unknown> {
  const { identity } = state;
  const created = minuteTime(identity.createdAt);
  return {
    id: identity.id,
    entity_tag: `${state.subject.controls.length}-${identity.locked ? 1 : 0}`,
    crn: `crn:v1:bluemix:public:iam-identity::a/${identity.accountId}::${kind.replace('_', '')}:${identity.id}`,
    account_id: identity.accountId,
    name: identity.name ?? '',
    iam_id: iamIdOf(state, kind),
    created_at: created,
    modified_at: created,
    ...(kind !== 'trusted_profile' && { locked: identity.locked }),
    ...(kind === 'api_key' && { created_by: identity.parentId ?? '', disabled: isSuspended(state), apikey: '' }),
    ...(withActivity && { activity: activityJson(state) }),
  };
}

/** Whose access it is: a key acts as its owner. */
function iamIdOf({ identity }: IdentityState, kind: Kind): string {
  if (kind !== 'api_key') return `iam-${identity.id}`;
  const owner = identity.parentId ?? '';
  return owner.startsWith('ServiceId-') ? `iam-${owner}` : owner;
}

export const isSuspended = ({ activeControls }: IdentityState): boolean =>
  activeControls.some(({ type, setBy }) => type === SUSPENDED && setBy === 'CLIENT');

function activityJson({ lastActiveAt, subject }: IdentityState): Record<string, unknown> {
  const count = subject.activity.reduce((sum, { successCount }) => sum + successCount, 0);
  return { ...(lastActiveAt !== null && { last_authn: authnTime(lastActiveAt) }), authn_count: count };
}
