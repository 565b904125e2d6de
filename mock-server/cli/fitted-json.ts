const WIDTH = 160;

/** JSON for readers: what fits on a line stands on one, and so do lists of plain values and values in whole (`example`). */
export function fittedJson(value: unknown, indent = '', before = 0): string {
  const short = JSON.stringify(value) ?? 'null';
  if (isPlain(value) || indent.length + before + short.length < WIDTH) return short;
  const inner = `${indent} `;
  const lines = Array.isArray(value)
    ? value.map(one => inner + fittedJson(one, inner))
    : Object.entries(Object(value)).flatMap(([name, one]) => {
        const key = `${JSON.stringify(name)}: `;
        if (one === undefined) return [];
        return [inner + key + (name === 'example' ? JSON.stringify(one) : fittedJson(one, inner, key.length))];
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

const isPlain = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(one => typeof one !== 'object') : value === null || typeof value !== 'object';
