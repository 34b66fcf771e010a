import type { Dormouse } from '@dormouse/core';
import type { Grant, Log } from '@dormouse/example-host-kit';
import type { Dialect } from './dialect';

/** What the routes work with. */
export interface Services {
  readonly dormouse: Dormouse;
  readonly dialect: Dialect;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly log: Log;
  /** Puts the policies into force for an account that has none yet. */
  readonly ready: (accountId: string) => Promise<void>;
}

/** Whom a command is for, as every command says it. */
export const orderedBy = ({ account, actor }: Grant): { accountId: string; actor: string } => ({
  accountId: account,
  actor,
});
