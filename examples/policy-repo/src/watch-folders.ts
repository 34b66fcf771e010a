import { type FSWatcher, watch } from 'node:fs';

/** Waits for changes in folders. */
export interface FolderWatch {
  /** Fulfilled soon after something changed since the last call. */
  readonly changed: () => Promise<void>;
  readonly close: () => void;
}

/** Editors write a file in several steps: what comes within this time is one change. */
const SETTLE_MS = 100;

/** Watches folders; a folder that goes away is a change too. */
export function watchFolders(folders: readonly string[]): FolderWatch {
  let wake: (() => void) | null = null;
  let isDirty = false;
  const tell = () => {
    isDirty = true;
    wake?.();
  };
  const watchers: FSWatcher[] = folders.map((folder) => watch(folder).on('change', tell).on('error', tell));
  return {
    changed: async () => {
      if (!isDirty)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      isDirty = false;
      wake = null;
    },
    close: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
}
