import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  /** What may be typed, in a few words. */
  readonly hint?: string;
  /** What is wrong with what was typed. */
  readonly error?: string | undefined;
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-describedby'?: string;
    readonly 'aria-invalid'?: true;
  }) => ComponentChildren;
}

/** A field of a form with its label, its hint and what is wrong with it, tied together for screen readers. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, ...(about && { 'aria-describedby': about }), ...(error && { 'aria-invalid': true }) })}
      {hint && (
        <small id={`${id}-hint`} class="hint">
          {hint}
        </small>
      )}
      {error && (
        <small id={`${id}-error`} class="wrong">
          {error}
        </small>
      )}
    </div>
  );
}

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'search' | 'password';
  readonly placeholder?: string;
  /** What may be chosen; anything else may be typed too. */
  readonly options?: readonly string[];
}

/** A field of one line. */
export function TextField({ value, onChange, type = 'text', placeholder, options, ...field }: TextFieldProps) {
  const list = useId();
  const typed = {
    value,
    placeholder,
    autocomplete: 'off',
    spellcheck: false,
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => onChange(currentTarget.value),
  };
  return (
    <Field {...field}>
      {ids => (
        <>
          {type === 'password' ? (
            <input {...ids} {...typed} type="password" />
          ) : (
            <input {...ids} {...typed} type={type} list={options && list} />
          )}
          {options && (
            <datalist id={list}>
              {options.map(option => (
                <option key={option} value={option} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

interface ChoiceProps<Value extends string> extends Omit<FieldProps, 'children'> {
  readonly value: Value;
  /** Values with the words that are shown for them. */
  readonly options: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

/** A field with a choice of few. */
export function ChoiceField<Value extends string>({ value, options, onChange, ...field }: ChoiceProps<Value>) {
  const isValue = (text: string): text is Value => Object.hasOwn(options, text);
  return (
    <Field {...field}>
      {ids => (
        <select
          {...ids}
          value={value}
          onChange={({ currentTarget }) => isValue(currentTarget.value) && onChange(currentTarget.value)}
        >
          {Object.entries<string>(options).map(([option, words]) => (
            <option key={option} value={option} selected={option === value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
