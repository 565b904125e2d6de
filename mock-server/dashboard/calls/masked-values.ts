/** What stands in a call in place of a secret, and of what no contract describes. */
const [SECRET, UNDESCRIBED] = ['[redacted]', '[undescribed]'];

export const isSecret = (text: string): boolean => text.includes(SECRET);
export const isHidden = (value: unknown): boolean =>
  typeof value === 'string' && (value.includes(SECRET) || value.includes(UNDESCRIBED));

/** Pieces of a text between its secrets. */
export const aroundSecrets = (text: string): string[] => text.split(SECRET);

/** The name of a variable for the secret that stands under a name: `api_key` is `API_KEY`. */
export const variableOf = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replace(/^(?=\d)/, '_')
    .toUpperCase() || 'SECRET';

/** A value without what is hidden in it; undefined where nothing is left. */
export function withoutHidden(value: unknown): unknown {
  if (isHidden(value)) return undefined;
  if (Array.isArray(value))
    return value.some(one => withoutHidden(one) === undefined) ? undefined : value.map(withoutHidden);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).flatMap(([name, one]) => {
    const left = withoutHidden(one);
    return left === undefined ? [] : [[name, left] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
