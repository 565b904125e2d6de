const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

const LENGTH = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;

/** A duration of ISO 8601 in words, `1 month`; as it is written where it is none. */
export function lengthInWords(text: string): string {
  const found = LENGTH.exec(text);
  const words = UNITS.flatMap((unit, index) => {
    const count = found?.[index + 1];
    return count === undefined ? [] : [`${count} ${unit}${count === '1' ? '' : 's'}`];
  });
  return words.join(' ') || text;
}

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];

/** How long it is until something, in the two largest units: `3 h 12 min`. */
export function shortly(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (large: number, small: number, [more, less]: readonly [string, string]): string => {
    const rest = Math.floor((seconds % large) / small);
    return `${Math.floor(seconds / large).toLocaleString('en')} ${more}${rest > 0 ? ` ${rest} ${less}` : ''}`;
  };
  if (seconds >= DAY) return two(DAY, HOUR, ['d', 'h']);
  if (seconds >= HOUR) return two(HOUR, MINUTE, ['h', 'min']);
  return seconds >= MINUTE ? two(MINUTE, 1, ['min', 's']) : `${seconds} s`;
}
