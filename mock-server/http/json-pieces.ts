import { BIT } from '../worlds/bit-by-bit.js';

/** Objects inside objects that are written member by member. */
const DEEP = 6;
/** Letters of a piece. */
const PIECE = 2 ** 16;

/**
 * A value as `JSON.stringify` writes it, in pieces that are made when they are taken. What it holds must not change meanwhile:
 * its lists are to be its own, and their items such as never change.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  let piece = '';
  for (const text of textsOf(value, DEEP)) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function* textsOf(value: unknown, depth: number): Generator<string> {
  if (depth === 0 || typeof value !== 'object' || value === null) yield JSON.stringify(value) ?? 'null';
  else if (Array.isArray(value)) yield* textsOfList(value);
  else {
    let open = '{';
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield `${open}${JSON.stringify(key)}:`;
      yield* textsOf(member, depth - 1);
      open = ',';
    }
    yield open === '{' ? '{}' : '}';
  }
}

function* textsOfList(list: readonly unknown[]): Generator<string> {
  if (list.length <= BIT) return void (yield JSON.stringify(list));
  for (let at = 0; at < list.length; at += BIT)
    yield `${at === 0 ? '[' : ','}${JSON.stringify(list.slice(at, at + BIT)).slice(1, -1)}`;
  yield ']';
}
