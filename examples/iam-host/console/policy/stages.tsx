import type { JSX } from 'preact';
import type { PolicyView } from '../api/types';
import { amountText } from '../state/format';

export function Stages({ stages }: { readonly stages: PolicyView['stages'] }): JSX.Element {
  return (
    <ol class="stages">
      {stages.map((stage) => (
        <li key={stage.id}>
          <strong>{amountText(stage.days, 'day', 'days')}</strong>
          <span class="stage-id">{stage.id}</span>
          <span class="faint">{stage.does}</span>
        </li>
      ))}
    </ol>
  );
}
