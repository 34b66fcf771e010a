import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { callsOf, readSession } from './api/calls';
import { ApiError, createClient } from './api/client';
import { Login } from './login';
import { Page } from './page';
import { Refused } from './parts/notice';
import { useLoaded } from './state/use-loaded';

const KEY = 'dormouse-token';

/** The console: asks the host who the reader is, and the reader for a token where the host wants one. */
export function App(): JSX.Element {
  const [token, setToken] = useState(() => sessionStorage.getItem(KEY));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const enter = (given: string): void => {
    sessionStorage.setItem(KEY, given);
    setToken(given);
    setAsking(false);
  };
  const leave = (why: string | null): void => {
    sessionStorage.removeItem(KEY);
    setToken(null);
    setRefusal(why);
    setAsking(true);
  };
  if (isAsking) return <Login error={refusal} onToken={enter} />;
  const refused = (): void => leave(token === null ? null : 'The host does not know this token.');
  return (
    <Entered key={token ?? ''} token={token} onRefused={refused} onLeave={token === null ? null : () => leave(null)} />
  );
}

interface EnteredProps {
  readonly token: string | null;
  readonly onRefused: () => void;
  readonly onLeave: (() => void) | null;
}

function Entered({ token, onRefused, onLeave }: EnteredProps): JSX.Element {
  const client = useMemo(() => createClient(token), [token]);
  const { value: session, error, reload } = useLoaded((signal) => readSession(client, signal), [client]);
  const account = session?.account;
  const calls = useMemo(() => (account === undefined ? null : callsOf(client, account)), [client, account]);
  const isRefused = error instanceof ApiError && error.status === 401;
  useEffect(() => {
    if (isRefused) onRefused();
  }, [isRefused, onRefused]);
  if (session !== null && calls !== null) return <Page session={session} calls={calls} onLeave={onLeave} />;
  return (
    <main class="alone" aria-busy={error === null}>
      <h1>Inactive identities</h1>
      {error === null || isRefused ? <p class="faint">Loading…</p> : <Refused error={error} again={reload} />}
    </main>
  );
}
