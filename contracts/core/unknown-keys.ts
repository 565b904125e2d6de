/** Refuse a key that nothing reads: it is a slip, and what it was to say would be ignored. */
export function* unknownKeys(value: object, known: Readonly<Record<string, true>>, where = ''): Generator<string> {
  for (const key of Object.keys(value))
    if (!Object.hasOwn(known, key)) yield `${where}says "${key}", which nothing reads`;
}
