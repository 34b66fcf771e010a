import type { JSX } from 'preact';
import type { IdentityDetail } from '../api/types';
import { Icon } from '../parts/icon';
import { Time } from '../parts/time';
import { plainWord } from '../state/words';

/** The controls and exemptions of an identity: what each is for, since when, by whom. */
export function Restrictions({ detail }: { readonly detail: IdentityDetail }): JSX.Element | null {
  const { controls, exemptions } = detail;
  if (controls.length + exemptions.length === 0) return null;
  return (
    <section aria-labelledby="restrictions">
      <h3 id="restrictions">Status details</h3>
      <ul class="cards">
        {controls.map(({ id, type, reason, since, setBy }) => (
          <li key={id} class="card">
            <p>
              <strong>{plainWord(type)}</strong> <span class="badge mark">{plainWord(reason)}</span>
            </p>
            <p class="faint">
              since <Time at={since} />, by {plainWord(setBy)}
            </p>
          </li>
        ))}
        {exemptions.map(({ id, kind, reason, until }) => (
          <li key={id} class="card">
            <p>
              <Icon name="shield" /> <strong>{plainWord(kind)}</strong>
            </p>
            <p>{reason}</p>
            <p class="faint">{until === null ? 'without an end' : <>until {<Time at={until} />}</>}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
