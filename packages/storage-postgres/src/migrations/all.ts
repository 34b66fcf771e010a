import { tables } from './0001-tables';
import { functions } from './0002-functions';
import { awaiting } from './0003-awaiting';
import type { Migration } from './form';

/** Every migration, in order. Released ones never change. */
export const migrations: readonly Migration[] = [tables, functions, awaiting];
