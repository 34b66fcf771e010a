import type { IdentityEventData, IdentityEventType } from '../model/event';

/** An event before the draft gives it its place in the log. */
export type NewEvent = {
  [T in IdentityEventType]: { readonly type: T; readonly data: IdentityEventData[T] };
}[IdentityEventType];
