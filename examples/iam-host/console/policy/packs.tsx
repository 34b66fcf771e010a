import type { JSX } from 'preact';
import type { PolicyView } from '../api/types';

/** Policies that are ready to use, each with the text that it follows. */
export function Packs({ packs }: { readonly packs: PolicyView['packs'] }): JSX.Element | null {
  if (packs.length === 0) return null;
  return (
    <section class="panel wide" aria-labelledby="packs">
      <h2 id="packs">Packs</h2>
      <p class="faint">
        Policies that are ready to use. To put one into force is a change of the policy, not of this page.
      </p>
      <ul class="cards">
        {packs.map((pack) => (
          <li key={pack.id} class="card">
            <h3>{pack.title}</h3>
            <p>{pack.summary}</p>
            <p class="faint">{pack.clause}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
