import type { JSX } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { ActionDialog, type Chosen } from './actions/action-dialog';
import type { Calls } from './api/calls';
import type { Done, Session } from './api/types';
import { Drawer } from './drawer/drawer';
import { IdentitiesView } from './identities/identities-view';
import { Toast, type ToastContent } from './parts/toast';
import { PolicyView } from './policy/policy-view';
import { type Route, useRoute } from './state/route';
import { TopBar } from './top-bar';

export interface PageProps {
  readonly session: Session;
  readonly calls: Calls;
  /** Forgets the token; null where there is none. */
  readonly onLeave: (() => void) | null;
}

const titles = { identities: 'Inactive identities', policy: 'Policy' } as const satisfies Record<Route['view'], string>;

/** The page: one of its views, and over it the drawer of an identity, the dialog of an action, and what was done last. */
export function Page({ session, calls, onLeave }: PageProps): JSX.Element {
  const [route, go] = useRoute();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [toast, setToast] = useState<ToastContent | null>(null);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    document.title = `${titles[route.view]} · Dormouse`;
  }, [route.view]);
  const done = useCallback((result: Done) => {
    setChosen(null);
    setToast(toastOf(result));
    setChanges((before) => before + 1);
  }, []);
  const undo = (id: string): void => {
    calls.undo(id).then(done, (error: Error) => {
      setToast({ tone: 'bad', text: error.message, lines: [], undo: null });
    });
  };
  const mayAct = session.role === 'administrator';
  const shared = { calls, route, go, changes, mayAct, onAction: setChosen };
  // What is outside an open drawer cannot be reached: then the message stands in it.
  const message = <Toast content={toast} onUndo={undo} onClose={() => setToast(null)} />;
  const isOpen = route.open !== '';
  return (
    <>
      <TopBar session={session} route={route} go={go} onLeave={onLeave} />
      <main id="main">
        {route.view === 'policy' ? <PolicyView calls={calls} go={go} /> : <IdentitiesView {...shared} />}
      </main>
      {isOpen ? <Drawer {...shared} key={route.open} id={route.open} message={message} /> : message}
      {chosen === null ? null : (
        <ActionDialog calls={calls} chosen={chosen} onDone={done} onClose={() => setChosen(null)} />
      )}
    </>
  );
}

function toastOf({ message, refused, undo }: Done): ToastContent {
  return {
    tone: refused.length > 0 ? 'bad' : 'good',
    text: message,
    lines: refused.map((each) => each.message),
    undo,
  };
}
