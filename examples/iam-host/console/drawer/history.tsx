import type { JSX } from 'preact';
import type { IdentityDetail } from '../api/types';
import { Icon } from '../parts/icon';
import { amountText, instantText } from '../state/format';

/** What happened to an identity, and whether the record of it is whole. */
export function History({ detail }: { readonly detail: IdentityDetail }): JSX.Element {
  const { events, history } = detail;
  return (
    <section aria-labelledby="history">
      <h3 id="history">History</h3>
      <p class={`verified${history.verified ? '' : ' is-broken'}`}>
        <Icon name={history.verified ? 'check' : 'alert'} />
        {amountText(history.events, 'event', 'events')},{' '}
        {history.verified ? 'each one bound to the one before: nothing was changed later' : 'but the chain is broken'}
      </p>
      <ol class="events">
        {events.map((event, index) => (
          <li key={index}>
            <time dateTime={event.at}>{instantText(event.at)}</time>
            <p>
              {event.text}
              {event.actor === null ? null : <span class="faint"> — {event.actor}</span>}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
