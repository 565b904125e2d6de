/** One line of the result: what the double does, what the floor does, and the ratio of both in the same run. */
export interface Figure {
  readonly name: string;
  readonly ours: number;
  readonly floor: number;
  readonly unit: string;
  /** Ours over the floor's: of rates more is better, of times and memory less is. */
  readonly ratio: number;
  readonly note: string;
}

const shown = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));

/** A Markdown table. */
export const table = (figures: readonly Figure[]): string =>
  [
    '| case | double | floor | unit | ratio | |',
    '| --- | ---: | ---: | --- | ---: | --- |',
    ...figures.map(
      ({ name, ours, floor, unit, ratio, note }) =>
        `| ${name} | ${shown(ours)} | ${shown(floor)} | ${unit} | ${ratio.toFixed(2)} | ${note} |`,
    ),
  ].join('\n');
