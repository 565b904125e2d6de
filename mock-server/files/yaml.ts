import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  parseDocument,
} from 'yaml';
import { MOST_DEEP } from '../../contracts/core/depth.js';
import { BrokenText, type ReadText } from './read-format.js';

/** Most values of a document, those that aliases repeat included: a few lines of them may stand for billions. */
const MOST_VALUES = 200_000;
/** Longer numbers are no ids, and stay what a double makes of them, as in JSON. */
const LONGEST_NUMBER = 40;
/** Reading a number takes the square of its length. */
const LONGEST_DIGITS = 1000;
const TOO_DEEP = `it is nested more than ${MOST_DEEP} levels deep`;
/** Pieces that the library puts in, of which the text has nothing: a document, a flow's error, the end of one, a scalar. */
const SCALAR = '\u001f';
const MARKS = ['\u0002', '\u0018', SCALAR];

/**
 * Most pieces of a text: names, values, marks, blanks. For each the library takes some microseconds and a kilobyte, and four
 * megabytes of brackets were more than the memory of a process.
 */
const MOST_PIECES = 200_000;

/** Tags of the values that JSON has; others ask for code, or for what no seed holds. */
const PLAIN_TAGS = ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map(name => `tag:yaml.org,2002:${name}`);

/**
 * Reads YAML 1.2 of plain values: what is no value of JSON is refused, as are tags of one's own and aliases without end.
 * Keys are compared here, for the library compares each with each.
 */
export function readYaml(text: string): ReadText {
  needBounded(text);
  const document = parsed(text);
  const value = new Reading().read(document.contents);
  return { value, offset: (keys, of) => offsetIn(document, keys, of) };
}

/** Looks at the pieces of a text, which neither recurses nor keeps them, before anything is made of it. */
function needBounded(text: string): void {
  let [pieces, depth, at] = [0, 0, 0];
  let before = '';
  for (const piece of new Lexer().lex(text)) {
    pieces += 1;
    if (pieces > MOST_PIECES) throw new BrokenText('it is too large to be YAML: write it as JSON', at);
    // Each is kept, and told of when it is not known; no seed needs one.
    if (piece.startsWith('%') && before !== SCALAR) throw new BrokenText('it has a directive', at);
    if (piece === '[' || piece === '{') depth += 1;
    if (piece === ']' || piece === '}') depth -= 1;
    if (depth > MOST_DEEP) throw new BrokenText(TOO_DEEP, at);
    if (piece.length > LONGEST_DIGITS && /^[-+]?\d+$/.test(piece))
      throw new BrokenText('it has a number without end', at);
    if (!MARKS.includes(piece)) at += piece.length;
    before = piece;
  }
}

function parsed(text: string): Document.Parsed {
  try {
    const document = parseDocument(text, {
      ...{ schema: 'core', version: '1.2', intAsBigInt: true, uniqueKeys: false, prettyErrors: false },
    });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem === undefined) return document;
    const isDeep = problem.code === 'RESOURCE_EXHAUSTION';
    throw new BrokenText(isDeep ? TOO_DEEP : withoutContent(problem.message), problem.pos[0]);
  } catch (error) {
    throw error instanceof RangeError ? new BrokenText(TOO_DEEP) : error;
  }
}

/** The library quotes after a colon, or as an escape. */
const withoutContent = (message: string): string => {
  const said = message.replace(/[:\\"].*$/s, '').trim();
  return said.charAt(0).toLowerCase() + said.slice(1);
};

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** Makes plain values of a document's nodes, in its order. */
class Reading {
  /** What stands at each anchor so far, and how many values it has. */
  readonly #anchors = new Map<string, { readonly value: unknown; readonly size: number }>();
  #size = 0;

  read(node: Node | null, depth = 0): unknown {
    if (depth > MOST_DEEP) throw new BrokenText(TOO_DEEP, startOf(node));
    this.#count(1, node);
    if (node === null) return null;
    if (isAlias(node)) return this.#repeated(node.source, node);
    if (node.tag !== undefined && !PLAIN_TAGS.includes(node.tag)) throw new BrokenText('it has a tag', startOf(node));
    const before = this.#size;
    const value = this.#valueOf(node, depth);
    if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined)
      this.#anchors.set(node.anchor, { value, size: this.#size - before + 1 });
    return value;
  }

  #valueOf(node: Node, depth: number): unknown {
    if (isSeq<Node>(node)) return node.items.map(item => this.read(item, depth + 1));
    if (isMap<Node, Node | null>(node)) return this.#members(node.items, depth);
    if (isScalar(node)) return plain(node.value, node.source, node);
    throw new BrokenText('it has what is no value', startOf(node));
  }

  #members(items: readonly { readonly key: Node; readonly value: Node | null }[], depth: number): unknown {
    const members = new Map<string, unknown>();
    for (const { key, value } of items) {
      const name = nameOf(key);
      if (name === undefined) throw new BrokenText('a name is no text', startOf(key));
      if (members.has(name)) throw new BrokenText('a name stands twice', startOf(key));
      members.set(name, this.read(value ?? null, depth + 1));
    }
    return Object.fromEntries(members);
  }

  #repeated(name: string, node: Node): unknown {
    const known = this.#anchors.get(name);
    if (known === undefined) throw new BrokenText('an alias names no anchor before it', startOf(node));
    this.#count(known.size, node);
    return known.value;
  }

  #count(size: number, node: Node | null): void {
    this.#size += size;
    if (this.#size > MOST_VALUES)
      throw new BrokenText(`it has more than ${MOST_VALUES} values, those that aliases repeat included`, startOf(node));
  }
}

/** The name that a key is. One that is written as a number is the text of it. */
const nameOf = (key: unknown): string | undefined =>
  isScalar(key) && key.value !== null && key.anchor === undefined ? (key.source ?? String(key.value)) : undefined;

function plain(value: unknown, source: string | undefined, node: Node): unknown {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) || (source ?? '').length > LONGEST_NUMBER ? Number(value) : value;
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new BrokenText('it has a number that JSON cannot hold', startOf(node));
  return value;
}

/** Goes down as far as there is something; what an alias repeats stands where the alias does. */
function offsetIn({ contents }: Document.Parsed, keys: readonly PropertyKey[], of: 'name' | 'value'): number {
  let node: unknown = contents;
  let found = startOf(contents) ?? 0;
  for (const [index, key] of keys.entries()) {
    let next: unknown;
    if (isSeq(node)) next = node.items[Number(key)];
    else if (isMap(node)) {
      const member = node.items.find(item => isPair(item) && nameOf(item.key) === key);
      next = member?.value;
      const name = member?.key;
      const isWanted = of === 'name' && index === keys.length - 1;
      if (isScalar(name) && (isWanted || startOf(next) === undefined)) return startOf(name) ?? found;
    }
    const start = startOf(next);
    if (start === undefined) break;
    found = start;
    node = next;
  }
  return found;
}
