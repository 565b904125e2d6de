import { asJson, isObject, type Json, listOf, member, textOf } from './json.js';

/**
 * Rows that a search is for: by a word of their name or id, or, as add-on scripts write it, by JSON that has the values of
 * some members. Members that no row has are passed over.
 */
export function searched<Row extends object>(rows: readonly Row[], search: string | undefined): Row[] {
  if (search === undefined || search.trim() === '') return [...rows];
  const wanted = read(search);
  if (!isObject(wanted)) return rows.filter(row => saysOf(row).includes(search.trim().toLowerCase()));
  return rows.filter(row =>
    Object.entries(wanted).every(([name, value]) => {
      const own = asJson(row);
      if (!NAMES.includes(name)) return true;
      const has = listOf(member(own, name)).map(textOf);
      return listOf(value).some(one => has.includes(textOf(one)));
    }),
  );
}

/** Members of rows that a search may name. */
const NAMES = ['app_id', 'uniqueName', 'name', 'type', 'categories', 'nodeGroup', 'envName', 'appid'];

const saysOf = (row: object): string => {
  const own = asJson(row) ?? null;
  return ['app_id', 'name', 'description']
    .map(name => textOf(member(own, name)))
    .join(' ')
    .toLowerCase();
};

function read(search: string): Json | undefined {
  try {
    return asJson(JSON.parse(search));
  } catch {
    return undefined;
  }
}
