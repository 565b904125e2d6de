import type { ComponentChildren } from 'preact';
import { whyOf } from '../server/refusal.js';

interface EmptyNoteProps {
  readonly title: string;
  /** What to do, in a sentence. */
  readonly children?: ComponentChildren;
}

/** Stands where there is nothing, and says what to do. */
export function EmptyNote({ title, children }: EmptyNoteProps) {
  return (
    <div class="note empty">
      <p class="note-title">{title}</p>
      <div>{children}</div>
    </div>
  );
}

interface ErrorNoteProps {
  readonly error: Error | undefined;
  /** Tries once more. */
  readonly again?: (() => void) | undefined;
}

/** Says what went wrong, if anything did, and offers to try once more. */
export function ErrorNote({ error, again }: ErrorNoteProps) {
  if (error === undefined) return null;
  return (
    <div class="note error" role="alert">
      <p class="note-title">That did not work</p>
      <p>{whyOf(error)}</p>
      {again && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Says that something is being read, so that the place is not empty. */
export const Waiting = ({ what }: { readonly what: string }) => (
  <p class="waiting" role="status">
    Reading {what}…
  </p>
);
