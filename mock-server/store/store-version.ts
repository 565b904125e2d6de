import { SCHEMA } from './schema.js';
import { StoreError } from './store.js';

/** Refuses a store that a later version of this program made. */
export const newerStore = (version: number): StoreError =>
  new StoreError(
    'failed',
    `the store was made by a newer Hostdouble: its version is ${version}, and this one reads up to ${SCHEMA}`,
  );

/** Refuses tables that are not ours. */
export const foreignStore = (): StoreError => new StoreError('failed', 'the store holds tables of another program');
