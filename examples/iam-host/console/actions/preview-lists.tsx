import type { JSX } from 'preact';
import type { Preview, PreviewItem } from '../api/types';
import { Icon } from '../parts/icon';
import { Notice } from '../parts/notice';
import { amountText } from '../state/format';

const SHOWN = 100;

/** What an action would do: to whom, to whom not and why not, and what goes with them. */
export function PreviewLists({ preview: { action, items, alsoGoes } }: { readonly preview: Preview }): JSX.Element {
  const allowed = items.filter((item) => item.allowed);
  const refused = items.filter((item) => !item.allowed);
  return (
    <div class="preview">
      {refused.length === 0 ? null : (
        <Notice tone="warn">
          <p>
            <strong>
              {items.length === 1 ? 'It is not allowed.' : `Not allowed for ${refused.length} of ${items.length}.`}
            </strong>
          </p>
          <Items items={refused} />
        </Notice>
      )}
      {allowed.length === 0 ? null : (
        <section aria-label="Allowed">
          {items.length === 1 ? null : <h3>{amountText(allowed.length, 'identity', 'identities')}</h3>}
          <Items items={allowed} />
        </section>
      )}
      {alsoGoes.length === 0 ? null : (
        <section aria-label="What else goes" class="also">
          <h3>
            <Icon name="key" /> {amountText(alsoGoes.length, 'API key', 'API keys')}{' '}
            {action === 'remove' ? 'will be removed too' : 'will be affected too'}
          </h3>
          <ul class="lines">
            {alsoGoes.slice(0, SHOWN).map((key) => (
              <li key={key.id}>
                <strong>{key.name}</strong> <span class="faint">of {key.owner}</span>
              </li>
            ))}
            <More count={alsoGoes.length - SHOWN} />
          </ul>
        </section>
      )}
    </div>
  );
}

function Items({ items }: { readonly items: readonly PreviewItem[] }): JSX.Element {
  return (
    <ul class="lines">
      {items.slice(0, SHOWN).map((item) => (
        <li key={item.id}>
          <strong>{item.name}</strong>: {item.because}
        </li>
      ))}
      <More count={items.length - SHOWN} />
    </ul>
  );
}

function More({ count }: { readonly count: number }): JSX.Element | null {
  return count > 0 ? <li class="faint">and {count} more</li> : null;
}
