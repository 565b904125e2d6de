import { Failure } from '../../contracts/core/failure.js';
import { type ClockWish, type KnownSeed, knownSeeds, loadSeed, type Seed } from '../seeds/seed.js';
import { SeedError } from '../seeds/seed-error.js';
import type { SeedFiles } from '../seeds/seed-folder.js';

/** The seeds that worlds of a server are made of. */
export class SeedsAtHand {
  /** The one of a world that asks for none. */
  readonly usual: string;
  readonly #folder: string | undefined;
  readonly #vendors: readonly string[];
  /** Files that were named in process, or when the server was started. */
  readonly #given = new Set<string>();

  /** `folder` is one whose files are seeds by their names. */
  constructor(options: {
    readonly usual: string;
    readonly folder: string | undefined;
    readonly vendors: readonly string[];
  }) {
    this.usual = options.usual;
    this.#folder = options.folder;
    this.#vendors = options.vendors;
  }

  /** A seed, or a refusal that says what is wrong with it. One asked for over HTTP (`isRemote`) is no file but one of the folder, or that was given. */
  async load(name: string, wish: ClockWish, isRemote = false): Promise<Seed> {
    const files: SeedFiles = { folder: this.#folder, isAnywhere: !isRemote || this.#given.has(name) };
    const seed = await loadSeed(name, wish, this.#vendors, files).catch((error: unknown) => {
      throw seedRefusal(error);
    });
    if (!isRemote && seed.file !== undefined) this.#given.add(name);
    return seed;
  }

  /** What there is to make a world of, and which of it one is made of that asks for none. */
  async known(): Promise<(KnownSeed & { readonly usual: boolean })[]> {
    const known = await knownSeeds(this.#folder);
    const isKnown = known.some(({ name }) => name === this.usual);
    const given = { name: this.usual, holds: 'What the server was started with.', numbered: false };
    return [...(isKnown ? [] : [given]), ...known].map(seed => ({ ...seed, usual: seed.name === this.usual }));
  }
}

/** What is wrong with a seed, as a refusal. */
export const seedRefusal = (error: unknown): unknown =>
  error instanceof SeedError ? new Failure('invalid', { text: error.message }) : error;
