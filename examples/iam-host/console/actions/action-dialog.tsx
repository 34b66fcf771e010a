import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Calls } from '../api/calls';
import type { Action, Done, Preview } from '../api/types';
import { Modal } from '../parts/modal';
import { Refused } from '../parts/notice';
import { amountText, dayFromNow } from '../state/format';
import { useLoaded } from '../state/use-loaded';
import { actionWords } from '../state/words';
import { ActionForm, type Given } from './action-form';
import { PreviewLists } from './preview-lists';

/** An action on some identities, before it is confirmed. */
export interface Chosen {
  readonly action: Action;
  readonly ids: readonly string[];
}

export interface ActionDialogProps {
  readonly calls: Calls;
  readonly chosen: Chosen;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

/** Says what an action would do, why it is or is not allowed and what else goes, and does it when it is confirmed. */
export function ActionDialog({ calls, chosen, onDone, onClose }: ActionDialogProps): JSX.Element {
  const { action, ids } = chosen;
  const preview = useLoaded((signal) => calls.preview(action, ids, signal), [calls, chosen]);
  const { verb, hint } = actionWords[action];
  const name = preview.value?.items.length === 1 ? preview.value.items[0]?.name : undefined;
  const title = `${verb} ${name ?? amountText(ids.length, 'identity', 'identities')}`;
  return (
    <Modal title={title} shape="dialog" onClose={onClose}>
      <p class="faint">{hint}</p>
      {preview.error === null ? null : <Refused error={preview.error} again={preview.reload} />}
      {preview.value === null && preview.error === null ? <p aria-busy="true">Looking at what it would do…</p> : null}
      {preview.value === null ? null : <Confirm {...{ calls, chosen, onDone, onClose }} preview={preview.value} />}
    </Modal>
  );
}

const blank = (): Given => ({ reason: '', until: dayFromNow(30), isConfirmed: false });

function Confirm(props: ActionDialogProps & { readonly preview: Preview }): JSX.Element {
  const { calls, chosen, preview, onDone, onClose } = props;
  const [given, setGiven] = useState<Given>(blank);
  const [error, setError] = useState<Error | null>(null);
  const [isSending, setSending] = useState(false);
  const send = (): void => {
    setSending(true);
    setError(null);
    const until = given.until === '' || !takesUntil(chosen.action) ? {} : { until: `${given.until}T00:00:00Z` };
    const confirm = preview.guard === null ? {} : { confirm: given.isConfirmed };
    calls.act({ ...chosen, reason: given.reason.trim(), ...until, ...confirm }).then(onDone, (refusal: Error) => {
      setError(refusal);
      setSending(false);
    });
  };
  return (
    <>
      <PreviewLists preview={preview} />
      {error === null ? null : <Refused error={error} />}
      <ActionForm {...{ preview, given, isSending, onClose }} onGiven={setGiven} onSend={send} />
    </>
  );
}

const takesUntil = (action: Action): boolean => action === 'postpone' || action === 'exempt';
