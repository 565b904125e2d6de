import { SqlStore } from './sql-store.js';
import type { Store } from './store.js';
import { isPostgres } from './wanted-store.js';

/** Whether a commit is on the disk when it is answered, or soon after: then what a power cut takes is its last moment. */
export type Durability = 'full' | 'normal';

/**
 * Opens the store at an address: the path of a file, `:memory:`, or `postgres://…`. A database need not be there yet: what
 * is asked of it rejects until it is.
 */
export async function openStore(
  address: string,
  { durability = 'full' }: { readonly durability?: Durability } = {},
): Promise<Store> {
  if (isPostgres(address)) {
    const { PostgresPort } = await import('./postgres-port.js');
    return new SqlStore(new PostgresPort(address, durability));
  }
  const { SqlitePort } = await import('./sqlite-port.js');
  return new SqlStore(new SqlitePort(address, durability));
}
