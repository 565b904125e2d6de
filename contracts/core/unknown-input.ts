import { didYouMean } from './names.js';
import type { Description, Example } from './operation.js';
import { keysOf } from './schema.js';

/** A name of an input that the operation does not take, with those that are near: `; did you mean pageSize?`. */
export interface UnknownInput {
  readonly part: 'params' | 'query' | 'body';
  readonly name: string;
  readonly near: string;
}

/**
 * Names of an input that the operation does not take. Its schemas pass them over, as the vendors do; where the input is
 * written by us, or for us, such a name is a slip. A schema that names no keys takes any.
 */
export function* unknownInput(
  operation: Description,
  input: { readonly [Part in keyof Example]?: unknown },
): Generator<UnknownInput> {
  for (const part of ['params', 'query', 'body'] as const) {
    const known = keysOf(operation[part]);
    const given = input[part];
    if (known.length === 0 || given === null || typeof given !== 'object' || Array.isArray(given)) continue;
    for (const name of Object.keys(given))
      if (!known.includes(name)) yield { part, name, near: didYouMean(name, known) };
  }
}
