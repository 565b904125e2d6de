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

const shown = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));

/** A Markdown table. */
export const table = (figures: readonly Figure[]): string =>
  [
    '| case | double | floor | unit | ratio | of processor time | |',
    '| --- | ---: | ---: | --- | ---: | ---: | --- |',
    ...figures.map(
      ({ name, ours, floor, unit, ratio, processorRatio, note }) =>
        `| ${name} | ${shown(ours)} | ${shown(floor)} | ${unit} | ${ratio.toFixed(2)} | ${processorRatio?.toFixed(2) ?? ''} | ${note} |`,
    ),
  ].join('\n');
