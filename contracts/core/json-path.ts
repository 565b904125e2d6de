import type { Operation, Schema } from './operation.js';
import type { JsonPath } from './playbook.js';
import { bare, placeOf } from './schema.js';

/** Keys of a place: `$.data[*].id` is `data`, 0, `id`. */
export const keysOfPath = (path: JsonPath): (string | number)[] =>
  stepsOf(path).map(step => (step === '*' ? 0 : /^\d+$/.test(step) ? Number(step) : step));

/** Its keys as they are written, `*` for each item. */
export const stepsOf = (path: string): string[] => path.split(/[.[\]]+/).filter(step => step !== '' && step !== '$');

/** Types that an object gives to fields it does not list. A place of such a type is no place that the contract knows. */
const UNKNOWN = new Set(['never', 'unknown', 'any']);

/** The schemas at a place of an operation's successes; none if no success has such a place. */
export function schemasAt(operation: Operation | undefined, at: JsonPath): Schema[] {
  const schemas = Object.values(operation?.responses ?? {}).map(schema => placeOf(schema, keysOfPath(at)).schema);
  return schemas.filter(schema => schema !== undefined).filter(schema => !UNKNOWN.has(bare(schema).type));
}

/** The value at a place of an answer, for `[*]` the first of the list; undefined if there is no such place. */
export const valueAt = (whole: unknown, path: JsonPath): unknown =>
  stepsOf(path).reduce<unknown>((value, step) => {
    if (value === null || value === undefined) return undefined;
    return step === '*' ? Object.values(Object(value))[0] : Reflect.get(Object(value), step);
  }, whole);

/** All values at a place, for `[*]` of every item; undefined if no list stands there, for then nothing is known. */
export function valuesAt(whole: unknown, path: JsonPath): readonly unknown[] | undefined {
  let values: readonly unknown[] = [whole];
  for (const step of stepsOf(path)) {
    if (step !== '*') {
      values = values.map(value =>
        value === null || value === undefined ? undefined : Reflect.get(Object(value), step),
      );
      continue;
    }
    if (!values.every(value => Array.isArray(value))) return undefined;
    values = values.flat();
  }
  return values;
}

/** All values at a place, for `[*]` of every item of a list or a map; those that are not there are left out. */
export function everyAt(whole: unknown, path: JsonPath): readonly unknown[] {
  let values: readonly unknown[] = [whole];
  for (const step of stepsOf(path))
    values = values
      .filter(value => value !== null && value !== undefined)
      .flatMap(value => (step === '*' ? Object.values(Object(value)) : [Reflect.get(Object(value), step)]));
  return values.filter(value => value !== undefined);
}
