/** Where `pack.mjs` leaves the tarballs, and what they are called. */
import { join } from 'node:path';
import { cacheFolder } from './workspace.mjs';

export const tarballFolder = join(cacheFolder, 'tarballs');

export const tarballOf = ({ name, version }) =>
  join(tarballFolder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
