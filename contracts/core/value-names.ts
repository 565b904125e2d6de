import type { Operation } from './operation.js';

/** `vm_id`, `vmId` and `VMID` are one name. */
export const nameOf = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();

const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch)es$/, '$1')
    .replace(/([^s])s$/, '$1');

/** Members that hold a thing without saying which. */
const PLAIN = new Set(['data', 'items', 'array', 'infos', 'objects', 'results', 'response', 'object', 'attributes']);
const IDENTITY = new Set(['id', 'uuid', 'name', 'key']);

/**
 * Names by which a place of an answer may be asked for: `$.servers[*].id` as `serverid`, `$.data[*].id` of the group
 * `servers` likewise, `$.data.user_id` as `userid`.
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

/** Name under which a param is asked for: a plain `{id}` is that of what stands before it in the path. */
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
