import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The name of a schema or of a plain type, a list of one type, or members. A name that ends in `!` is required. */
type Type = string | readonly [Type] | { readonly [member: string]: Type };
const type: z.ZodType<Type> = z.lazy(() => z.union([z.string(), z.tuple([type]), z.record(z.string(), type)]));

const digest = z.strictObject({
  version: z.string(),
  source: z.string(),
  /** By verb and path. */
  operations: z.record(
    z.string(),
    z.strictObject({
      query: z.record(z.string(), type).optional(),
      body: z.string().optional(),
      /** By status: the schema of the answer, or null where none is described. */
      responses: z.record(z.string(), type.nullable()),
    }),
  ),
  schemas: z.record(z.string(), type),
});

/** What a description says of one call: what it takes and answers, member by member. */
export interface Described {
  readonly query: Members;
  readonly body: Members;
  readonly statuses: readonly string[];
  /** Members of the answer, by the status of each success that has a schema. */
  readonly answers: Readonly<Record<string, Members>>;
}
/** Plain types by the path of a member: `environment.features.green_status`, `rules[].id`. */
export type Members = ReadonlyMap<string, Member>;
export interface Member {
  readonly type: string;
  readonly isRequired: boolean;
}

/** The names and types of the vendor's own description of its API; the file says where it is from. */
export const theirs = digest.parse(
  JSON.parse(readFileSync(new URL('../../../fixtures/infrahub/description/openapi.json', import.meta.url), 'utf8')),
);

export const described: ReadonlyMap<string, Described> = new Map(
  Object.entries(theirs.operations).map(([call, { query = {}, body, responses }]) => [
    call,
    {
      query: membersOf(query),
      body: body === undefined ? new Map() : membersOf(body),
      statuses: Object.keys(responses),
      answers: Object.fromEntries(
        Object.entries(responses).flatMap(([status, schema]) =>
          schema === null || Number(status) >= 300 ? [] : [[status, membersOf(schema)]],
        ),
      ),
    },
  ]),
);

function membersOf(whole: Type): Members {
  const members = new Map<string, Member>();
  const add = (path: string, one: Type, isRequired: boolean, within: readonly string[]): void => {
    if (typeof one === 'string') {
      const schema = theirs.schemas[one];
      if (schema !== undefined && !within.includes(one)) add(path, schema, isRequired, [...within, one]);
      else members.set(path, { type: schema === undefined ? one : 'object', isRequired });
    } else if (Array.isArray(one)) {
      members.set(path, { type: 'array', isRequired });
      add(`${path}[]`, one[0], false, within);
    } else {
      if (path !== '') members.set(path, { type: 'object', isRequired });
      for (const [name, member] of Object.entries(one)) {
        const isNeeded = name.endsWith('!');
        add(below(path, isNeeded ? name.slice(0, -1) : name), member, isNeeded, within);
      }
    }
  };
  add('', whole, false, []);
  return members;
}

export function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
