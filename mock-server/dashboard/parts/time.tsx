const local = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'long' });

interface TimeProps {
  /** As the control API writes it: ISO 8601 in UTC. */
  readonly at: string | number;
  /** Shows the day only, or the time only. Default: both. */
  readonly only?: 'day' | 'time';
}

/** An instant in UTC, with that of the reader's own place on hover. */
export function Time({ at, only }: TimeProps) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{at}</span>;
  const [day = '', time = ''] = date
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .split('T');
  const shown = only === 'day' ? day : only === 'time' ? time : `${day} ${time}`;
  return (
    <time dateTime={date.toISOString()} title={`${local.format(date)} here; shown in UTC`}>
      {shown}
    </time>
  );
}
