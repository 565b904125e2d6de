import type { Cloud } from '../../domain/cloud.js';
import type { Link } from './links.js';
import { savedOf } from './resources.js';

/** A record by its key, as addresses write it. */
export interface KeptRecord {
  readonly key: string;
  readonly record: object;
}

/** What a cloud keeps, looked up by the values of members. Of one instant: make one for each question. */
export class KeptRecords {
  readonly #cloud: Cloud;
  readonly #saved = new Map<string, readonly object[]>();
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly object[]>>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  all(resource: string): readonly object[] {
    const part = this.#cloud.parts.get(resource);
    const saved = this.#saved.get(resource) ?? (part === undefined ? [] : savedOf(part));
    this.#saved.set(resource, saved);
    return saved;
  }

  /** The record of a key; undefined where there is none. */
  get(resource: string, key: string): object | undefined {
    return this.#index(resource, 'id').get(key)?.[0];
  }

  /**
   * The record that a value names by a link. Of several that bear a name the one is meant that agrees with the record which
   * names it in all links that both have, such as its environment; none where that is not one alone.
   */
  named(link: Link, value: unknown, naming?: Naming): KeptRecord | undefined {
    const isSubject = link.at === '$.subject';
    const found = (this.#index(link.resource, link.by).get(`${value}`) ?? []).filter(
      record => isSubject || typeof Reflect.get(record, link.by) === typeof value,
    );
    const meant = found.length > 1 && naming !== undefined ? found.filter(one => agree(naming, one)) : found;
    const [record] = meant;
    return record === undefined || meant.length > 1 ? undefined : { key: keyOf(record), record };
  }

  #index(resource: string, by: string): ReadonlyMap<string, readonly object[]> {
    const name = `${resource} ${by}`;
    const known = this.#indexes.get(name);
    if (known !== undefined) return known;
    const index = new Map<string, object[]>();
    for (const record of this.all(resource)) {
      const value = `${Reflect.get(record, by)}`;
      const there = index.get(value);
      if (there === undefined) index.set(value, [record]);
      else there.push(record);
    }
    this.#indexes.set(name, index);
    return index;
  }
}

/** The key of a record, as addresses write it. */
export const keyOf = (record: object): string => `${Reflect.get(record, 'id')}`;

/** A record that names others, with the links of its resource. */
export interface Naming {
  readonly record: object;
  readonly links: readonly Link[];
}

const agree = ({ record, links }: Naming, named: object): boolean =>
  links.every(({ at }) => {
    const member = at.slice('$.'.length);
    return !Object.hasOwn(record, member) || !Object.hasOwn(named, member) || same(record, named, member);
  });

const same = (one: object, other: object, member: string): boolean =>
  Reflect.get(one, member) === Reflect.get(other, member);
