import { type Signal, useSignal } from '@preact/signals';
import type { Schema } from '../../../contracts/core/operation.js';
import { announce } from '../parts/announcer.js';
import { refusalOf, type ServerRefusal } from '../server/refusal.js';
import { type Wrongs, wrongsOf } from './checked.js';

interface FormOptions<Draft> {
  readonly draft: Signal<Draft>;
  /** What the call takes. */
  readonly schema: Schema;
  readonly bodyOf: (draft: Draft) => Readonly<Record<string, unknown>>;
  /** What is wrong with it beside what the schema says. */
  readonly alsoWrong: (draft: Draft) => Wrongs;
  readonly send: (body: Readonly<Record<string, unknown>>) => Promise<void>;
}

/** A form that is checked as it is typed, and that keeps what was typed when it is refused. */
export function useForm<Draft extends object>({ draft, schema, bodyOf, alsoWrong, send }: FormOptions<Draft>) {
  const isTried = useSignal(false);
  const isBusy = useSignal(false);
  const refusal = useSignal<ServerRefusal | undefined>(undefined);
  const body = bodyOf(draft.value);
  const wrongs: Wrongs = { ...wrongsOf(schema, body), ...alsoWrong(draft.value) };
  const change = (part: Partial<Draft>): void => {
    draft.value = { ...draft.value, ...part };
    refusal.value = undefined;
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    isTried.value = true;
    if (Object.keys(wrongs).length > 0) {
      announce('Something is not right yet: see the fields', 'bad');
      requestAnimationFrame(() => {
        if (form instanceof HTMLElement) form.querySelector<HTMLElement>('[aria-invalid]')?.focus();
      });
      return;
    }
    isBusy.value = true;
    try {
      await send(body);
    } catch (error) {
      refusal.value = refusalOf(error);
    }
    isBusy.value = false;
  };
  return {
    body,
    change,
    submit,
    isTried: isTried.value,
    isBusy: isBusy.value,
    refusal: refusal.value,
    /** All that is wrong once it was tried to send, else what is wrong with what was typed. */
    shown: shownOf(isTried.value, wrongs, body, refusal.value),
  };
}

/** What is missing is not told before somebody tried to send it. */
function shownOf(
  isTried: boolean,
  wrongs: Wrongs,
  body: Readonly<Record<string, unknown>>,
  refusal: ServerRefusal | undefined,
): Wrongs {
  if (refusal !== undefined) return { ...refusal.fields, ...wrongs };
  if (isTried) return wrongs;
  return Object.fromEntries(Object.entries(wrongs).filter(([path]) => !isMissing(path, body)));
}

function isMissing(path: string, body: unknown): boolean {
  let value = body;
  for (const name of path.split('.')) value = Object(value)[name];
  return value === undefined || value === '';
}
