import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PolicyView } from '../api/types';
import { Icon } from '../parts/icon';
import { amountText } from '../state/format';

type Pack = PolicyView['packs'][number];

/** Policies that are ready to use, each with the text that it follows. */
export function Packs({ packs }: { readonly packs: readonly Pack[] }): JSX.Element | null {
  const [search, setSearch] = useState('');
  if (packs.length === 0) return null;
  const wanted = search.trim().toLowerCase();
  const found = packs.filter((pack) => `${pack.title} ${pack.clause} ${pack.summary}`.toLowerCase().includes(wanted));
  return (
    <section class="panel" aria-labelledby="packs">
      <div class="panel-head">
        <h2 id="packs">Packs</h2>
        <p class="filters-total faint" role="status">
          {amountText(found.length, 'pack', 'packs')}
        </p>
        <label class="search">
          <Icon name="search" />
          <span class="only-read">Search packs</span>
          <input
            type="search"
            placeholder="Search packs"
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
      </div>
      <p class="faint sentence">
        Policies that follow a law, a standard or another product, ready to use. To put one into force is a change of
        the policy, not of this page.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to do so by keys too */}
      <section class="pack-list" tabIndex={0} aria-label="All packs">
        <ul>
          {found.map((pack) => (
            <PackLine key={pack.id} pack={pack} />
          ))}
        </ul>
      </section>
    </section>
  );
}

function PackLine({ pack }: { readonly pack: Pack }): JSX.Element {
  return (
    <li>
      <strong>{pack.title}</strong>
      <span class="faint">{pack.clause}</span>
      <span>{pack.summary}</span>
    </li>
  );
}
