/** How IBM writes `last_authn`: a colon before the milliseconds. */
export function authnTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}:${String(at % 1000).padStart(3, '0')}+0000`;
}

/** How IBM writes other times: to the minute. */
export function minuteTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}+0000`;
}
