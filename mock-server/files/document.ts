import { extname } from 'node:path';
import { readJson, readJsonc } from './json.js';
import { BrokenText, type ReadFormat } from './read-format.js';

/** A line and a column of a text, from 1. */
interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** What a file of settings or of a seed holds, and where in it each value stands. */
export interface TextDocument {
  readonly value: unknown;
  /**
   * `file:line:column` of the value at these keys, of its name where `of` says so; of what is around it if it is not there.
   */
  at(keys: readonly PropertyKey[], of?: 'name'): string;
}

/** A document that cannot be read; the message begins with its place. */
export class BrokenDocument extends Error {}

/** The formats by the end of a file's name. A library is loaded when a file asks for it. */
export const formats: Readonly<Record<string, { readonly title: string; load(): Promise<ReadFormat> }>> = {
  '.json': { title: 'JSON', load: async () => readJson },
  '.jsonc': { title: 'JSON with comments', load: async () => readJsonc },
  '.yaml': { title: 'YAML', load: async () => (await import('./yaml.js')).readYaml },
  '.yml': { title: 'YAML', load: async () => (await import('./yaml.js')).readYaml },
};

/**
 * Reads a text in the format that the end of the file's name says; JSON, if it says none. Whole numbers that a double cannot
 * hold are `bigint`s. Rejects with `BrokenDocument`.
 */
export async function readDocument(name: string, text: string): Promise<TextDocument> {
  const { title, load } = formats[extname(name).toLowerCase()] ?? { title: 'JSON', load: async () => readJson };
  const read = await load();
  try {
    const { value, offset } = read(text);
    return { value, at: (keys, of) => placed(name, placeIn(text, offset(keys, of ?? 'value'))) };
  } catch (error) {
    if (!(error instanceof BrokenText)) throw error;
    const place = error.offset === undefined ? name : placed(name, placeIn(text, error.offset));
    throw new BrokenDocument(`${place}: is not ${title}: ${error.message}`);
  }
}

const placed = (name: string, { line, column }: TextPlace): string => `${name}:${line}:${column}`;

function placeIn(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  return { line: before.split(/\r\n|\r|\n/).length, column: before.length - start + 1 };
}
