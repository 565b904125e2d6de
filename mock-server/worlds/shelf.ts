import type { Issued } from '../calls/vendor.js';
import { type KeptClock, realTime } from '../domain/clock.js';
import { uniqueId } from '../domain/random.js';
import type { Metrics } from '../metrics.js';
import type { Seed } from '../seeds/seed.js';
import type { KeptWorld, NewWorld, Store, StoredWorld, WorldAddress } from '../store/store.js';
import { clockIn, factsIn, firstHead, Keeping, type KeptParts, type SeedFacts } from './keeping.js';
import { credentialHash } from './kept-rows.js';
import type { Freshness } from './turns.js';

/** How worlds are kept beyond the process. */
export interface ShelfOptions {
  readonly store: Store;
  readonly freshness: Freshness;
  readonly metrics?: Pick<Metrics, 'turned' | 'conflicted'> | undefined;
}

/** A world that is to be made and kept. */
export interface ShelvedWish {
  readonly name: string;
  readonly seed: Seed;
  readonly isLimited: boolean;
  readonly issued: Readonly<Record<string, readonly Issued[]>>;
  readonly tenant?: string | null | undefined;
  readonly key?: string | null | undefined;
  readonly expires?: number | null | undefined;
  /** Most worlds of its tenant. */
  readonly most?: number | undefined;
}

/** Most worlds that are asked for at a time. */
const PAGE = 500;

/** The worlds of a store, which are read from it when somebody asks for them. */
export class Shelf {
  readonly store: Store;
  readonly #options: ShelfOptions;

  constructor(options: ShelfOptions) {
    this.store = options.store;
    this.#options = options;
  }

  /** Makes a world; says why it could not be made. */
  async create(wish: ShelvedWish): Promise<StoredWorld | 'exists' | 'full'> {
    const { name, seed, isLimited, issued, tenant = null, key = null, expires = null, most } = wish;
    const made = realTime();
    const world: NewWorld = { id: uniqueId(), name, head: firstHead(seed, isLimited), tenant, key, expires, made };
    const state = await this.store.create(world, hashesOf(issued), most);
    return state === 'made' ? { ...world, version: 0, epoch: 0, wakes: null, calls: 0, cleared: 0 } : state;
  }

  /** Tells of worlds that others changed, where reads may be older than that; answers what ends it. */
  onChange(listener: (id: string) => void): () => void {
    return this.#options.freshness === 'always' ? () => {} : this.store.onChange(listener);
  }

  /** A world as it is kept. */
  async load(address: WorldAddress): Promise<KeptWorld | undefined> {
    const found = await this.store.find(address);
    return found && this.store.load(found.id);
  }

  /** All worlds, in the order of their names. */
  async *all(tenant?: string | null): AsyncGenerator<StoredWorld> {
    for (let after: string | undefined; ; ) {
      const of = tenant === undefined ? {} : { tenant };
      const page = await this.store.list({ ...of, ...(after !== undefined && { after }), limit: PAGE });
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last.name;
    }
  }

  /** How a world is kept. */
  keeping(kept: KeptWorld, readSeed: (facts: SeedFacts) => Seed): (world: KeptParts) => Keeping {
    return world => new Keeping({ ...this.#options, kept, readSeed }, world);
  }

  /** The world that a credential selects. */
  loadBy(vendor: string, scheme: string, value: string): Promise<KeptWorld | undefined> {
    return this.load({ credential: credentialHash(vendor, scheme, value) });
  }

  /** What a world says of its seed and its clock. */
  said({ head }: StoredWorld): { readonly facts: SeedFacts; readonly clock: KeptClock } {
    return { facts: factsIn(head), clock: clockIn(head) };
  }
}

const hashesOf = (issued: ShelvedWish['issued']): string[] =>
  Object.entries(issued).flatMap(([vendor, all]) =>
    all.flatMap(({ scheme, value }) => (scheme === null ? [] : [credentialHash(vendor, scheme, value)])),
  );
