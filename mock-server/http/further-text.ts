import { lastListOf } from '../calls/lengthy.js';
import type { Writer } from './json-writer.js';
import type { FurtherText } from './respond.js';

/** Items that are made and written at a time: some milliseconds of work, for which everybody else waits. */
const SLICE = 100;

/** Further items of the list that a body ends with, as text. */
export function furtherText(body: unknown, items: Iterable<unknown>, writer: Writer): FurtherText {
  const { name } = lastListOf(body);
  const written = (list: readonly unknown[]): string => writer({ ...Object(body), [name]: list });
  const close = ']}';
  const open = written([]).slice(0, -close.length);
  return {
    open,
    close,
    between: ',',
    slices: slicesOf(items, list => written(list).slice(open.length, -close.length)),
  };
}

/** The same, and tells the whole body once the last of it was taken, unless it is longer than so many bytes. */
export function gathered(
  text: string,
  further: FurtherText,
  most: number,
  whenWhole: (body: Buffer) => void,
): FurtherText {
  return { ...further, slices: gathering(text, further, most, whenWhole) };
}

function* gathering(
  text: string,
  { close, between, slices }: FurtherText,
  most: number,
  whenWhole: (body: Buffer) => void,
): Generator<string> {
  let pieces = [Buffer.from(text.slice(0, text.length - close.length))];
  let length = pieces[0]?.length ?? 0;
  for (const slice of slices) {
    if (length <= most) {
      const piece = Buffer.from(`${between}${slice}`);
      pieces.push(piece);
      length += piece.length;
      if (length > most) pieces = [];
    }
    yield slice;
  }
  if (length <= most) whenWhole(Buffer.concat([...pieces, Buffer.from(close)]));
}

function* slicesOf(items: Iterable<unknown>, write: (slice: readonly unknown[]) => string): Generator<string> {
  let slice: unknown[] = [];
  for (const item of items) {
    slice.push(item);
    if (slice.length < SLICE) continue;
    yield write(slice);
    slice = [];
  }
  if (slice.length > 0) yield write(slice);
}
