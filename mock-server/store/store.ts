/**
 * Where worlds are kept beyond the memory of one process. A store knows change sets, not worlds: what it keeps is text to
 * it. Every verb rejects with `StoreError` when the store cannot be asked, and then nothing of it has happened, but for a
 * commit, of which that is not known: whoever made it looks at the version before anything else.
 */
export interface Store {
  readonly engine: 'sqlite' | 'postgres';
  /** Whether other processes write to it too: then what was read must be looked at again. */
  readonly isShared: boolean;

  /** Makes a world, at version 0. `full`: its tenant has `most` worlds already. `exists`: its name or its key is taken. */
  create(world: NewWorld, credentials: readonly string[], most?: number): Promise<'made' | 'exists' | 'full'>;
  /** A world; undefined if there is none, or its time is over. */
  find(by: WorldAddress): Promise<StoredWorld | undefined>;
  /** Worlds in the order of their names, of a tenant or of all. */
  list(page: {
    readonly tenant?: string | null;
    readonly after?: string;
    readonly limit: number;
  }): Promise<readonly StoredWorld[]>;
  /** How a world stands; undefined if it is no more. One indexed read. */
  look(id: string): Promise<Standing | undefined>;
  /**
   * All that is kept of a world, or what changed since a version, as it stood at one instant; of another epoch than that it
   * is all. Records come in the order of their places. Undefined if the world is no more.
   */
  load(id: string, since?: Standing): Promise<KeptWorld | undefined>;
  /** What clouds are made from, by its id; undefined if there is none. */
  base(id: string): Promise<string | undefined>;
  /** Keeps what changed, whole or not at all, if the world still stands where it was read. */
  commit(change: WorldCommit): Promise<Committed>;
  /** Puts calls at the end of a world's journal, apart from its version; answers the number of the last, undefined if the world is no more. */
  append(id: string, calls: readonly StoredText[]): Promise<number | undefined>;
  /** Calls with a greater number that are kept, the oldest first. */
  calls(id: string, after: number): Promise<readonly StoredCall[]>;
  /** Forgets a world and all that is kept of it; says whether it was there. */
  remove(id: string): Promise<boolean>;
  /** Forgets worlds whose time is over at an instant, and what nobody refers to any more; answers the ids of those worlds. */
  sweep(now: number): Promise<readonly string[]>;
  /**
   * Claims worlds that wanted to be woken by a real instant, some at a time: nobody else is told of them until another
   * instant, or until a commit says anew when they want it. Where somebody works on one alone it is left to him. Answers
   * them, and when the next wants it.
   */
  wake(by: number, until: number): Promise<Woken>;
  /** Adds to the calls of tenants in a minute of the real time, counted since 1970; answers how many there were with these. */
  count(minute: number, calls: readonly TenantCalls[]): Promise<readonly TenantCalls[]>;
  /** Lets one holder alone work on a world, until a real instant or until it is given back (`until` 0); says whether it may. */
  lease(id: string, holder: string, until: number): Promise<boolean>;
  /** Tells that a world has a new version or is no more, as others tell it; answers what ends that. Nothing is told by a store of one process. */
  onChange(listener: (id: string) => void): () => void;
  /** Asks the store the least there is to ask. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** How a world is found: by its id, its name, the key of a tenant's (null: of nobody's) with which it was made, or the hash of a credential. */
export type WorldAddress =
  | { readonly id: string }
  | { readonly name: string }
  | { readonly tenant: string | null; readonly key: string }
  | { readonly credential: string };

/** Where a world stands: compare both. */
export interface Standing {
  /** Rises by one with each commit, in every epoch. */
  readonly version: number;
  /** Rises when all that was kept of its clouds is thrown away: at a reset, and when a snapshot is restored. */
  readonly epoch: number;
}

/** A world that is to be made. */
export interface NewWorld {
  /** Never used again, whatever becomes of its name. */
  readonly id: string;
  readonly name: string;
  /** What worlds say of themselves, as text: seed, clock, settings. */
  readonly head: string;
  readonly tenant: string | null;
  /** With which it was asked for: the same key of the same tenant is the same world. */
  readonly key: string | null;
  /** Real instant from which it is no more; null for never. */
  readonly expires: number | null;
  /** Real instant at which it was made. */
  readonly made: number;
}

export interface StoredWorld extends NewWorld, Standing {
  /** Real instant from which it wants to be brought into memory though nobody calls it; null for never. */
  readonly wakes: number | null;
  /** The number of the last call in its journal. */
  readonly calls: number;
  /** How often its journal was cleared: numbers begin anew each time. */
  readonly cleared: number;
}

/** So many calls of a tenant. */
export interface TenantCalls {
  readonly tenant: string;
  readonly calls: number;
}

/** Worlds that want to be woken. */
export interface Woken {
  readonly worlds: readonly Pick<StoredWorld, 'id' | 'name'>[];
  /** When the next after these wants it; undefined if none does. */
  readonly next: number | undefined;
}

/** A cloud of a world: what it was made from, and what it holds beside its records. */
export interface StoredCloud {
  readonly vendor: string;
  /** Id of its base. */
  readonly base: string;
  readonly head: string;
}

/** What one key of one part holds. */
export interface StoredRecord {
  /** Of the cloud; empty for what is the world's own. */
  readonly vendor: string;
  readonly part: string;
  /** As JSON, for a number is another key than the same digits. */
  readonly key: string;
  /** As JSON; null where it holds nothing any more. */
  readonly value: string | null;
  /** Version in which it came to its place in the order of its part; null where it has the place that its base gives it. */
  readonly born: number | null;
  /** Its place among those of that version. */
  readonly nth: number;
}

/** All that is kept of a world, or what changed of it. */
export interface KeptWorld {
  readonly world: StoredWorld;
  readonly clouds: readonly StoredCloud[];
  readonly records: readonly StoredRecord[];
}

/** A call as it is kept: texts of one line each. */
export interface StoredText {
  readonly entry: string;
  /** What it was answered. Calls that come together and say the same are kept with one of it. */
  readonly answer?: string | undefined;
}

export interface StoredCall extends StoredText {
  readonly number: number;
}

/** What one turn changed in a world. */
export interface WorldCommit {
  readonly id: string;
  /** Where the world stood when it was changed. */
  readonly at: Standing;
  /** What it says of itself from now on; undefined where that is as it was. */
  readonly head?: string | undefined;
  /** Undefined where it is as it was. */
  readonly expires?: number | null | undefined;
  /** When it wants to be woken from now on. */
  readonly wakes: number | null;
  /** Throws away clouds and records that were there: a new epoch begins. */
  readonly isReplaced?: boolean;
  /** Empties the journal, before `calls` are put in. */
  readonly isCleared?: boolean;
  /** Clouds that are new, or whose head is another. */
  readonly clouds: readonly StoredCloud[];
  /** What new clouds are made from; one that is there already is not written again. */
  readonly bases: ReadonlyMap<string, string>;
  /** In the order of their places. `born` is the version that this commit makes (`at.version + 1`) for one that is new there. */
  readonly records: readonly StoredRecord[];
  /** Hashes of credentials that select this world from now on, where they select no other. */
  readonly credentials: readonly string[];
  /** Calls for the end of its journal. */
  readonly calls: readonly StoredText[];
}

/** What came of a commit: the number of the last call; another was there first; or the world is no more. */
export type Committed =
  | { readonly state: 'kept'; readonly calls: number }
  | { readonly state: 'conflict' }
  | { readonly state: 'gone' };

/** Most calls of a world that its journal keeps. */
export const MOST_CALLS = 1000;

/** Why a store cannot be asked. */
export type StoreTrouble = 'unreachable' | 'full' | 'closed' | 'failed';

/** The store cannot be asked. Its message names no address and no credential. */
export class StoreError extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.trouble = trouble;
  }
}
