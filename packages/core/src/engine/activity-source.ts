import type { StopSignal } from '../storage/storage';
import type { ActivityInput } from './activity-input';

/**
 * The host's freshest activity of identities that are about to be acted on (S6). It is asked for at most 1,000
 * identities at once, outside any transaction, and answers with what they did lately; those that did nothing need not
 * show. What it answers is recorded like any other activity, so that an activity must not be told twice: give each as one
 * of a type of its own, or with the instant alone where counts do not matter.
 */
export type ActivitySource = (
  accountId: string,
  identityIds: readonly string[],
  options: { readonly signal?: StopSignal },
) => readonly ActivityInput[] | Promise<readonly ActivityInput[]>;
