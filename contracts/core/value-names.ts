import type { Operation } from './operation.js';

/** Spells a name so that `vm_id`, `vmId` and `VMID` are the same. */
export const nameOf = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();

const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch)es$/, '$1')
    .replace(/([^s])s$/, '$1');

/** Members that hold a thing and do not say what kind of thing. */
const PLAIN = new Set(['data', 'items', 'array', 'infos', 'objects', 'results', 'response', 'object', 'attributes']);
const IDENTITY = new Set(['id', 'uuid', 'name', 'key']);

/**
 * The names under which a value at a place of an answer is kept, for params of other calls: `serverid` for
 * `$.servers[*].id`, and for `$.data[*].id` in the group `servers`; `userid` for `$.data.user_id`.
 */
export function namesOf(path: string, group: string): string[] {
  const words = path.split(/[.[\]*"]+/).filter(word => word !== '' && word !== '$');
  const last = words.at(-1);
  if (last === undefined) return [];
  const lower = last.toLowerCase();
  if (!IDENTITY.has(lower)) return /(id|name|uuid|key)$/i.test(last) ? [nameOf(last)] : [];
  const holder = words.slice(0, -1).filter(word => !PLAIN.has(word));
  const nouns = holder.length <= 1 ? [...holder.slice(-1), group] : holder.slice(-1);
  return [...new Set(nouns.map(noun => nameOf(singular(noun) + last)))];
}

/** The name under which a param's value is looked up: a plain `{id}` takes its noun from the path, `/servers/{id}`. */
export function paramName({ operation }: { readonly operation: Pick<Operation, 'path'> }, param: string): string {
  if (!IDENTITY.has(param.toLowerCase())) return nameOf(param);
  const before = operation.path.slice(0, operation.path.indexOf(`{${param}}`));
  const noun =
    before
      .split('/')
      .filter(word => word !== '' && !word.startsWith('{'))
      .at(-1) ?? '';
  return nameOf(singular(noun) + param);
}
