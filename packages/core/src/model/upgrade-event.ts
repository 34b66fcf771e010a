import type { DormouseEvent } from './event';
import { isObject } from './shape';
import { unknownForm, upgradeDocument } from './upgrade-document';

/** The form in which events are written at present. One that says no `form` is of this form. */
export const EVENT_FORM = 1;

type Data = Readonly<Record<string, unknown>>;

/** From each earlier form to the one after it. Whoever changes the form adds a line, and never changes one. */
const upgraders: ReadonlyMap<number, (data: Data) => Data> = new Map([[0, withWholeProgress]]);

/**
 * An event as readers see it: in the present form, whatever form it was written in. Its `hash` is that of the stored form:
 * verify events as they were stored, and upgrade them to read them.
 * @throws DormouseError `UNKNOWN_FORM` for a form that this version does not know, as when a newer one wrote it.
 * @example for (const event of exported) if (verifier.add(event)) show(upgradeEvent(event));
 */
export function upgradeEvent<E extends DormouseEvent>(event: E): E {
  if (event.form === undefined) return event;
  const { form: from, ...rest } = event;
  let data: Data = { ...event.data };
  for (let form = from; form !== EVENT_FORM; form++) {
    const upgrade = upgraders.get(form);
    if (upgrade === undefined) throw unknownForm('an event', from);
    data = upgrade(data);
  }
  return { ...rest, data } as unknown as E;
}

/**
 * Form 0 kept of a stage neither when its notice was acknowledged nor what it promised, and policies in documents of
 * form 0. No released version wrote it: it is the example that keeps this path tried.
 */
function withWholeProgress(data: Data): Data {
  const { progress, document } = data;
  return {
    ...data,
    ...(progress === undefined ? {} : { progress: Array.isArray(progress) ? progress.map(whole) : whole(progress) }),
    ...(isObject(document) ? { document: upgradeDocument(document as never, 0) } : {}),
  };
}

function whole(progress: unknown): unknown {
  return isObject(progress) ? { acknowledgedAt: null, promised: null, ...progress } : progress;
}
