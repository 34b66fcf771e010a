import type { JSX } from 'preact';
import { dayText, instantText } from '../state/format';

/** A day, with the time of it where the pointer rests. */
export function Time({ at }: { readonly at: string }): JSX.Element {
  return (
    <time dateTime={at} title={instantText(at)}>
      {dayText(at)}
    </time>
  );
}
