/** A value with a merge patch over it: null takes a member out (RFC 7396). */
export function patched(value: unknown, patch: unknown): unknown {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const target = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
  const members = new Map(Object.entries(target));
  for (const [key, member] of Object.entries(patch)) {
    if (member === null) members.delete(key);
    else members.set(key, patched(members.get(key), member));
  }
  return Object.fromEntries(members);
}
