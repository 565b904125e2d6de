import type { AnyReply } from './handler.js';

/** Most items that an answer's list has at once; of a longer one the others are made while it is sent. */
export const MOST_AT_ONCE = 2000;

/** The first items of a list as they travel, and those that are still to be made, if there are any. */
export function begun<From, Item>(
  items: Iterator<From>,
  view: (from: From) => Item,
): { readonly list: Item[]; readonly further: Iterable<Item> | undefined } {
  const list: Item[] = [];
  for (;;) {
    const next = items.next();
    if (next.done) return { list, further: undefined };
    if (list.length === MOST_AT_ONCE) return { list, further: following(next.value, items, view) };
    list.push(view(next.value));
  }
}

function* following<From, Item>(first: From, items: Iterator<From>, view: (from: From) => Item): Generator<Item> {
  try {
    yield view(first);
    for (let next = items.next(); !next.done; next = items.next()) yield view(next.value);
  } finally {
    items.return?.();
  }
}

/** An answer with all of its items, for whoever takes it as a value. */
export function whole(reply: AnyReply): AnyReply {
  if (reply.further === undefined) return reply;
  const { further, ...others } = reply;
  const { name, list } = lastListOf(reply.body);
  return { ...others, body: { ...Object(reply.body), [name]: [...list, ...further] } };
}

/** The last member of a body, which is a list: further items of an answer belong to it. */
export function lastListOf(body: unknown): { readonly name: string; readonly list: readonly unknown[] } {
  const [name, list] = Object.entries(Object(body)).at(-1) ?? [];
  if (name === undefined || !Array.isArray(list))
    throw new Error('an answer has further items, and its last member is no list');
  return { name, list };
}
