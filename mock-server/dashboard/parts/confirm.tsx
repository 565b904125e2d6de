import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { tried } from './announcer.js';
import { Dialog } from './dialog.js';

interface ConfirmProps {
  /** What is asked, as a title: `Delete the world “mine”`. */
  readonly title: string;
  /** The word on the button that does it. */
  readonly action: string;
  /** What is told once it is done. */
  readonly done: string;
  readonly act: () => Promise<unknown>;
  readonly onClose: () => void;
  /** What is lost by it. */
  readonly children: ComponentChildren;
}

/** Asks before something is done that cannot be taken back. */
export function Confirm({ title, action, done, act, onClose, children }: ConfirmProps) {
  const isBusy = useSignal(false);
  const confirmed = async (): Promise<void> => {
    isBusy.value = true;
    await tried(act, done);
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <div class="row">
        <button type="button" class="danger" disabled={isBusy.value} onClick={confirmed}>
          {action}
        </button>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}
