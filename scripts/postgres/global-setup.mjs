/**
 * Gives the tests their servers: the one of TEST_DATABASE_URL, or else the oldest and the newest version that is found, one
 * server each for the whole run. A run without any fails here, because a suite that is left out looks like one that passed.
 */
import { findBinaries } from './find-binaries.mjs';
import { startServer } from './start-server.mjs';

/** A zone that no machine has by accident: a text of the server that depends on it must not reach an answer. */
const settings = { timezone: 'Pacific/Chatham', max_connections: '200' };

export async function setup(project) {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== '') {
    project.provide('postgresServers', [{ name: 'TEST_DATABASE_URL', url: given, binaries: null }]);
    return undefined;
  }
  const found = findBinaries();
  if (found.length === 0) {
    throw new Error(
      'No PostgreSQL: set TEST_DATABASE_URL, install PostgreSQL 15 or later, or install without leaving out optional dependencies',
    );
  }
  const chosen = found.filter((_, index) => index === 0 || index === found.length - 1);
  const servers = await Promise.all(chosen.map((binaries) => startServer(binaries, { settings })));
  const provided = chosen.map(({ major, folder }, index) => ({
    name: `PostgreSQL ${major}`,
    url: servers[index].url,
    binaries: folder,
  }));
  project.provide('postgresServers', provided);
  return () => Promise.all(servers.map((server) => server.stop()));
}
