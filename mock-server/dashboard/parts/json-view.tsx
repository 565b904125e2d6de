import { jsonText } from './json-text.js';

/** A value as JSON, to be read and marked. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  return (
    <section class="json" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>
        <code>{jsonText(value)}</code>
      </pre>
    </section>
  );
}
