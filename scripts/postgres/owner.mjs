/** Who runs the server: PostgreSQL refuses root, so that root hands it to `nobody`, who must reach all that it reads. */
import { chmodSync, chownSync, cpSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const ANYONE_ENTERS = 0o001;

/** What `spawn` needs for a process of the owner. */
export const ownerOptions = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** Whether the owner can walk into a folder: every folder above it, and itself, lets anyone in. */
function isReachable(folder) {
  if (!isRoot) return true;
  if ((statSync(folder).mode & ANYONE_ENTERS) === 0) return false;
  return dirname(folder) === folder || isReachable(dirname(folder));
}

/** A fresh folder of the owner, where only the owner and root can look. */
export function ownedFolder() {
  const base = [tmpdir(), '/tmp', '/var/tmp'].find(isReachable);
  if (base === undefined) throw new Error(`no temporary folder that user ${NOBODY} can enter`);
  const folder = mkdtempSync(join(base, 'dormouse-postgres-'));
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  return folder;
}

/** The folder of the binaries itself, or a copy inside `home` when the owner cannot reach it (a clone in a 0700 folder). */
export function reachableBinaries(folder, home) {
  if (isReachable(folder)) return folder;
  const copy = join(home, 'native');
  cpSync(dirname(folder), copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  return join(copy, basename(folder));
}
