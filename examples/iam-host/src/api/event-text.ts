import type { IdentityEvent } from '@dormouse/core';

/** What an event says, in a few words for the drawer. */
export function eventText(event: IdentityEvent): string {
  switch (event.type) {
    case 'identity.registered':
      return 'Registered';
    case 'identity.imported':
      return `Came from ${event.data.source}`;
    case 'identity.updated':
      return `Changed: ${event.data.changed.join(', ')}`;
    case 'identity.removed':
      return `Removed: ${event.data.reason}`;
    case 'identity.status_changed':
      return `${event.data.from} → ${event.data.to}`;
    case 'identity.notice_served':
      return `Notice ${event.data.progress.stageId}`;
    case 'identity.notice_withdrawn':
      return `Notice ${event.data.progress.stageId} withdrawn`;
    case 'identity.activity_refused':
      return 'Was active, and refused';
    case 'control.created':
      return `${event.data.control.type} set${event.data.control.reason === null ? '' : `: ${event.data.control.reason}`}`;
    case 'control.deleted':
      return `${event.data.control.type} lifted: ${event.data.control.deletionReason ?? ''}`;
    case 'exemption.granted':
      return `${event.data.exemption.kind.toLowerCase().replace('_', ' ')} granted: ${event.data.exemption.reason ?? ''}`;
    case 'exemption.ended':
      return `${event.data.kind.toLowerCase().replace('_', ' ')} ended`;
    default:
      return event.type.replaceAll(/[._]/g, ' ');
  }
}
