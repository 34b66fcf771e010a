import type { JSX } from 'preact';

/** Drawn with lines of the current colour, 20 by 20. They say nothing that the text beside them does not. */
const paths = {
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12Zm4.5-1.5L17 17',
  refresh: 'M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 3v3.5H13',
  close: 'M5 5l10 10M15 5L5 15',
  down: 'M5 8l5 5 5-5',
  left: 'M12 5l-5 5 5 5',
  right: 'M8 5l5 5-5 5',
  up: 'M10 16V5M5.5 9L10 4.5 14.5 9',
  lock: 'M5.5 9h9v7h-9ZM7 9V6.5a3 3 0 0 1 6 0V9',
  shield: 'M10 3l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V5Z',
  alert: 'M10 3l8 14H2ZM10 8v4M10 14.5v.5',
  check: 'M4 10.5l4 4 8-9',
  undo: 'M4 8h8a4 4 0 0 1 0 8H8M7 5L4 8l3 3',
  key: 'M7 13.5a3.5 3.5 0 1 1 2.8-5.6L17 8v3h-2v2h-3v-1.6A3.5 3.5 0 0 1 7 13.5Z',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1',
  moon: 'M16 12.5A6.5 6.5 0 0 1 8.5 4a6.5 6.5 0 1 0 7.5 8.5Z',
  screen: 'M3 4h14v9H3ZM7 17h6M10 13v4',
  export: 'M10 3v9M6.5 8.5L10 12l3.5-3.5M4 14v2h12v-2',
  out: 'M12 4h4v12h-4M4 10h8M9 7l3 3-3 3',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
