import type { Collection, CollectionOptions } from '../../../domain/collection.js';

/** A record that an environment has: a domain, a schedule, the files of a node. */
export interface Belonging {
  readonly id: number;
  readonly appid: string;
  /** The node it is of; null if it is of the environment or a whole layer. */
  readonly nodeid: number | null;
}

/** How records follow their environment. */
export interface BelongingRules<T extends Belonging = Belonging> {
  /** Whether a clone of the environment gets a copy of its own. */
  readonly whenCloned: 'copied' | 'left';
  /** The record of a node has the node's own id. Default: ids are counted. */
  readonly idIsOfNode?: true;
  /** What else a record that goes takes with it, such as what it has on the agenda. */
  removed?(record: T): void;
  /** What else a copy needs. */
  copied?(record: T): void;
  /** What a record does when the nodes or the state of its environment have changed. */
  follows?(record: T): void;
}

/** Nothing else happens to most kinds: they share these. */
export const COPIED = { whenCloned: 'copied' } as const;
export const LEFT = { whenCloned: 'left' } as const;

/** An environment that has changed. */
interface Followed {
  readonly id: string;
  readonly deletedOn: number | null;
  readonly nodes: readonly { readonly id: number }[];
}

/** What happens to the records of one kind. */
interface Kind {
  follow(appid: string, isGone: (nodeid: number | null) => boolean): void;
  copy(from: string, to: string, nodes: ReadonlyMap<number, number>, nextId: (kind: string) => number): void;
  problems(cloud: Holding): Iterable<string>;
}

/** What a cloud has of environments, as far as their belongings must agree with it. */
interface Holding {
  readonly ids: Readonly<Record<string, number>>;
  readonly environments: {
    get(
      appid: string,
    ): { readonly deletedOn: number | null; readonly nodes: readonly { readonly id: number }[] } | undefined;
  };
}

/**
 * All kinds of records that environments have. When an environment ends its records go; when a node goes, so do those of
 * that node; a clone gets copies of those that are copied. A kind says this once, and no call has to think of it.
 */
export class Belongings {
  readonly #kinds: Kind[] = [];

  /** The collection must be kept with the options of `ofEnvironments`. */
  join<T extends Belonging>(records: Collection<T>, rules: BelongingRules<T>): Collection<T> {
    this.#kinds.push(new KindOfBelongings(records, rules));
    return records;
  }

  /**
   * An environment has changed: what belongs to nodes that it no longer has goes, of one that ended all; what stays takes
   * note.
   */
  follow({ id: appid, deletedOn, nodes }: Followed): void {
    const ids = new Set(nodes.map(({ id }) => id));
    const isGone = (nodeid: number | null): boolean => deletedOn !== null || (nodeid !== null && !ids.has(nodeid));
    for (const kind of this.#kinds) kind.follow(appid, isGone);
  }

  /** Copies what belongs to an environment for its clone; `nodes` leads from each node to its copy. */
  copy(from: string, to: string, nodes: ReadonlyMap<number, number>, nextId: (kind: string) => number): void {
    for (const kind of this.#kinds) kind.copy(from, to, nodes, nextId);
  }

  /** What does not hold together in a cloud that came from a snapshot, each with its place. */
  *problems(cloud: Holding): Generator<string> {
    for (const kind of this.#kinds) yield* kind.problems(cloud);
  }
}

/** A class, for each cloud has some twenty of these, and functions of its own for each would be most of an empty one. */
class KindOfBelongings<T extends Belonging> implements Kind {
  readonly #records: Collection<T>;
  readonly #rules: BelongingRules<T>;

  constructor(records: Collection<T>, rules: BelongingRules<T>) {
    this.#records = records;
    this.#rules = rules;
  }

  follow(appid: string, isGone: (nodeid: number | null) => boolean): void {
    for (const record of this.#records.allKeyed(appid)) {
      if (!isGone(record.nodeid)) this.#rules.follows?.(record);
      else {
        this.#records.remove(record.id);
        this.#rules.removed?.(record);
      }
    }
  }

  copy(from: string, to: string, nodes: ReadonlyMap<number, number>, nextId: (kind: string) => number): void {
    const { whenCloned, idIsOfNode } = this.#rules;
    if (whenCloned === 'left') return;
    for (const record of this.#records.allKeyed(from)) {
      const nodeid = record.nodeid === null ? null : nodes.get(record.nodeid);
      if (nodeid === undefined) continue;
      const id = idIsOfNode && nodeid !== null ? nodeid : nextId(this.#records.kind);
      const copy = this.#records.add({ ...record, id, appid: to, nodeid });
      this.#rules.copied?.(copy);
    }
  }

  *problems({ environments, ids }: Holding): Generator<string> {
    const { resource, kind } = this.#records;
    const { idIsOfNode } = this.#rules;
    for (const [index, { id, appid, nodeid }] of this.#records.all().entries()) {
      const place = `${resource}[${index}]`;
      const environment = environments.get(appid);
      if (environment === undefined || environment.deletedOn !== null)
        yield `${place}.appid: there is no such environment`;
      else if (nodeid !== null && environment.nodes.every(node => node.id !== nodeid))
        yield `${place}.nodeid: the environment has no such node`;
      if (idIsOfNode && id !== nodeid) yield `${place}.id: is not that of its node`;
      if (!idIsOfNode && id > (ids[kind] ?? 0)) yield `${place}.id: is higher than the highest that was given out`;
    }
  }
}

/** Options of a collection whose records belong to environments: `collection.allKeyed(appid)` finds them. */
export const ofEnvironments = <T extends Belonging>(
  options: Omit<CollectionOptions<T>, 'key'>,
): CollectionOptions<T> => ({ ...options, key: ({ appid }) => appid });
