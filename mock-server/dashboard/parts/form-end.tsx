import type { ComponentChildren } from 'preact';

interface FormEndProps {
  /** What the button says that sends the form. */
  readonly send: string;
  readonly isBusy?: boolean;
  readonly onClose: () => void;
  /** What the button says that sends nothing; default `Cancel`. */
  readonly close?: string;
  /** Why the form as a whole was not taken, where that is told here. */
  readonly wrong?: string | undefined;
  /** Further buttons. */
  readonly children?: ComponentChildren;
}

/** The end of a form: what is wrong with all of it, and its buttons. */
export const FormEnd = ({ send, isBusy = false, onClose, close = 'Cancel', wrong, children }: FormEndProps) => (
  <>
    {wrong && (
      <p class="wrong form-wrong" role="alert">
        {wrong}
      </p>
    )}
    <div class="row">
      <button type="submit" class="primary" disabled={isBusy}>
        {send}
      </button>
      <button type="button" onClick={onClose}>
        {close}
      </button>
      {children}
    </div>
  </>
);
