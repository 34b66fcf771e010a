import type { JSX } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon } from './icon';

export interface MenuItem {
  readonly id: string;
  readonly text: string;
  readonly isGrave: boolean;
}

export interface MenuProps {
  readonly label: string;
  readonly text: string;
  readonly items: readonly MenuItem[];
  readonly onChoose: (id: string) => void;
}

/** A button that opens a menu. Arrows, Home, End and Escape work as everywhere. The browser
 * keeps it above all else, and gives the focus to its first item as it opens. */
export function Menu({ label, text, items, onChoose }: MenuProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = (): void => list.current?.hidePopover();
  const choose = (item: MenuItem): void => {
    close();
    button.current?.focus();
    onChoose(item.id);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button small"
        aria-haspopup="menu"
        aria-label={label}
        popovertarget={id}
        onClick={() => place(button.current, list.current)}
      >
        {text} <Icon name="down" />
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        class="menu"
        onToggle={(event) => event.newState === 'open' && place(button.current, list.current)}
        onKeyDown={(event) => move(event, list.current)}
      >
        {items.map((item, index) => (
          <button
            key={item.id}
            type="button"
            role="menuitem"
            tabIndex={-1}
            autofocus={index === 0}
            class={item.isGrave ? 'grave' : ''}
            onClick={() => choose(item)}
          >
            {item.text}
          </button>
        ))}
      </div>
    </>
  );
}

/** Below the button, or above where there is no room; inside the window in any case. */
function place(button: HTMLElement | null, list: HTMLElement | null): void {
  if (button === null || list === null) return;
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const isRoom = at.bottom + height + 8 < innerHeight;
  list.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
  list.style.top = `${Math.max(8, isRoom ? at.bottom + 4 : at.top - height - 4)}px`;
}

function move(event: KeyboardEvent, list: HTMLElement | null): void {
  const items = [...(list?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const last = items.length - 1;
  const goals: Readonly<Record<string, number>> = {
    ArrowDown: at >= last ? 0 : at + 1,
    ArrowUp: at <= 0 ? last : at - 1,
    Home: 0,
    End: last,
  };
  if (event.key === 'Tab') list?.hidePopover();
  const goal = goals[event.key];
  if (goal === undefined) return;
  event.preventDefault();
  items[goal]?.focus();
}
