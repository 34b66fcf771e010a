import type { Action, Kind, Status } from '../api/types';

/** What the page calls things. */
export const kindWords = {
  user: { one: 'user', many: 'users', tab: 'Users' },
  service_id: { one: 'service ID', many: 'service IDs', tab: 'Service IDs' },
  trusted_profile: { one: 'trusted profile', many: 'trusted profiles', tab: 'Trusted profiles' },
  api_key: { one: 'API key', many: 'API keys', tab: 'API keys' },
} as const satisfies Record<Kind, { readonly one: string; readonly many: string; readonly tab: string }>;

export const statusWords = {
  APPROVED: 'Active',
  PENDING: 'Pending',
  DENIED: 'Denied',
  DISABLED: 'Disabled',
  ERROR: 'Error',
} as const satisfies Record<Status, string>;

export const actionWords = {
  remove: { verb: 'Remove', hint: 'Gone for good: an ID never comes back. The history stays.' },
  disable: { verb: 'Disable', hint: 'Sign-ins are refused until somebody enables them again.' },
  enable: { verb: 'Enable', hint: 'What was disabled here may sign in again.' },
  postpone: { verb: 'Postpone', hint: 'What is due waits until the day that you choose.' },
  exempt: { verb: 'Exempt', hint: 'Inactivity has no consequences while the exemption lasts.' },
} as const satisfies Record<Action, { readonly verb: string; readonly hint: string }>;

/** In the order of the menu: the gentle ones first. */
export const actions: readonly Action[] = ['postpone', 'exempt', 'disable', 'enable', 'remove'];

/** `DORMANT_CONTROL` → `dormant control`. */
export const plainWord = (code: string): string => code.toLowerCase().replaceAll(/[_.]/g, ' ');
