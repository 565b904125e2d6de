import type { DriftEdit } from './row.js';

/** An edit at a place of a body. */
export type BodyEdit = Extract<DriftEdit, { readonly at: string }>;
type JsonType = Extract<BodyEdit, { readonly retype: string }>['retype'];

type Step = string | number | '*';

const STEP = /\.([A-Za-z_]\w*)|\[(?:(\*)|(\d+)|("(?:[^"\\]|\\.)*"))\]/gy;

/** The steps of a place, `*` for each item or member. Throws for a text that is no place. */
function stepsIn(place: string): Step[] {
  const steps = [...place.slice(1).matchAll(STEP)];
  if (steps.reduce((length, [text]) => length + text.length, 1) !== place.length)
    throw new Error(`"${place}" is no place in a JSON body; write $.data[*].id or $["odd name"]`);
  return steps.map(([, name, any, index, quoted]) => {
    if (index !== undefined) return Number(index);
    return name ?? any ?? String(JSON.parse(quoted ?? '""'));
  });
}

const isHolder = (value: unknown): value is object =>
  value !== null && typeof value === 'object' && !(value instanceof Number);

/** Each object or list that holds a place, with the key of the place in it. */
function* holdersOf(holder: unknown, [step, ...more]: readonly Step[]): Generator<[holder: object, key: PropertyKey]> {
  if (step === undefined || !isHolder(holder)) return;
  const keys = step === '*' ? Object.keys(holder) : [step];
  for (const key of keys)
    if (more.length === 0) yield [holder, key];
    else yield* holdersOf(Reflect.get(holder, key), more);
}

/** The values at a place that are there; of none if the place is not. */
export const valuesIn = (body: unknown, at: string): unknown[] =>
  [...holdersOf({ body }, ['body', ...stepsIn(at)])].flatMap(([holder, key]) =>
    Object.hasOwn(holder, key) ? [plainOf(Reflect.get(holder, key))] : [],
  );

const plainOf = (value: unknown): unknown => (value instanceof Number ? value.valueOf() : value);

/** Does an edit to a body in place, and answers the body. A number in a `Number` is one with a decimal point. */
export function editBody(body: unknown, edit: BodyEdit): unknown {
  const whole = { body };
  for (const [holder, key] of holdersOf(whole, ['body', ...stepsIn(edit.at)])) {
    const isThere = Object.hasOwn(holder, key);
    if ('set' in edit) Reflect.set(holder, key, structuredClone(edit.set));
    else if (isThere) editAt(holder, key, edit);
  }
  return whole.body;
}

function editAt(holder: object, key: PropertyKey, edit: Exclude<BodyEdit, { readonly set: unknown }>): void {
  const value: unknown = Reflect.get(holder, key);
  if ('remove' in edit) take(holder, key);
  else if ('rename' in edit) {
    take(holder, key);
    Reflect.set(holder, edit.rename, value);
  } else if ('wrap' in edit) {
    if (edit.wrap === 'array') Reflect.set(holder, key, [value]);
    else if (Array.isArray(value) && value.length > 0) Reflect.set(holder, key, value[0]);
    else take(holder, key);
  } else if ('retype' in edit) Reflect.set(holder, key, retyped(value, edit.retype));
  else if ('pattern' in edit) {
    if (typeof value === 'string') Reflect.set(holder, key, value.replace(new RegExp(edit.pattern), edit.with));
  } else if ('order' in edit) {
    if (Array.isArray(value)) value.reverse();
    else if (isHolder(value)) Reflect.set(holder, key, Object.fromEntries(Object.entries(value).reverse()));
  } else if (Array.isArray(value))
    Reflect.set(holder, key, Array.from({ length: edit.repeat }, () => structuredClone(value)).flat());
}

const take = (holder: object, key: PropertyKey): void => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
};

/** A value as another type; of an object the name or the id, as vendors did when an object came for a text. */
function retyped(value: unknown, type: JsonType): unknown {
  const plain = plainOf(value);
  const inner = isHolder(plain) ? (Reflect.get(plain, 'name') ?? Reflect.get(plain, 'id')) : undefined;
  switch (type) {
    case 'null':
      return null;
    case 'string':
      return String(inner ?? (isHolder(plain) ? JSON.stringify(plain) : (plain ?? '')));
    case 'integer':
      return Math.trunc(Number(inner ?? plain)) || 0;
    case 'number':
      return Object(Number(inner ?? plain) || 0);
    case 'boolean':
      return Boolean(plain);
    case 'array':
      return Array.isArray(plain) ? plain : [value];
    case 'object':
      if (Array.isArray(plain)) return { ...plain };
      return isHolder(plain) ? plain : { [typeof plain === 'number' ? 'id' : 'name']: value };
  }
}

const POINT = /"(?:[^"\\]|\\.)*"|-?\d+\.0+(?=\s*[,}\]]|\s*$)/g;
const MARK = '\u0001';

/** Reads a JSON text so that `47.0` is not `47`: a whole number with a decimal point is a `Number`. */
export const readJson = (text: string): unknown =>
  JSON.parse(
    text.replaceAll(POINT, found => (found.startsWith('"') ? found : `"\\u0001${found}"`)),
    (_key, value) => (typeof value === 'string' && value.startsWith(MARK) ? Object(Number(value.slice(1))) : value),
  );

const MARKED = /"\\u0001(-?[\d.e+]+)"/g;

/** Writes what `readJson` read. */
export const writeJson = (value: unknown, indent?: number): string =>
  (
    JSON.stringify(
      value,
      (_key, inner) => (inner instanceof Number ? `${MARK}${pointed(inner.valueOf())}` : inner),
      indent,
    ) ?? ''
  ).replaceAll(MARKED, '$1');

const pointed = (value: number): string => (Number.isInteger(value) ? `${value}.0` : `${value}`);
