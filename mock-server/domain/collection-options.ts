import type { CollectionOptions } from './collection.js';

const known = new WeakMap<object, Map<string, object>>();

/**
 * The options of a collection, as the first cloud of its class said them. Each cloud says them anew, and they are the same:
 * kept with each, the functions and lists alone would take as much as the rest of a cloud in which nothing happened.
 */
export function optionsOf<T>(
  cloudClass: object,
  resource: string,
  options: CollectionOptions<T> | undefined,
): CollectionOptions<T> | undefined {
  if (options === undefined) return undefined;
  let ofClass = known.get(cloudClass);
  if (ofClass === undefined) {
    ofClass = new Map();
    known.set(cloudClass, ofClass);
  }
  const first = ofClass.get(resource);
  if (first !== undefined) return first as CollectionOptions<T>;
  const { calledAs, ...others } = options;
  const own = calledAs && { calledAs: calledAs.map(one => (typeof one === 'string' ? { name: one } : one)) };
  const kept: CollectionOptions<T> = { ...others, ...own };
  ofClass.set(resource, kept);
  return kept;
}
