import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icon';

export interface ModalProps {
  readonly title: string;
  readonly shape: 'dialog' | 'drawer';
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/**
 * A dialog over the page, or a drawer at its side. The browser keeps the focus inside, closes it on Escape, and gives the
 * focus back to where it was.
 */
export function Modal({ title, shape, onClose, children }: ModalProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      else document.querySelector('h1')?.focus();
    };
  }, []);
  const cancel = (event: Event): void => {
    event.preventDefault();
    onClose();
  };
  const press = (event: MouseEvent): void => {
    if (event.target === dialog.current) onClose();
  };
  return (
    <dialog ref={dialog} class={shape} aria-labelledby={id} onCancel={cancel} onMouseDown={press}>
      <div class="modal-body">
        <header class="modal-head">
          <h2 id={id} tabIndex={-1}>
            {title}
          </h2>
          <button type="button" class="button plain icon-only" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
