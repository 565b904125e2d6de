import { AreaField } from './area-field.js';
import { readJson } from './json-text.js';

interface JsonFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** What else is wrong with it, once it is JSON. */
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
}

/** A field of JSON, which says as one types where it is none. */
export const JsonField = ({ error, ...field }: JsonFieldProps) => (
  <AreaField {...field} error={readJson(field.value).slip ?? error} />
);
