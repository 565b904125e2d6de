import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import { methodsByName, plainName } from '../methods.js';

/** A method that a policy may be about. */
export interface PlatformMethod {
  readonly id: number;
  readonly name: string;
  /** A member may ever call it: what is of environments, and the account's own members. */
  readonly isShareable: boolean;
}

const SHAREABLE = /^(environment|marketplace|development|users\.collaboration)\./;

/** The methods that members may call, in order. */
export const shareable = (): PlatformMethod[] =>
  [...methodsByName.keys()].flatMap(name => knownMethod(name) ?? []).filter(({ isShareable }) => isShareable);

/** A method by its full name in lower case, as records have it. */
export function knownMethod(name: string): PlatformMethod | undefined {
  const known = methodsByName.get(name);
  return known && { id: known.id, name, isShareable: SHAREABLE.test(name) };
}

/** Methods that a parameter names, in any writing, each once. Refuses one that the platform does not have. */
export function methodsNamed(names: readonly string[], parameter: 'methods' | 'serviceMethod'): string[] {
  const found = names.map(name => {
    const plain = plainName(name);
    if (knownMethod(plain) === undefined) throw refuse(refusals.invalidParameter, { name: parameter });
    return plain;
  });
  return [...new Set(found)];
}
