import type { JSX } from 'preact';
import type { Preview } from '../api/types';
import { Notice } from '../parts/notice';
import { amountText, dayFromNow } from '../state/format';
import { actionWords } from '../state/words';

/** What the reader gives with an action. */
export interface Given {
  readonly reason: string;
  /** `YYYY-MM-DD`; empty: without an end, where that is allowed. */
  readonly until: string;
  /** The guard's question was answered with yes. */
  readonly isConfirmed: boolean;
}

export interface ActionFormProps {
  readonly preview: Preview;
  readonly given: Given;
  readonly isSending: boolean;
  readonly onGiven: (given: Given) => void;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

export function ActionForm(props: ActionFormProps): JSX.Element {
  const { preview, isSending, onSend, onClose } = props;
  const { action, guard } = preview;
  const allowed = preview.items.filter((item) => item.allowed).length;
  const send = (event: Event): void => {
    event.preventDefault();
    if (!isSending) onSend();
  };
  const { verb } = actionWords[action];
  return (
    <form class="form" onSubmit={send}>
      {allowed === 0 ? null : <Fields {...props} />}
      {guard === null || allowed === 0 ? null : <GuardQuestion {...props} guard={guard} />}
      <div class="modal-foot">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        {allowed === 0 ? null : (
          <button
            type="submit"
            class={`button ${action === 'remove' ? 'danger' : 'primary'}`}
            aria-disabled={isSending}
          >
            {preview.items.length === 1 ? verb : `${verb} ${amountText(allowed, 'identity', 'identities')}`}
          </button>
        )}
      </div>
    </form>
  );
}

function Fields({ preview: { action }, given, onGiven }: ActionFormProps): JSX.Element {
  return (
    <>
      <label class="field">
        <span>Reason</span>
        <textarea
          rows={2}
          required
          maxLength={500}
          value={given.reason}
          onInput={(event) => onGiven({ ...given, reason: event.currentTarget.value })}
        />
        <span class="hint">It stays in the history, with your name.</span>
      </label>
      {action === 'postpone' || action === 'exempt' ? (
        <label class="field">
          <span>Until</span>
          <input
            type="date"
            required={action === 'postpone'}
            min={dayFromNow(1)}
            value={given.until}
            onInput={(event) => onGiven({ ...given, until: event.currentTarget.value })}
          />
          {action === 'exempt' ? <span class="hint">Leave it empty for an exemption without an end.</span> : null}
        </label>
      ) : null}
    </>
  );
}

type GuardProps = ActionFormProps & { readonly guard: NonNullable<Preview['guard']> };

function GuardQuestion({ guard, given, onGiven }: GuardProps): JSX.Element {
  return (
    <Notice tone="warn">
      <p>{guard.message}</p>
      <label class="check">
        <input
          type="checkbox"
          required
          checked={given.isConfirmed}
          onChange={(event) => onGiven({ ...given, isConfirmed: event.currentTarget.checked })}
        />
        <span>Yes, all {guard.asked} at once</span>
      </label>
    </Notice>
  );
}
