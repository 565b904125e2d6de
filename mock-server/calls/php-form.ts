import type { RawInput } from './input.js';

/** Deepest nesting of names that is read. */
const DEEPEST = 8;

type Level = Map<string, string | Level>;

/** What PHP makes of a form's names: `ip[]=a&ip[]=b` is a list, `disk[size]=1` an object, and the last `a` of several counts. */
export function nestedAsInPhp(form: RawInput['query']): unknown {
  const top: Level = new Map();
  for (const [name, value] of Object.entries(form)) {
    const [first = '', ...steps] = name.split(/\[([^\]]*)\]/).filter((step, at) => at % 2 === 1 || step !== '');
    const values = [value ?? []].flat();
    for (const one of steps.length === 0 ? values.slice(-1) : values)
      put(top, [first, ...steps.slice(0, DEEPEST)], one);
  }
  return Object.fromEntries([...top].map(([name, inner]) => [name, plain(inner)]));
}

function put(level: Level, [key = '', ...further]: readonly string[], value: string): void {
  const at = key === '' ? `${level.size}` : key;
  const inner = level.get(at);
  if (further.length === 0) level.set(at, value);
  else {
    const next: Level = inner instanceof Map ? inner : new Map();
    level.set(at, next);
    put(next, further, value);
  }
}

const plain = (value: string | Level): unknown => {
  if (typeof value === 'string') return value;
  const entries = [...value].map(([name, inner]) => [name, plain(inner)] as const);
  const isList = entries.every(([name], index) => name === `${index}`);
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
};
