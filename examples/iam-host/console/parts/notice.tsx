import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icon';

/** Something that the reader has to know here. `tone` `bad`: it is read out at once. */
export function Notice(props: {
  readonly tone: 'bad' | 'warn' | 'calm';
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`notice notice-${props.tone}`} role={props.tone === 'bad' ? 'alert' : undefined}>
      {props.tone === 'calm' ? null : <Icon name="alert" />}
      <div>{props.children}</div>
    </div>
  );
}

/** What the host refused, in its own words, and a way to ask again. */
export function Refused({ error, again }: { readonly error: Error; readonly again?: () => void }): JSX.Element {
  return (
    <Notice tone="bad">
      <p>{error.message}</p>
      {again === undefined ? null : (
        <button type="button" class="button small" onClick={again}>
          Try again
        </button>
      )}
    </Notice>
  );
}
