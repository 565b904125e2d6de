import type { Cloud } from '../domain/cloud.js';
import type { ChangeSet } from '../domain/transaction.js';

/** Who is told of what happens in a world beside its calls, which its journal tells. Nothing of it throws. */
export interface Follower {
  /** A call or a job changed a cloud. */
  changed(vendor: string, cloud: Cloud, changes: ChangeSet): void;
  /** Its clouds are others from now on: those of its seed, or those of a snapshot. */
  replaced(why: 'reset' | 'restored'): void;
  /** The world is no more. */
  ended(): void;
}

/** All who follow a world. */
export class Followers {
  readonly #all = new Set<Follower>();

  get size(): number {
    return this.#all.size;
  }

  /** Tells a follower from now on; answers what ends that. */
  add(follower: Follower): () => void {
    this.#all.add(follower);
    return () => {
      this.#all.delete(follower);
    };
  }

  changed(vendor: string, cloud: Cloud, changes: ChangeSet): void {
    for (const follower of this.#all) follower.changed(vendor, cloud, changes);
  }

  replaced(why: 'reset' | 'restored'): void {
    for (const follower of this.#all) follower.replaced(why);
  }

  /** Takes leave of all. */
  end(): void {
    for (const follower of this.#all) follower.ended();
    this.#all.clear();
  }
}
