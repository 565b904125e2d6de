import type { ServerRefusal } from '../server/refusal.js';
import type { Wrongs } from './checked.js';

interface RefusedNoteProps {
  readonly refusal: ServerRefusal | undefined;
  readonly wrongs: Wrongs;
  readonly isTried: boolean;
}

/** What the fields of these members are called. */
const labels: Readonly<Record<string, string>> = {
  ...{ operation: 'Operation', failure: 'Kind of refusal', name: 'Name', phase: 'The work of the call' },
  ...{ times: 'How often', skip: 'Calls to let go by first', every: 'One call in', chance: 'Chance' },
  ...{ between: 'From and to', where: 'Where the input has', delay: 'Delay', retryAfter: 'Retry-After' },
  ...{ status: 'Status', headers: 'Headers', body: 'Body', text: 'Sentence', as: 'Code' },
  ...{ patch: 'Merge patch', operations: 'Operations', forward: 'Address of the endpoint' },
};

const labelOf = (path: string): string => {
  const [first = '', second = ''] = path.split('.');
  return labels[first === 'reply' ? second : first] ?? path;
};

/** What is wrong with a form as a whole: what the server said in its own words, or all that keeps it from being sent. */
export function RefusedNote({ refusal, wrongs, isTried }: RefusedNoteProps) {
  const told = Object.entries(wrongs);
  if (refusal === undefined && (!isTried || told.length === 0)) return null;
  return (
    <div class="note error rules-refused" role="alert">
      <p class="note-title">{refusal === undefined ? 'This is not right yet' : 'The server did not take it'}</p>
      {refusal === undefined ? (
        <ul>
          {told.map(([path, what]) => (
            <li key={path}>
              <b>{labelOf(path)}</b> {what}
            </li>
          ))}
        </ul>
      ) : (
        <p class="rules-said">{refusal.message}</p>
      )}
    </div>
  );
}
