import type { Schema } from './operation.js';
import { bare, defOf } from './schema.js';
import { isFloat } from './wire.js';

const LISTED = 8;

/** A schema in words: `integer`, `string like 2025-01-01 or null`, `one of "ACTIVE", "SHUTOFF"`. */
export function described(schema: Schema): string {
  const { core, optional, nullable, example } = bare(schema);
  const words = [...new Set(wordsOf(core, example)), ...(nullable ? ['null'] : []), ...(optional ? ['nothing'] : [])];
  return [...new Set(words)].join(' or ');
}

function wordsOf(schema: Schema, example: string | undefined): string[] {
  const def = defOf(schema);
  switch (def.type) {
    case 'enum':
      return [listed(Object.values(def.entries ?? {}))];
    case 'literal':
      return [listed(def.values ?? [])];
    case 'union':
      return (def.options ?? []).flatMap(option => described(option).split(' or '));
    case 'number':
      return [isFloat(schema) ? 'number' : def.format?.includes('int') ? 'integer' : 'number'];
    case 'string':
      return [example === undefined ? 'string' : `string like ${example}`];
    case 'record':
    case 'intersection':
      return ['object'];
    case 'tuple':
      return ['array'];
    case 'unknown':
    case 'any':
      return ['anything'];
    case 'undefined':
      return ['nothing'];
    default:
      return [def.type];
  }
}

function listed(values: readonly unknown[]): string {
  const said = values.slice(0, LISTED).map(value => JSON.stringify(value));
  if (values.length > LISTED) said.push(`${values.length - LISTED} more`);
  return said.length === 1 ? `${said[0]}` : `one of ${said.join(', ')}`;
}
