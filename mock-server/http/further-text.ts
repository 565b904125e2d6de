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
