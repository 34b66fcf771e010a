import type { JSX } from 'preact';
import { Icon } from '../parts/icon';
import { countText } from '../state/format';
import type { Go } from '../state/route';
import { PAGE_SIZE } from './page-size';

export function Pages(props: { readonly page: number; readonly total: number; readonly go: Go }): JSX.Element | null {
  const { page, total, go } = props;
  const last = Math.max(1, Math.ceil(total / PAGE_SIZE));
  if (last === 1 && page === 1) return null;
  const from = (page - 1) * PAGE_SIZE + 1;
  const step = (to: number): void => {
    go({ page: to });
    document.querySelector('.tabs')?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <nav class="pages" aria-label="Pages">
      <span class="faint">
        {countText(Math.min(from, total))}–{countText(Math.min(total, page * PAGE_SIZE))} of {countText(total)}
      </span>
      <button type="button" class="button small" disabled={page <= 1} onClick={() => step(Math.min(page - 1, last))}>
        <Icon name="left" /> Previous
      </button>
      <button type="button" class="button small" disabled={page >= last} onClick={() => step(page + 1)}>
        Next <Icon name="right" />
      </button>
    </nav>
  );
}
