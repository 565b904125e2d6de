import { useSignal } from '@preact/signals';
import { tried } from '../parts/announcer.js';
import { Badge } from '../parts/badge.js';
import { EmptyNote } from '../parts/notes.js';
import { Time } from '../parts/time.js';
import { Passed } from './passed.js';
import { isStepping, steps, type TimeStep, undo } from './steps.js';
import { sayAsked, sayPassed } from './told-step.js';

/** The steps that were taken in a world from this tab, the latest first and open. */
export function History({ world }: { readonly world: string }) {
  const own = steps.value.filter(one => one.world === world);
  return (
    <section aria-labelledby="clock-history">
      <h2 id="clock-history">What happened</h2>
      {own.length === 0 ? (
        <EmptyNote title="No time was let pass from here yet">
          Each step is told here, and can be undone. Steps of other tabs and of clients are not among them.
        </EmptyNote>
      ) : (
        <>
          <p class="dim">
            Undo brings the world back to what it was before a step, its clock too. What clients did since is undone
            with it, and so are later steps. It does not bring back faults, overrides and the journal, nor what was sent
            to others.
          </p>
          {own.map((one, index) => (
            <Told key={one.id} step={one} isFirst={index === 0} />
          ))}
        </>
      )}
    </section>
  );
}

function Told({ step, isFirst }: { readonly step: TimeStep; readonly isFirst: boolean }) {
  const { id, world, asked, from, passed, before, isUndone } = step;
  const isOpen = useSignal<boolean | undefined>(undefined);
  const isShown = isOpen.value ?? (isFirst && !isUndone);
  const isEmpty = passed === undefined || (passed.ran.length === 0 && Object.keys(passed.changed).length === 0);
  return (
    <article class={`card clock-step${isUndone ? ' undone' : ''}`} aria-labelledby={`clock-step-${id}`}>
      <header>
        <div>
          <h3 id={`clock-step-${id}`}>{sayAsked(asked)}</h3>
          <p class="dim clock-span">
            <Time at={from} /> to {passed === undefined ? 'where it broke off' : <Time at={passed.clock.now} />}
          </p>
        </div>
        <div class="row">
          {isUndone && <Badge tone="dim">undone</Badge>}
          {!isEmpty && (
            <button type="button" aria-expanded={isShown} onClick={() => (isOpen.value = !isShown)}>
              {isShown ? 'Hide' : 'Show'}
            </button>
          )}
          {before !== undefined && (
            <button
              type="button"
              disabled={isStepping.value}
              onClick={() => tried(() => undo(step), `The world ${world} is as it was before`)}
            >
              Undo
            </button>
          )}
        </div>
      </header>
      <p class={passed === undefined ? 'wrong' : undefined}>{sayPassed(step)}</p>
      {before === undefined && !isUndone && (
        <p class="hint">It cannot be undone: how the world was before is not kept, or was too large to be.</p>
      )}
      {isShown && passed !== undefined && !isEmpty && <Passed world={world} passed={passed} />}
    </article>
  );
}
