import type { CollectionOptions, DescribedRecords } from './collection.js';

const known = new WeakMap<object, Map<string, object>>();

/**
 * What is said of a part by its name, as the first cloud of its class said it. Each cloud says it anew, and it is the same:
 * kept with each, functions and lists alone would take as much as the rest of a cloud in which nothing happened.
 */
export function firstSaid<T extends object>(cloudClass: object, name: string, say: () => T): T {
  let ofClass = known.get(cloudClass);
  if (ofClass === undefined) {
    ofClass = new Map();
    known.set(cloudClass, ofClass);
  }
  const first = ofClass.get(name);
  if (first !== undefined) return first as T;
  const said = say();
  ofClass.set(name, said);
  return said;
}

export function describedRecords<T>(
  resource: string,
  { ids = resource, calledAs, ...others }: CollectionOptions<T> = {},
): DescribedRecords<T> {
  const own = calledAs && { calledAs: calledAs.map(one => (typeof one === 'string' ? { name: one } : one)) };
  return { resource, kind: ids, ...others, ...own };
}
