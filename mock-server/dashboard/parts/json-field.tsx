import { AreaField, type AreaFieldProps } from './area-field.js';
import { readJson } from './json-text.js';

/** A field of JSON, which says as one types where it is none; `error` is what else is wrong with it. */
export const JsonField = ({ error, ...field }: AreaFieldProps) => (
  <AreaField {...field} error={readJson(field.value).slip ?? error} />
);
