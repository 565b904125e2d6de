import type { ServerRefusal } from '../server/refusal.js';
import type { Wrongs } from './checked.js';

interface RefusedNoteProps {
  readonly refusal: ServerRefusal | undefined;
  readonly wrongs: Wrongs;
  readonly isTried: boolean;
}

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
              <b>{path}</b> {what}
            </li>
          ))}
        </ul>
      ) : (
        <p class="rules-said">{refusal.message}</p>
      )}
    </div>
  );
}
