import type { JSX } from 'preact';
import { Icon } from './icon';

/** What was just done, or was not. It stays until it is closed or the next one comes: nobody has to read fast. */
export interface ToastContent {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  /** What was refused, a line each. */
  readonly lines: readonly string[];
  /** How it is undone; null: it cannot be. */
  readonly undo: string | null;
}

export interface ToastProps {
  readonly content: ToastContent | null;
  readonly onUndo: (undo: string) => void;
  readonly onClose: () => void;
}

export function Toast({ content, onUndo, onClose }: ToastProps): JSX.Element {
  const undo = content?.undo ?? null;
  return (
    <div class="toast-place" role="status">
      {content === null ? null : (
        <div class={`toast toast-${content.tone}`}>
          <Icon name={content.tone === 'good' ? 'check' : 'alert'} />
          <div class="toast-text">
            <p>{content.text}</p>
            {content.lines.length === 0 ? null : (
              <ul>
                {content.lines.slice(0, 5).map((line) => (
                  <li key={line}>{line}</li>
                ))}
                {content.lines.length > 5 ? <li>and {content.lines.length - 5} more</li> : null}
              </ul>
            )}
          </div>
          {undo === null ? null : (
            <button type="button" class="button small" onClick={() => onUndo(undo)}>
              <Icon name="undo" /> Undo
            </button>
          )}
          <button type="button" class="button plain icon-only small" aria-label="Close the message" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
