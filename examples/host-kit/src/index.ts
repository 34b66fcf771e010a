/** What the example hosts share. Copy what you need: nothing here is published. */
export { type Config, type DatabaseConfig, type Environment, type Limits, readConfig } from './config';
export { Fault, type FaultCode, toFault } from './fault';
export { createHostApp, type HostAppOptions, type HostEnv } from './host-app';
export { createLog, type Log } from './log';
export { openStorage } from './open-storage';
export type { OpenedStorage } from './opened-storage';
export { createRateLimit, type RateLimit } from './rate-limit';
export { readJson } from './read-json';
export { runHost } from './run-host';
export { type HostOptions, type HostParts, type Kit, type RunningHost, startHost } from './start-host';
export { type Grant, mayAs, type Role, readTokens, roles, type Tokens } from './tokens';
