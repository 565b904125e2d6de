/** Numbers by their size, texts by their letters. */
export const inOrder = <T extends string | number>(one: T, other: T): number =>
  one < other ? -1 : one > other ? 1 : 0;
