import { refuse } from '../../../../contracts/core/failure.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/marketplace/refusals.js';
import { hashed } from './functions.js';
import { isList, isObject, type Json, member, textOf } from './json.js';

/** What placeholders stand for. */
export interface Names {
  /** The value of a first word: `env`, `nodes`, `globals`, `@i`. Undefined for one that there is not. */
  look(word: string): Json | undefined;
  /** The value of a function: `fn.password(12)`. */
  call(name: string, given: readonly string[]): Json | undefined;
}

/** Letters that a text may grow to. */
const MOST = 500_000;
/** A placeholder may stand for a text with placeholders, and that again. */
const MOST_TURNS = 4;
const PLACEHOLDER = /\$\{([^${}]{1,1000})\}/g;
const ALONE = /^\$\{([^${}]{1,1000})\}$/;

/** A value with what its placeholders stand for. One that stands alone gives its value as it is; an unknown one stays. */
export function filled(value: Json, names: Names): Json {
  if (typeof value === 'string') return filledText(value, names);
  if (isList(value)) return value.map(item => filled(item, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [textOf(filledText(name, names)), filled(item, names)]),
  );
}

function filledText(text: string, names: Names): Json {
  let now = text;
  for (let turn = 0; turn < MOST_TURNS && now.includes('${'); turn += 1) {
    const alone = ALONE.exec(now);
    const whole = alone?.[1] === undefined ? undefined : standsFor(alone[1], names);
    if (whole !== undefined && typeof whole !== 'string') return whole;
    let length = now.length;
    const next = now.replaceAll(PLACEHOLDER, (placeholder, inside: string) => {
      const value = standsFor(inside, names);
      const put = value === undefined ? placeholder : textOf(value);
      length += put.length;
      if (length > MOST) throw refuse(refusals.tooMuch, { what: 'letters of a text', most: MOST });
      return put;
    });
    if (next === now) break;
    now = next;
  }
  return now;
}

/** A path of a few words, each with a place in a list or what a function is given: `nodes.cp[0].id`, `fn.random(1,9)`. */
const PIECE = /(?:^|\.)([@\w$-]*)(?:\(([^()]*)\))?|\[([^[\]]*)\]/y;

/** What stands in the braces; after a colon what to put where there is no such value. */
function standsFor(inside: string, names: Names): Json | undefined {
  const colon = inside.indexOf(':', /^\s*fn\.\w+\(/.test(inside) ? inside.lastIndexOf(')') : 0);
  const path = colon < 0 ? inside : inside.slice(0, colon);
  const found = reached(path.trim(), names);
  if (found !== undefined && !(colon >= 0 && found === null)) return found;
  if (colon < 0) return undefined;
  return substituted(inside.slice(colon + 1), names);
}

/** A text in which `[user.email]` is a placeholder in a placeholder. */
const substituted = (text: string, names: Names): string =>
  text.replaceAll(/\[([^[\]]{1,500})\]/g, (whole, path: string) => {
    const value = reached(path.trim(), names);
    return value === undefined ? whole : textOf(value);
  });

function reached(path: string, names: Names): Json | undefined {
  let value: Json | undefined;
  PIECE.lastIndex = 0;
  const call = /^fn\.(\w+)(?:\((.*)\))?$/s.exec(path);
  if (call !== null) {
    const given = call[2] === undefined || call[2].trim() === '' ? [] : substituted(call[2], names).split(',');
    return names.call(call[1] ?? '', given);
  }
  for (let at = 0; at < path.length; at = PIECE.lastIndex) {
    PIECE.lastIndex = at;
    const found = PIECE.exec(path);
    if (found === null || found[0] === '') return undefined;
    const [, name, given, place] = found;
    if (at === 0) value = name === undefined ? undefined : names.look(name);
    else if (given !== undefined) value = made(value, name ?? '', substituted(given, names));
    else value = inner(value, place ?? name ?? '');
    if (value === undefined) return undefined;
  }
  return value;
}

/** A member. Of a list: one by its place, `first`, `last` or `master`, its length, or the member of its first item. */
function inner(value: Json | undefined, key: string): Json | undefined {
  if (!isList(value)) return typeof value === 'string' && key === 'length' ? value.length : member(value, key);
  if (key === 'length') return value.length;
  if (/^\d{1,6}$/.test(key)) return value[Number(key)];
  if (key === 'first') return value[0];
  if (key === 'last') return value.at(-1);
  if (key === 'master') return value.find(item => member(item, 'ismaster') === true);
  return member(value[0], key);
}

/** What the engine makes of a value: its JSON, its hash, its items in one text. */
function made(value: Json | undefined, name: string, given: string): Json | undefined {
  if (value === undefined) return undefined;
  switch (name) {
    case 'toJSON':
    case 'print':
      return name === 'print' && typeof value !== 'object' ? textOf(value) : JSON.stringify(value);
    case 'join':
      return isList(value) ? value.map(textOf).join(given === '' ? ',' : given) : textOf(value);
    case 'md5':
    case 'base64':
      return hashed(name, textOf(value));
    case 'toLowerCase':
      return textOf(value).toLowerCase();
    case 'toUpperCase':
      return textOf(value).toUpperCase();
    default:
      return undefined;
  }
}
