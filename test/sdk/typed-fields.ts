import * as sdk from '@nexgencloud/hyperstack-sdk-javascript';

/** A model of the vendor's client: what it makes of an answer, with the fields that it declares on its prototype. */
interface Model {
  readonly name: string;
  readonly prototype: object;
  constructFromObject(data: unknown): unknown;
  validateJSON(data: unknown): boolean;
}

const exported = Object.entries(sdk as Readonly<Record<string, unknown>>);
const isModel = (value: unknown): value is Model => typeof value === 'function' && 'constructFromObject' in value;
const models = new Map(exported.flatMap(([name, value]): [string, Model][] => (isModel(value) ? [[name, value]] : [])));
const namesOf = new Map([...models].map(([name, model]): [unknown, string] => [model.prototype.constructor, name]));

/** Where the client's generated calls say what they send and what they make of the answer. */
const SENT = /callApi\(\s*'([^']+)',\s*'([A-Z]+)'/;
const MADE = /returnType = (\[)?_(\w+)\[?"default"\]?|returnType = (\[)?_(\w+)\.default/;

export interface TypedAnswer {
  readonly model: Model;
  readonly isList: boolean;
}

/** What the client makes of the answer to each call, by verb and path; a call without is not typed by it. */
export const typedAnswers: ReadonlyMap<string, TypedAnswer> = new Map(
  exported
    .filter(([name, value]) => name.endsWith('Api') && typeof value === 'function')
    .flatMap(([, api]) => Object.values(Object.getOwnPropertyDescriptors((api as { prototype: object }).prototype)))
    .flatMap(({ value }): [string, TypedAnswer][] => {
      const text = String(value);
      const [, path, verb] = SENT.exec(text) ?? [];
      const made = MADE.exec(text);
      const model = models.get(made?.[2] ?? made?.[4] ?? '');
      if (path === undefined || model === undefined) return [];
      return [[`${verb} ${path}`, { model, isList: (made?.[1] ?? made?.[3]) !== undefined }]];
    }),
);

/** What a walk over answers has seen: each field that the client types, as `Model.field`. */
export interface SeenFields {
  /** Present in an answer at least once. */
  readonly present: Set<string>;
  /** Declared by a model that was made of an answer. */
  readonly declared: Set<string>;
  /** Fields that the client could make nothing of, with what was there. */
  readonly unreadable: Set<string>;
}

/** Reads an answer as the client does, and every field that its models declare. */
export function readTyped({ model, isList }: TypedAnswer, body: unknown, seen: SeenFields): void {
  for (const one of isList && Array.isArray(body) ? body : [body]) {
    try {
      model.validateJSON(one);
    } catch (error) {
      seen.unreadable.add(`${model.name}: ${error instanceof Error ? error.message : error}`);
    }
    walk(model.constructFromObject(one), one, seen);
  }
}

function walk(made: unknown, sent: unknown, seen: SeenFields): void {
  if (Array.isArray(made)) {
    for (const [index, item] of made.entries()) walk(item, (sent as unknown[])[index], seen);
    return;
  }
  const name = namesOf.get((made as object | null | undefined)?.constructor);
  if (name === undefined) return;
  const fields = Object.keys(Object.getPrototypeOf(made));
  for (const field of fields) {
    const label = `${name}.${field}`;
    seen.declared.add(label);
    const value = (made as Record<string, unknown>)[field];
    const raw = (sent as Record<string, unknown>)[field];
    if (raw === undefined) continue;
    seen.present.add(label);
    if (raw !== null && isUnreadable(value)) seen.unreadable.add(`${label}: ${JSON.stringify(raw)}`);
    walk(value, raw, seen);
  }
}

/** Numbers and dates that the client made of something else. */
const isUnreadable = (value: unknown): boolean =>
  Number.isNaN(value) || (value instanceof Date && Number.isNaN(value.getTime()));
