import type { Issued } from '../calls/vendor.js';
import { type KeptClock, realTime } from '../domain/clock.js';
import { uniqueId } from '../domain/random.js';
import type { Seed } from '../seeds/seed.js';
import type { KeptWorld, NewWorld, Store, StoredWorld, WorldAddress } from '../store/store.js';
import { clockIn, factsIn, firstHead, Keeping, type KeptParts, type SeedFacts } from './keeping.js';
import { credentialHash } from './kept-rows.js';
import { ShelvedWorlds, type WorldsAtHand } from './shelved-worlds.js';
import type { Freshness } from './turns.js';

/** How worlds are kept beyond the process. */
export interface ShelfOptions {
  readonly store: Store;
  readonly freshness: Freshness;
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
  readonly #freshness: Freshness;

  constructor({ store, freshness }: ShelfOptions) {
    this.store = store;
    this.#freshness = freshness;
  }

  /** Makes a world; says why it could not be made. */
  async create(wish: ShelvedWish): Promise<StoredWorld | 'exists' | 'full'> {
    const { name, seed, isLimited, issued, tenant = null, key = null, expires = null, most } = wish;
    const made = realTime();
    const world: NewWorld = { id: uniqueId(), name, head: firstHead(seed, isLimited), tenant, key, expires, made };
    const state = await this.store.create(world, hashesOf(issued), most);
    return state === 'made' ? { ...world, version: 0, epoch: 0, calls: 0, cleared: 0 } : state;
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
    return world => new Keeping({ store: this.store, kept, freshness: this.#freshness, readSeed }, world);
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

/** How worlds are kept in a store, for those in memory. */
export const shelvedIn = (options: ShelfOptions) => (atHand: WorldsAtHand) =>
  new ShelvedWorlds(new Shelf(options), atHand);
