import { DormouseError } from '../../model/errors';
import { type InstantInput, toInstant } from '../../model/time-checks';
import type { StopSignal } from '../../storage/storage';
import type { Instant } from '../../time/instant';
import { checkId } from '../check-input';
import { readKinds } from '../reports/report-request';
import type { Runtime } from '../runtime';
import type { Telling } from '../tell-progress';
import type { PolicyChange } from './policy-change';
import { type Version, versionAfter } from './version';

/** How far a look at everyone has come. */
export interface LookProgress {
  readonly accountId: string;
  /** Identities that were judged. */
  readonly judged: number;
}

export interface SimulateRequest extends Telling<LookProgress> {
  readonly accountId: string;
  /** What is assumed, in order. Default: nothing, which shows what the next sweep would do. */
  readonly changes?: readonly PolicyChange[] | null;
  /** What it is compared with, as changes of what is in force. Default: what is in force. */
  readonly against?: readonly PolicyChange[] | null;
  /** When the changes are made and swept, if nothing comes in until then. Default: now. */
  readonly at?: InstantInput | null;
  /** Only identities of these kinds. Default: all. */
  readonly kinds?: readonly string[] | null;
  /** Looks only at about so many identities, and tells within which bounds the whole lies. Default: everyone. */
  readonly sample?: number | null;
  /** An `AbortSignal`: it ends the simulation with `ABORTED`. */
  readonly signal?: StopSignal | null;
}

/** A request that was checked, with both sides compiled. */
export interface Simulating {
  readonly accountId: string;
  readonly at: Instant;
  readonly kinds: readonly string[] | null;
  readonly base: Version;
  readonly draft: Version;
  /** How many identities the account has. */
  readonly population: number;
  /** How large a share of them is looked at. */
  readonly share: number;
  readonly sample: number | null;
}

/**
 * Checks what a simulation assumes.
 * @throws DormouseError `INVALID_POLICY` with every issue; `POLICY_NOT_FOUND`; `IDENTITY_NOT_FOUND` or
 * `EXEMPTION_NOT_FOUND` of an exemption to end; `INVALID_INSTANT`; `INVALID_ARGUMENT`.
 */
export async function readSimulation(runtime: Runtime, request: SimulateRequest): Promise<Simulating> {
  const accountId = checkId(request.accountId, 'accountId');
  const at = request.at === undefined || request.at === null ? runtime.now() : toInstant(request.at, 'at');
  const kinds = readKinds(request.kinds);
  const sample = readSample(request.sample);
  const [account, settings] = [await runtime.storage.policies(accountId), await runtime.policies.settingsOf(accountId)];
  const given = { settings, accountId, at };
  const base = versionAfter(runtime, account, given, request.against ?? []);
  const draft = versionAfter(runtime, account, given, request.changes ?? []);
  for (const side of [base, draft]) await checkEndings(runtime, accountId, side);
  const { identities: population } = await runtime.storage.guardState(accountId, at);
  const share = sample === null || population <= sample ? 1 : sample / population;
  return { accountId, at, kinds, base, draft, population, share, sample };
}

function readSample(sample: unknown): number | null {
  if (sample === undefined || sample === null) return null;
  if (typeof sample === 'number' && Number.isInteger(sample) && sample >= 1) return sample;
  throw new DormouseError('INVALID_ARGUMENT', 'sample must be a whole number from 1', { name: 'sample' });
}

/** An exemption that is misspelt would change nothing, and nobody would know. */
async function checkEndings({ storage }: Runtime, accountId: string, { endings }: Version): Promise<void> {
  if (endings.size === 0) return;
  const ids = [...endings.keys()];
  const { stored } = await storage.read(accountId, ids);
  ids.forEach((identityId, index) => {
    const found = stored[index];
    if (found === undefined || found === null) {
      throw new DormouseError('IDENTITY_NOT_FOUND', 'there is no identity with this id in the account', { identityId });
    }
    for (const exemptionId of endings.get(identityId) ?? []) {
      if (found.subject.exemptions.some(({ id }) => id === exemptionId)) continue;
      throw new DormouseError('EXEMPTION_NOT_FOUND', 'the identity has no exemption with this id', { exemptionId });
    }
  });
}
