/**
 * What all copies of this package in one process share. A vendor of the user's own is built against the library, and the
 * command has a copy of its own: it must find what was defined with that. So what stands under a name keeps its form.
 */
export function shared<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`hostdouble.${name}`);
  const found: unknown = Reflect.get(globalThis, key);
  if (found !== undefined) return found as T;
  const made = make();
  Reflect.set(globalThis, key, made);
  return made;
}
