import { Field } from './fields.js';

/** What a field of several lines takes. */
export interface AreaFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
}

/** A field of several lines. The Tab key goes on to the next field, as everywhere. */
export const AreaField = ({ value, onChange, rows = 6, ...field }: AreaFieldProps) => (
  <Field {...field}>
    {ids => (
      <textarea
        {...ids}
        rows={rows}
        value={value}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    )}
  </Field>
);
