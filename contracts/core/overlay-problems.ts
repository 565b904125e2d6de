import type { Operation, Overlays } from './operation.js';
import { wordsIn } from './overlay.js';
import { keysOf } from './schema.js';

/** The parts of an input. */
export const parts = ['params', 'query', 'body'] as const;
export const PARTS: Readonly<Record<(typeof parts)[number], true>> = { params: true, query: true, body: true };

/** Overlays may name only what the operation takes, and in braces only words that something gives. */
export function* overlayProblems(
  where: string,
  operation: Operation,
  overlays: Overlays,
  words: ReadonlySet<string>,
): Generator<string> {
  for (const part of Object.keys(overlays))
    if (!Object.hasOwn(PARTS, part)) yield `${where} ${part}, which is no part of an input`;
  for (const part of parts)
    for (const [key, overlay] of Object.entries(overlays[part] ?? {})) {
      if (!keysOf(operation[part]).includes(key)) yield `${where} ${part}.${key}, which it does not take`;
      for (const word of wordsIn(overlay)) if (!words.has(word)) yield `${where} {${word}}, which nothing gives`;
    }
}
