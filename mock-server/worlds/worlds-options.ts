import type { IssueCredentials } from '../calls/vendor.js';
import type { Metrics } from '../metrics.js';
import type { Seed } from '../seeds/seed.js';
import type { WantedOverride } from './overrides.js';
import type { LoadVendor } from './ready-cloud.js';
import type { ShelvedWorlds, WorldsAtHand } from './shelved-worlds.js';

/** What the worlds of a server are made with. */
export interface WorldsOptions {
  readonly load: LoadVendor;
  /** How each vendor issues its credentials. */
  readonly issue: Readonly<Record<string, IssueCredentials>>;
  readonly seed: string;
  /** Whether notices are sent beyond loopback and private addresses; default: no. */
  readonly deliverAnywhere?: boolean;
  /** Folder whose files are seeds by their names. */
  readonly seedFolder?: string | undefined;
  /** The overrides that stand in a world of this seed from its opening; default: none. Rejects with `Failure`. */
  overridesOf?(seed: Seed): Promise<readonly WantedOverride[]>;
  /** Called with the file of each seed that a world is made from. */
  onSeedFile?(file: string): void;
  /** Where worlds are kept beyond this process; default: nowhere. */
  shelved?(atHand: WorldsAtHand): ShelvedWorlds;
  /** Real milliseconds for which a world is there whose wish says nothing of that; default: for ever. */
  readonly ttl?: number | undefined;
  /** Real milliseconds after which a world that nobody calls leaves memory; default: none does. */
  readonly idle?: number | undefined;
  readonly metrics?: Metrics | undefined;
}
