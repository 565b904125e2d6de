import './operation-field.css';
import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { isMeant } from '../../../contracts/core/names.js';
import { type NamedOperation, operations, readOperations } from '../server/operations.js';
import { Field } from './fields.js';

/** Most operations that are offered at once. */
const MOST = 50;

interface OperationFieldProps {
  readonly label: string;
  /** What is wrong with what was typed. */
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/**
 * A field for an operation, or a pattern of them with `*`: a combobox as the ARIA practices have it. Typing filters, the
 * arrows move, Enter takes, Escape closes the list and then empties the field.
 */
export function OperationField({ label, error, value, onChange }: OperationFieldProps) {
  const list = useId();
  const isOpen = useSignal(false);
  const at = useSignal(-1);
  useEffect(() => void readOperations().catch(() => {}), []);
  const found = isOpen.value ? matching(value) : [];
  const shown = found.slice(0, MOST);
  const choose = (name: string): void => {
    onChange(name);
    close();
  };
  const close = (): void => {
    isOpen.value = false;
    at.value = -1;
  };
  const move = (step: number): void => {
    if (!isOpen.value) isOpen.value = true;
    const count = Math.min(matching(value).length, MOST);
    if (count === 0) return;
    at.value = at.value === -1 ? (step > 0 ? 0 : count - 1) : (at.value + step + count) % count;
    document.getElementById(`${list}-${at.value}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const chosen = shown[at.value];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen.name);
    else if (event.key === 'Escape' && isOpen.value) close();
    else if (event.key === 'Escape' && value !== '') onChange('');
    else return;
    event.preventDefault();
  };
  return (
    <div class="operation-field">
      <Field label={label} hint={meaning(value)} error={error}>
        {ids => (
          <>
            <input
              {...ids}
              type="text"
              role="combobox"
              aria-expanded={isOpen.value && shown.length > 0}
              aria-controls={list}
              aria-autocomplete="list"
              aria-activedescendant={shown[at.value] && `${list}-${at.value}`}
              value={value}
              autocomplete="off"
              spellcheck={false}
              placeholder="Type to search: server create"
              onInput={({ currentTarget }) => {
                onChange(currentTarget.value);
                isOpen.value = true;
                at.value = -1;
              }}
              onClick={() => (isOpen.value = true)}
              onBlur={close}
              onKeyDown={onKeyDown}
            />
            <div id={list} role="listbox" aria-label="Operations" hidden={shown.length === 0}>
              {shown.map(({ name, method, path, summary }, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
                // biome-ignore lint/a11y/useFocusableInteractive: the field says which option is the active one
                <div
                  key={name}
                  id={`${list}-${index}`}
                  role="option"
                  aria-selected={index === at.value}
                  onMouseDown={event => event.preventDefault()}
                  onClick={() => choose(name)}
                >
                  <b>{name}</b> <span class="dim">{summary ?? `${method} ${path}`}</span>
                </div>
              ))}
            </div>
          </>
        )}
      </Field>
      <span class="hidden" role="status">
        {isOpen.value && operations.value !== undefined
          ? `${found.length} operations${found.length > MOST ? `, of which ${MOST} are shown` : ''}`
          : ''}
      </span>
    </div>
  );
}

/** Operations whose name, path or summary have each of the words, those whose name has them first, and of these those that end so. */
function matching(typed: string): readonly NamedOperation[] {
  const all = operations.value ?? [];
  if (typed.includes('*')) return all.filter(({ name }) => isNamed(typed, name));
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string): boolean => words.every(word => text.toLowerCase().includes(word));
  const [last = ''] = words.slice(-1);
  const byName = all.filter(({ name }) => has(name));
  const ofAll = all.filter(one => !has(one.name) && has(`${one.name} ${one.method} ${one.path} ${one.summary}`));
  const isWhole = ({ name }: NamedOperation): boolean => name.toLowerCase().endsWith(last);
  return [...byName.filter(isWhole), ...byName.filter(one => !isWhole(one)), ...ofAll];
}

/** Whether a pattern means an operation: with or without the vendor before it. */
const isNamed = (pattern: string, name: string): boolean =>
  isMeant(pattern, pattern.includes('/') ? name : name.slice(name.indexOf('/') + 1));

/** What was typed means, in a few words. */
function meaning(typed: string): string {
  const all = operations.value;
  if (all === undefined) return 'The operations there are, are being read';
  if (typed === '') return 'An operation, or several with * for any piece: servers.*';
  const meant = all.filter(({ name }) => isNamed(typed, name));
  const [one] = meant;
  if (one === undefined) return 'No operation has this name: choose one of the list, or use *';
  if (meant.length > 1) return `Means ${meant.length} operations`;
  return `${one.method} ${one.path}${one.summary === null ? '' : `: ${one.summary}`}`;
}
