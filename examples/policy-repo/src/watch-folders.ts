import { type FSWatcher, watch } from 'node:fs';
import { resolve } from 'node:path';

/** Waits for changes in folders. */
export interface FolderWatch {
  /** Fulfilled soon after something changed since the last call. */
  readonly changed: () => Promise<void>;
  readonly close: () => void;
}

/** Editors write a file in several steps: what comes within this time is one change. */
const SETTLE_MS = 100;

/** Watches folders, for anything but changes of the files in `own`. A folder that goes away is a change too. */
export function watchFolders(folders: readonly string[], own: readonly string[]): FolderWatch {
  let wake: (() => void) | null = null;
  let isDirty = false;
  const tell = () => {
    isDirty = true;
    wake?.();
  };
  const ignored = new Set(own.map((path) => resolve(path)));
  const watchers: FSWatcher[] = folders.map((folder) =>
    watch(folder)
      .on('change', (_, name) => {
        if (!ignored.has(resolve(folder, String(name)))) tell();
      })
      .on('error', tell),
  );
  return {
    changed: async () => {
      if (!isDirty)
        await new Promise<void>((done) => {
          wake = done;
        });
      await new Promise((done) => setTimeout(done, SETTLE_MS));
      isDirty = false;
      wake = null;
    },
    close: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
}
