import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import { control } from '../../contracts/control/index.js';
import { loadGroup } from '../../contracts/core/define-contract.js';
import type { Schema } from '../../contracts/core/operation.js';
import { type Bare, bare, keysOf, memberOf } from '../../contracts/core/schema.js';
import { needOneOf } from './need-one-of.js';
import { flagOf, UsageError } from './settings.js';

/** A call of the control API of which the members of a part are flags of a command. */
export interface FlaggedCall {
  readonly group: keyof typeof control.groups;
  readonly name: string;
  readonly part: 'query' | 'body';
  /** Members that the command takes in another way. */
  readonly except?: readonly string[];
}

/** A flag for each member, as the contract has them. */
export async function contractOptions(call: FlaggedCall): Promise<Option[]> {
  const members = await membersOf(call);
  return [...members].map(([key, schema]) => optionOf(key, bare(schema)));
}

function optionOf(key: string, { core, type }: Bare): Option {
  const flag = flagOf(key);
  if (type === 'boolean') return new Option(flag, `sets \`${key}\``);
  const names = namesIn(core);
  if (names.length > 0) return new Option(`${flag} <name>`, `sets \`${key}\``).choices(names).argParser(text => text);
  const isJson = ['object', 'record', 'array', 'unknown', 'any'].includes(type);
  return new Option(`${flag} <${isJson ? 'json' : 'value'}>`, `sets \`${key}\`${isJson ? '; @file reads it' : ''}`);
}

/** The names that a schema lets in, if it is a list of such. */
const namesIn = (schema: Schema): string[] => {
  const values = schema._zod.values === undefined ? [] : [...schema._zod.values];
  return values.every(value => typeof value === 'string') ? values : [];
};

/** What the flags of a command say, as the contract has its members. Throws `UsageError` for what should be JSON and is not. */
export async function givenFor(
  call: FlaggedCall,
  options: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const given: Record<string, unknown> = {};
  for (const [key, schema] of await membersOf(call)) {
    const value = options[key];
    if (value !== undefined) given[key] = typeof value === 'string' ? wanted(flagOf(key), value, bare(schema)) : value;
  }
  return given;
}

/** A flag's text as its schema wants it: text where it wants text, else the JSON that it is. What is wrong the server says. */
function wanted(flag: string, text: string, { type, core, nullable }: Bare): unknown {
  if (nullable && text === 'null') return null;
  const names = namesIn(core);
  if (names.length > 0) needOneOf(flag.slice(2), text, names);
  if (names.length > 0 || type === 'string') return text;
  const mustBeJson = ['object', 'record', 'array'].includes(type);
  const json = text.startsWith('@') && type !== 'number' ? fileFor(flag, text.slice(1)) : text;
  try {
    return JSON.parse(json);
  } catch (error) {
    if (mustBeJson || json !== text)
      throw new UsageError(`${flag}: this is no JSON: ${error instanceof Error ? error.message : error}`);
    return text;
  }
}

function fileFor(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${flag}: ${file} cannot be read (${error instanceof Error ? error.message : error})`);
  }
}

async function membersOf({ group, name, part, except = [] }: FlaggedCall): Promise<Map<string, Schema>> {
  const { operations } = await loadGroup(control, group);
  const schema = operations[name]?.[part];
  const members = new Map<string, Schema>();
  for (const key of keysOf(schema)) {
    const member = schema && memberOf(schema, key)?.schema;
    if (member !== undefined && !except.includes(key)) members.set(key, member);
  }
  return members;
}
