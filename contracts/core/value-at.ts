/** The value at keys and indexes, from the outermost on; undefined where there is no such place. */
export const valueAtKeys = (whole: unknown, keys: readonly PropertyKey[]): unknown =>
  keys.reduce<unknown>(
    (value, key) => (value === null || value === undefined ? undefined : Reflect.get(Object(value), key)),
    whole,
  );
