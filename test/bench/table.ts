/** One line of the result: what the double does, what the floor does, and the ratio of both in the same run. */
export interface Figure {
  readonly name: string;
  readonly ours: number;
  readonly floor: number;
  readonly unit: string;
  /** Ours over the floor's: of rates more is better, of times and memory less is. */
  readonly ratio: number;
  /**
   * Of servers: the same ratio, of requests in a second of processor time. It holds too where the load generator is the
   * slowest of the three, as with large bodies, and when the machine does other things.
   */
  readonly processorRatio?: number;
  readonly note: string;
}

/** A figure with as many digits as it has meaning. */
export const shown = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

/** A Markdown table; a column whose head ends in a colon holds figures. */
export const markdown = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads.map(head => head.replace(/:$/, '')), heads.map(head => (head.endsWith(':') ? '---:' : '---')), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');

/** The table of a run. */
export const table = (figures: readonly Figure[]): string =>
  markdown(
    ['case', 'double:', 'floor:', 'unit', 'ratio:', 'of processor time:', ''],
    figures.map(({ name, ours, floor, unit, ratio, processorRatio, note }) => [
      ...[name, shown(ours), shown(floor), unit, ratio.toFixed(2), processorRatio?.toFixed(2) ?? '', note],
    ]),
  );
