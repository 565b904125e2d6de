/** What a format makes of a text, and where in it each value stands. */
export interface ReadText {
  readonly value: unknown;
  /** Where the value at these keys begins, or its name; of what is around it if it is not there. */
  offset(keys: readonly PropertyKey[], of: 'name' | 'value'): number;
}

/** Reads a text. Whole numbers that a double cannot hold are `bigint`s. Throws `BrokenText`. */
export type ReadFormat = (text: string) => ReadText;

/** A text that cannot be read. The message says what is wrong and nothing of what is written. */
export class BrokenText extends Error {
  readonly offset: number | undefined;
  constructor(message: string, offset?: number) {
    super(message);
    this.offset = offset;
  }
}
