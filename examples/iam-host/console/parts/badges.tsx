import type { JSX } from 'preact';
import type { Status } from '../api/types';
import { plainWord, statusWords } from '../state/words';
import { Icon } from './icon';

export function StatusBadge({ status }: { readonly status: Status }): JSX.Element {
  return <span class={`badge status-${status.toLowerCase()}`}>{statusWords[status]}</span>;
}

/** What holds of an identity beside its status: its controls, an exemption, a lock. */
export function Marks(props: {
  readonly controls: readonly string[];
  readonly isExempt: boolean;
  readonly isLocked: boolean;
}): JSX.Element {
  return (
    <>
      {props.controls.map((type) => (
        <span key={type} class="badge mark">
          {plainWord(type)}
        </span>
      ))}
      {props.isExempt ? (
        <span class="badge mark">
          <Icon name="shield" /> exempt
        </span>
      ) : null}
      {props.isLocked ? (
        <span class="badge mark">
          <Icon name="lock" /> locked
        </span>
      ) : null}
    </>
  );
}
