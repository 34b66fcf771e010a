import { isDormouseError } from '@dormouse/core';
import { Fault, type Grant } from '@dormouse/example-host-kit';
import { removeIdentity, setSuspended } from '../commands';
import type { Services } from '../services';
import { preview } from './preview';
import type { Action, Done } from './types';

/** An action, checked. */
export interface ActionRequest {
  readonly action: Action;
  readonly ids: readonly string[];
  readonly reason: string;
  readonly until: string | null;
  readonly confirm: boolean;
}

/** What was done can be undone by a token that says what it was; it is worth nothing to anybody else. */
interface Undo {
  readonly action: Exclude<Action, 'remove'>;
  readonly ids: readonly string[];
  /** The exemptions that were granted, by identity. */
  readonly exemptions: Readonly<Record<string, string>>;
}

const PAST: Readonly<Record<Action, string>> = {
  remove: 'removed',
  disable: 'disabled',
  enable: 'enabled',
  postpone: 'postponed',
  exempt: 'exempted',
};

/** Does an action on those that are allowed, and tells of the others. */
export async function act(services: Services, grant: Grant, request: ActionRequest): Promise<Done> {
  const { action, ids } = request;
  const { items, guard } = await preview(services, grant.account, action, ids);
  if (guard !== null && !request.confirm) throw new Fault('conflict', guard.message, { reason: 'CONFIRM' });
  const done: string[] = [];
  const refused = items.filter(({ allowed }) => !allowed).map(({ id, because }) => ({ id, message: because }));
  const exemptions: Record<string, string> = {};
  for (const { id } of items.filter(({ allowed }) => allowed)) {
    try {
      const exemption = await doOne(services, grant, request, id);
      if (exemption !== null) exemptions[id] = exemption;
      done.push(id);
    } catch (error) {
      if (!isDormouseError(error)) throw error;
      refused.push({ id, message: error.message });
    }
  }
  const undo = action === 'remove' || done.length === 0 ? null : writeUndo({ action, ids: done, exemptions });
  const message = `${done.length} ${PAST[action]}${refused.length > 0 ? `, ${refused.length} refused` : ''}.`;
  return { done, refused, undo, message };
}

async function doOne(
  services: Services,
  grant: Grant,
  { action, reason, until }: ActionRequest,
  id: string,
): Promise<string | null> {
  const order = { accountId: grant.account, actor: grant.actor, identityId: id, reason };
  switch (action) {
    case 'remove':
      await removeIdentity(services, grant, id, reason);
      return null;
    case 'disable':
    case 'enable':
      await setSuspended(services, grant, id, action === 'disable');
      return null;
    case 'postpone':
    case 'exempt': {
      const kind = action === 'postpone' ? ('POSTPONEMENT' as const) : ('EXEMPTION' as const);
      const end = until === null ? { indefinite: true } : { until };
      return (await services.dormouse.exemptions.grant({ ...order, kind, owner: grant.actor, ...end })).id;
    }
  }
}

/** Takes back what was done, as far as it is there still. */
export async function undo(services: Services, grant: Grant, token: string): Promise<Done> {
  const { action, ids, exemptions } = readUndo(token);
  const done: string[] = [];
  const refused: { id: string; message: string }[] = [];
  for (const id of ids) {
    try {
      if (action === 'disable' || action === 'enable') await setSuspended(services, grant, id, action === 'enable');
      else await endExemption(services, grant, id, exemptions[id] ?? '');
      done.push(id);
    } catch (error) {
      if (!isDormouseError(error)) throw error;
      refused.push({ id, message: error.message });
    }
  }
  return {
    done,
    refused,
    undo: null,
    message: `Undone for ${done.length}${refused.length > 0 ? `, not for ${refused.length}` : ''}.`,
  };
}

async function endExemption(
  { dormouse }: Services,
  { account, actor }: Grant,
  identityId: string,
  exemptionId: string,
): Promise<void> {
  await dormouse.exemptions.end({
    accountId: account,
    actor,
    identityId,
    exemptionId,
    reason: 'Undone',
    authority: 'OPERATOR',
  });
}

const writeUndo = (value: Undo): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function readUndo(token: string): Undo {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64url').toString()) as Undo;
    const isKnown = ['disable', 'enable', 'postpone', 'exempt'].includes(value.action);
    const isList =
      Array.isArray(value.ids) && value.ids.length <= 500 && value.ids.every((id) => typeof id === 'string');
    if (isKnown && isList && typeof value.exemptions === 'object' && value.exemptions !== null) return value;
  } catch {
    // Refused below, like any other text that is no token.
  }
  throw new Fault('bad_request', 'This cannot be undone.');
}
