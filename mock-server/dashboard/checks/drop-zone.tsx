import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { dropped, isReading, refusals, take } from './dropped.js';

/** Takes files that are dropped anywhere on the page or chosen, and says which it did not take, and why. */
export function DropZone() {
  const isOver = useSignal(false);
  const id = useId();
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      isOver.value = true;
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) isOver.value = false;
    };
    const drop = (event: DragEvent): void => {
      const files = [...(event.dataTransfer?.files ?? [])];
      isOver.value = false;
      if (files.length === 0) return;
      event.preventDefault();
      void take(files);
    };
    const events = { dragover: over, dragleave: leave, drop } as const;
    addEventListener('dragover', events.dragover);
    addEventListener('dragleave', events.dragleave);
    addEventListener('drop', events.drop);
    return () => {
      removeEventListener('dragover', events.dragover);
      removeEventListener('dragleave', events.dragleave);
      removeEventListener('drop', events.drop);
    };
  }, [isOver]);
  return (
    <>
      <section class={`checks-drop ${isOver.value ? 'over' : ''}`} aria-label="Reports to be shown">
        <label class="button checks-choose" for={id}>
          Choose report files
        </label>
        <input
          id={id}
          class="hidden"
          type="file"
          multiple
          accept=".json,application/json"
          onChange={({ currentTarget }) => {
            void take([...(currentTarget.files ?? [])]);
            currentTarget.value = '';
          }}
        />
        <span role="status">{isReading.value ? 'Reading…' : words()}</span>
      </section>
      {refusals.value.length > 0 && (
        <div class="note error checks-refused" role="alert">
          <p class="note-title">Not taken</p>
          <ul>
            {refusals.value.map(refusal => (
              <li key={refusal}>{refusal}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** What can be dropped now. */
function words(): string {
  const stays = 'It is read in this page: nothing is uploaded.';
  if (dropped.value.length === 0) return `or drop one anywhere here; two make a comparison. ${stays}`;
  if (dropped.value.length === 1) return `or drop a second one, to see what changed. ${stays}`;
  return `or drop another one: it is compared with the later of these. ${stays}`;
}
