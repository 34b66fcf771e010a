import { isDormouseError, type Storage } from '@dormouse/core';
import { memoryStorage } from '@dormouse/storage-memory';
import { openJournal } from './journal';
import { replay } from './line';
import { takeLock } from './lock-file';
import { writesTo } from './writes';

/** `close` waits for the writes under way, and lets another process open the file. */
export type FileStorage = Storage & { readonly close: () => Promise<void> };

/**
 * A durable storage in one file, for one process: a journal before a storage in memory, read back when it is opened.
 * @param options `fsync`: wait until each line is on the disk, so that a power cut loses nothing. Default: false.
 * @throws Error when the file is open already, damaged, or something else.
 */
export async function openFileStorage(path: string, { fsync = false } = {}): Promise<FileStorage> {
  const onClose = [takeLock(path)];
  const close = async (): Promise<void> => {
    for (const each of onClose) each();
  };
  try {
    const { lines, ...journal } = openJournal(path, fsync);
    onClose.unshift(journal.close);
    const memory = memoryStorage();
    for (const [line, from, isLast] of lines) {
      await replay(memory, line).catch((cause: unknown) => {
        // A call that was refused just when the process died left its line: it is refused again.
        if (!isLast || !isDormouseError(cause)) throw new Error(`${path} is damaged at byte ${from}`, { cause });
        journal.cut(from);
      });
    }
    return { ...memory, ...writesTo(memory, journal), close: () => journal.alone(close) };
  } catch (error) {
    await close();
    throw error;
  }
}
