import { millisecondsOf } from '../../contracts/core/duration.js';
import { Failure } from '../../contracts/core/failure.js';

/** What a user says of a store. */
interface StoreSettings {
  readonly state?: string | undefined;
  readonly durability?: 'full' | 'normal' | undefined;
  readonly reads?: 'fresh' | 'bounded' | undefined;
  readonly readsBound?: string | undefined;
}

/** Which store is wanted, and how it is used. */
export interface WantedStore {
  /** May hold a password: show it to nobody. */
  readonly address: string;
  readonly durability: 'full' | 'normal';
  /** Milliseconds that a read may lag behind what other servers answered. */
  readonly lag: number;
}

const LAG = 'PT0.1S';

/** Whether an address is one of a database that servers share. */
export const isPostgres = (address: string): boolean => /^postgres(ql)?:\/\//i.test(address);

/** The store that settings ask for, if any. Throws `Failure` for settings that would do nothing. */
export function wantedStore({ state, durability, reads, readsBound }: StoreSettings): WantedStore | undefined {
  const isShared = state !== undefined && isPostgres(state);
  if (durability !== undefined && (state === undefined || isShared)) throw pointless('durability', ofAFile);
  if (reads !== undefined && !isShared) throw pointless('reads', ofADatabase);
  if (readsBound !== undefined && !isShared) throw pointless('readsBound', ofADatabase);
  if (readsBound !== undefined && reads !== 'bounded') throw pointless('readsBound', 'it goes with `reads: bounded`');
  if (state === undefined) return undefined;
  const lag = reads === 'bounded' ? millisecondsOf(readsBound ?? LAG) : 0;
  return { address: state, durability: durability ?? (isShared ? 'full' : 'normal'), lag };
}

const ofAFile = 'it is of a `state` that is a file';
const ofADatabase = 'it is of a `state` that several servers share, postgres://…';

const pointless = (name: keyof StoreSettings, why: string): Failure =>
  new Failure('invalid', { text: `${name}: would do nothing: ${why}` });
