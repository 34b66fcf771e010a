import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Notice } from './parts/notice';

/** Asks for a token. It is kept in this tab only, until the tab is closed. */
export function Login(props: {
  readonly error: string | null;
  readonly onToken: (token: string) => void;
}): JSX.Element {
  const [token, setToken] = useState('');
  const send = (event: Event): void => {
    event.preventDefault();
    const given = token.trim();
    if (given !== '') props.onToken(given);
  };
  return (
    <main class="alone">
      <h1>Inactive identities</h1>
      <form class="card form" onSubmit={send}>
        {props.error === null ? null : <Notice tone="bad">{props.error}</Notice>}
        <label class="field">
          <span>Access token</span>
          <input
            type="password"
            autocomplete="off"
            required
            value={token}
            onInput={(event) => setToken(event.currentTarget.value)}
          />
        </label>
        <p class="faint">It is kept in this tab only, until the tab is closed.</p>
        <button type="submit" class="button primary">
          Open the console
        </button>
      </form>
    </main>
  );
}
