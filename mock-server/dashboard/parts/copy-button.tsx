import { useSignal } from '@preact/signals';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for those who do not see what it stands beside: `Copy the token`. */
  readonly label: string;
  /** Default: `Copy`. */
  readonly children?: string;
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label, children = 'Copy' }: CopyButtonProps) {
  const said = useSignal('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      said.value = 'Copied';
    } catch {
      said.value = 'The browser did not let it be copied';
    }
    setTimeout(() => {
      said.value = '';
    }, 2000);
  };
  return (
    <button type="button" class="quiet" aria-label={label} title={label} onClick={copy}>
      <span aria-live="polite">{said.value || children}</span>
    </button>
  );
}
