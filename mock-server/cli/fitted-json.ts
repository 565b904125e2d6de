const WIDTH = 120;

/** JSON for readers: what fits on a line stands on one. */
export function fittedJson(value: unknown, indent = '', before = 0): string {
  const short = JSON.stringify(value, null, 1)?.replaceAll(/\n */g, ' ') ?? 'null';
  if (value === null || typeof value !== 'object' || indent.length + before + short.length < WIDTH) return short;
  const inner = `${indent} `;
  const lines = Array.isArray(value)
    ? value.map(one => inner + fittedJson(one, inner))
    : Object.entries(value).flatMap(([name, one]) => {
        const key = `${JSON.stringify(name)}: `;
        return one === undefined ? [] : [inner + key + fittedJson(one, inner, key.length)];
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
